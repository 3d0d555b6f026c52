import type { Decide } from "../../domain/handler.js";
import { balanceEffect, sumOf } from "../../domain/ledger.js";
import { accountOf, AVAILABLE_NOW } from "../../domain/member.js";
import { refuse } from "../../domain/refusal.js";

export interface CurrencyInput {
  readonly currency: string;
}

/** What was to be spent by yesterday moves from spendable to expired; what never became available is dropped from pending. */
export const expire: Decide<CurrencyInput> = ({ member }, { currency }, { today }) => {
  const over = accountOf(member, currency).lots.filter((lot) => lot.expiresOn < today);
  if (over.length === 0) return refuse("conflict", "Nothing has expired.");
  const expired = sumOf(over.filter((lot) => lot.availableOn === AVAILABLE_NOW));
  const pending = sumOf(over) - expired;
  const legs = over.map(({ expiresOn, availableOn, amount }) => ({ expiresOn, availableOn, delta: -amount }));
  return { effects: [balanceEffect(currency, -expired - pending, { spendable: -expired, expired, pending: -pending }, legs)] };
};
