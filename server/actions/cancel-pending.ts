import type { Handler } from "../domain/handler.js";
import { balanceEffect, expireLots } from "../domain/ledger.js";
import { pendingLot } from "../domain/pending-lot.js";

/** It ends as what never became available in time does: pending falls, and nothing else moves. */
export const cancelPending: Handler<"cancel-pending"> = ({ member }, { lotId }) => {
  const pending = pendingLot(member, lotId);
  if ("problem" in pending) return pending;
  const { account, lot } = pending;
  return { effects: [balanceEffect(account.currency, -lot.amount, expireLots([lot]))] };
};
