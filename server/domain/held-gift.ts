import type { GiftEffect } from "./effects.js";
import type { HeldGiftState, MemberState } from "./member.js";
import { type Refused, refuse, refuseField } from "./refusal.js";

/** What a gift of the wallet is after each change. */
export const giftStatusAfter: Readonly<Record<GiftEffect["change"], HeldGiftState["status"]>> = {
  issued: "active",
  revoked: "revoked",
  used: "used",
  unused: "active",
  withdrawn: "revoked",
  restored: "active",
};

/** A gift of the member that nobody has used or taken back. */
export const usableGift = ({ gifts }: MemberState, id: string): HeldGiftState | Refused => {
  const held = gifts.get(id);
  if (!held) return refuseField("heldGiftId", "unknown", "This member has no such gift.");
  return held.status === "active" ? held : refuse("conflict", "This gift has been used or taken back already.");
};
