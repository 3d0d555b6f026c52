import type { Handler } from "../domain/handler.js";
import { balanceEffect, GREATEST_BALANCE, spendableLots, spendableOn, take } from "../domain/ledger.js";
import { accountOf } from "../domain/member.js";
import { refuse } from "../domain/refusal.js";

/** What expires first goes first, and keeps its days. What was earned moves with it: the sum over both stays. */
export const transfer: Handler<"transfer"> = ({ member, other }, { currency, amount }, { today }) => {
  if (!other) throw new Error("A transfer was decided without its receiver");
  const account = accountOf(member, currency);
  if (amount > spendableOn(account, today)) return refuse("insufficient-balance", "There isn't that much to transfer.");
  if (amount > GREATEST_BALANCE - accountOf(other, currency).earned)
    return refuse("balance-overflow", "That is more than the other member's balance can hold.");
  const given = take(spendableLots(account, today), amount);
  const received = given.map((leg) => ({ ...leg, delta: -leg.delta }));
  return {
    effects: [balanceEffect(currency, -amount, given)],
    otherEffects: [balanceEffect(currency, amount, received)],
  };
};
