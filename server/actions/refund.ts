import type { Handler } from "../domain/handler.js";
import { balanceEffect } from "../domain/ledger.js";
import { accountOf, AVAILABLE_NOW, NEVER_EXPIRES } from "../domain/member.js";
import { refuse } from "../domain/refusal.js";

/** Spent falls and spendable rises by the amount. Which lots it was taken from is not asked: it never expires. */
export const refund: Handler<"refund"> = ({ member }, { currency, amount }) => {
  if (amount > accountOf(member, currency).spent) return refuse("insufficient-balance", "Not that much was spent.");
  const leg = { expiresOn: NEVER_EXPIRES, availableOn: AVAILABLE_NOW, delta: amount };
  return { effects: [balanceEffect(currency, amount, [leg], { spent: -amount })] };
};
