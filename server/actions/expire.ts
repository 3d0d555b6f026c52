import type { Handler } from "../domain/handler.js";
import { balanceEffect, spendableLots, spendableOn, take } from "../domain/ledger.js";
import { accountOf } from "../domain/member.js";
import { refuse } from "../domain/refusal.js";

/** Spendable falls and expired rises by the amount; the lots that expire first go first. */
export const expire: Handler<"expire"> = ({ member }, { currency, amount }, { today }) => {
  const account = accountOf(member, currency);
  if (amount > spendableOn(account, today)) return refuse("insufficient-balance", "There isn't that much left.");
  const legs = take(spendableLots(account, today), amount).map((leg) => ({ ...leg, expired: -leg.delta }));
  return { effects: [balanceEffect(currency, -amount, legs)] };
};
