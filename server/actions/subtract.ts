import { type Handler } from "../domain/handler.js";
import { balanceEffect, spendableLots, spendableOn, take } from "../domain/ledger.js";
import { accountOf } from "../domain/member.js";
import { refuse } from "../domain/refusal.js";

/**
 * Earned and spendable fall by the amount, as if it had never been collected (S3-21). What was spent can't be
 * subtracted.
 */
export const subtract: Handler<"subtract"> = ({ member }, { currency, amount }, { today }) => {
  const account = accountOf(member, currency);
  if (amount > spendableOn(account, today))
    return refuse("insufficient-balance", "There isn't that much left to subtract.");
  return { effects: [balanceEffect(currency, -amount, take(spendableLots(account, today), amount))] };
};
