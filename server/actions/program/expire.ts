import type { Decide } from "../../domain/handler.js";
import { balanceEffect, expireLots, overLots, sumOf } from "../../domain/ledger.js";
import { accountOf } from "../../domain/member.js";
import { refuse } from "../../domain/refusal.js";

export interface CurrencyInput {
  readonly currency: string;
}

/**
 * What was to be spent by yesterday moves from spendable to expired; what never became available is dropped from
 * pending.
 */
export const expire: Decide<CurrencyInput> = ({ member }, { currency }, { today }) => {
  const over = overLots(accountOf(member, currency), today);
  if (over.length === 0) return refuse("conflict", "Nothing has expired.");
  return { effects: [balanceEffect(currency, -sumOf(over), expireLots(over))] };
};
