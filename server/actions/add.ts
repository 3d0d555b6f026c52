import type { Handler } from "../domain/handler.js";
import { balanceEffect, GREATEST_BALANCE } from "../domain/ledger.js";
import { accountOf, AVAILABLE_NOW, NEVER_EXPIRES } from "../domain/member.js";
import { refuse, refuseField } from "../domain/refusal.js";

/** Earned and spendable rise by the amount (S0-8). */
export const add: Handler<"add"> = ({ member }, { currency, amount, expiresAt }, { today }) => {
  if (expiresAt !== undefined && expiresAt < today)
    return refuseField("expiresAt", "past", "Choose today or a later day.");
  if (amount > GREATEST_BALANCE - accountOf(member, currency).earned)
    return refuse("balance-overflow", "That is more than a balance can hold.");
  const leg = { expiresOn: expiresAt ?? NEVER_EXPIRES, availableOn: AVAILABLE_NOW, delta: amount };
  return { effects: [balanceEffect(currency, amount, [leg])] };
};
