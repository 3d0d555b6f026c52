import type { Handler } from "../domain/handler.js";
import { balanceEffect, GREATEST_BALANCE, releaseLots } from "../domain/ledger.js";
import { pendingLot } from "../domain/pending-lot.js";
import { refuse } from "../domain/refusal.js";

/** It keeps the day on which it expires. */
export const releasePending: Handler<"release-pending"> = ({ member }, { lotId }, { today }) => {
  const pending = pendingLot(member, lotId);
  if ("problem" in pending) return pending;
  const { account, lot } = pending;
  if (lot.expiresOn < today) return refuse("not-eligible", "Its last day is over, so it can't be spent any more.");
  if (lot.amount > GREATEST_BALANCE - account.earned)
    return refuse("balance-overflow", "That is more than a balance can hold.");
  return { effects: [balanceEffect(account.currency, lot.amount, releaseLots([lot]))] };
};
