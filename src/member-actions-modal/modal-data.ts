import type { Client } from "../../sdk/client/client.js";
import type { MemberAction } from "../../sdk/contract/index.js";
import type { ModalData } from "./modal-view.js";

/** What the modal reads when it opens. */
export interface Loaded extends ModalData {
  readonly memberActions: readonly MemberAction[];
}

/** Reads it all at once; the capabilities and the operator are kept by the client. */
export const load = async (client: Client, memberId: string, signal: AbortSignal): Promise<Loaded> => {
  const [capabilities, { value: member }, memberActions, operator] = await Promise.all([
    client.capabilities({ signal }),
    client.members.get(memberId, { signal }),
    client.members.actions(memberId, { signal }),
    client.operator({ signal }),
  ]);
  return { capabilities, member, memberActions, operator };
};
