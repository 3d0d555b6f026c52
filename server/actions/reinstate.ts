import type { Handler } from "../domain/handler.js";
import { balanceEffect, expiredLots, share } from "../domain/ledger.js";
import { accountOf, AVAILABLE_NOW } from "../domain/member.js";
import { refuse, refuseField } from "../domain/refusal.js";

/**
 * Expired falls and spendable rises by the amount, in a lot with the new day. What was ended before its time on that very
 * day is left out: it would go back to where it came from, which is for an undo to do.
 */
export const reinstate: Handler<"reinstate"> = ({ member }, { currency, amount, expiresAt }, { today }) => {
  if (expiresAt < today) return refuseField("expiresAt", "past", "Choose today or a later day.");
  const account = accountOf(member, currency);
  if (amount > account.expired) return refuse("insufficient-balance", "Not that much has expired.");
  const parts = share(
    expiredLots(account).filter(({ expiresOn }) => expiresOn !== expiresAt),
    amount,
    ({ expired }) => expired,
  );
  if (parts.reduce((sum, [, part]) => sum + part, 0) < amount)
    return refuseField("expiresAt", "same-day", "Some of it was to expire on that day anyway. Choose another.");
  const legs = parts.map(([{ expiresOn, availableOn }, part]) => ({
    expiresOn,
    availableOn,
    delta: 0,
    expired: -part,
  }));
  const lot = { expiresOn: expiresAt, availableOn: AVAILABLE_NOW, delta: amount };
  return { effects: [balanceEffect(currency, amount, [...legs, lot])] };
};
