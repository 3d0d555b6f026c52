import type { LitElement } from "lit";
import { MemberOpenEvent } from "../events/list-events.js";

/** Closes the dialog, unless the host page keeps it open, and opens a member: their profile is somebody else's to show. */
export const openMember = async (
  host: LitElement & { readonly open: boolean },
  close: () => void,
  memberId: string,
): Promise<void> => {
  close();
  await host.updateComplete;
  if (!host.open) host.dispatchEvent(new MemberOpenEvent(memberId));
};
