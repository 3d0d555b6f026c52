import { confirms } from "../../sdk/contract/confirmation.js";
import type { ErasedStatus } from "../../sdk/contract/index.js";
import type { BalanceEffect } from "./effects.js";
import type { Decision } from "./handler.js";
import { balanceEffect, expireLots, heldLots } from "./ledger.js";
import type { AccountState, MemberState } from "./member.js";
import { refuseField } from "./refusal.js";

/** What can't be spent any more counts as expired, so that the ledger still adds up. */
const forfeit = (account: AccountState): BalanceEffect =>
  balanceEffect(account.currency, -account.spendable - account.pending, expireLots(heldLots(account)));

const forfeitAll = ({ accounts }: MemberState): BalanceEffect[] =>
  [...accounts.values()].filter(({ spendable, pending }) => spendable + pending > 0).map(forfeit);

/**
 * The member leaves for good, once the operator has typed their id or full name. Only one who is anonymized keeps what
 * they had: it is nobody's then, and counts on in statistics.
 */
export const decideErasure = (member: MemberState, confirmation: string, as: ErasedStatus): Decision => {
  if (!confirms(confirmation, { id: member.id, name: member.profile.name }))
    return refuseField("confirmation", "mismatch", "Type the member's id or full name exactly.");
  return { effects: [...(as === "anonymized" ? [] : forfeitAll(member)), { kind: "erasure", as }] };
};
