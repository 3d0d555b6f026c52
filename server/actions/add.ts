import type { Handler } from "../domain/handler.js";
import { balanceEffect, GREATEST_BALANCE } from "../domain/ledger.js";
import { accountOf, AVAILABLE_NOW, NEVER_EXPIRES } from "../domain/member.js";
import { refuse, refuseField } from "../domain/refusal.js";

/** Earned and spendable rise by the amount (S0-8); what is for a later day is pending until then. */
export const add: Handler<"add"> = ({ member }, { currency, amount, expiresAt, availableAt }, { today }) => {
  if (expiresAt !== undefined && expiresAt < today)
    return refuseField("expiresAt", "past", "Choose today or a later day.");
  if (amount > GREATEST_BALANCE - accountOf(member, currency).earned)
    return refuse("balance-overflow", "That is more than a balance can hold.");
  const expiresOn = expiresAt ?? NEVER_EXPIRES;
  if (availableAt !== undefined && availableAt < today)
    return refuseField("availableAt", "past", "Choose today or a later day.");
  if (availableAt !== undefined && availableAt > expiresOn)
    return refuseField("availableAt", "too-late", "It would expire before it is available.");
  const availableOn = availableAt === undefined || availableAt === today ? AVAILABLE_NOW : availableAt;
  const leg = { expiresOn, availableOn, delta: amount };
  return { effects: [balanceEffect(currency, amount, [leg])] };
};
