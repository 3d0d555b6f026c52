import { type Decide } from "../../domain/handler.js";
import { balanceEffect, GREATEST_BALANCE, releaseLots, releasableLots, sumOf } from "../../domain/ledger.js";
import { accountOf } from "../../domain/member.js";
import type { CurrencyInput } from "./expire.js";
import { refuse } from "../../domain/refusal.js";

/**
 * What has become available moves from pending to earned and spendable. It keeps the day it expires on, even where that
 * day is over.
 */
export const release: Decide<CurrencyInput> = ({ member }, { currency }, { today }) => {
  const account = accountOf(member, currency);
  const due = releasableLots(account, today);
  if (due.length === 0) return refuse("conflict", "Nothing has become available.");
  const amount = sumOf(due);
  if (amount > GREATEST_BALANCE - account.earned)
    return refuse("balance-overflow", "That is more than a balance can hold.");
  return { effects: [balanceEffect(currency, amount, releaseLots(due))] };
};
