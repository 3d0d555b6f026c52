import { type Handler } from "../domain/handler.js";
import { balanceEffect, spendableLots, spendableOn, take } from "../domain/ledger.js";
import { accountOf } from "../domain/member.js";
import { refuse } from "../domain/refusal.js";

/** Spendable falls and spent rises by the amount; the lots that expire first go first (S0-9). */
export const redeem: Handler<"redeem"> = ({ member }, { currency, amount }, { today }) => {
  const account = accountOf(member, currency);
  if (amount > spendableOn(account, today)) return refuse("insufficient-balance", "There isn't that much to spend.");
  return {
    effects: [balanceEffect(currency, -amount, take(spendableLots(account, today), amount), { spent: amount })],
  };
};
