import { confirms } from "../../sdk/contract/confirmation.js";
import type { BalanceEffect } from "../domain/effects.js";
import { type Handler } from "../domain/handler.js";
import { balanceEffect, expireLots, heldLots } from "../domain/ledger.js";
import type { AccountState } from "../domain/member.js";
import { refuseField } from "../domain/refusal.js";

/** What can't be spent any more counts as expired, so that the ledger still adds up. */
const forfeit = (account: AccountState): BalanceEffect =>
  balanceEffect(account.currency, -account.spendable - account.pending, expireLots(heldLots(account)));

/** Erases the member (S0-21), once the operator has typed their id or full name. */
export const deleteMember: Handler<"delete"> = ({ member }, { confirmation }) => {
  if (!confirms(confirmation, { id: member.id, name: member.profile.name }))
    return refuseField("confirmation", "mismatch", "Type the member's id or full name exactly.");
  const held = [...member.accounts.values()].filter(({ spendable, pending }) => spendable + pending > 0);
  return { effects: [...held.map(forfeit), { kind: "erasure" }] };
};
