import { type Decide } from "../../domain/handler.js";
import { balanceEffect, GREATEST_BALANCE, sumOf } from "../../domain/ledger.js";
import { accountOf, AVAILABLE_NOW } from "../../domain/member.js";
import type { CurrencyInput } from "./expire.js";
import { refuse } from "../../domain/refusal.js";

/** What becomes available today moves from pending to earned and spendable; it keeps the day it expires on. */
export const release: Decide<CurrencyInput> = ({ member }, { currency }, { today }) => {
  const account = accountOf(member, currency);
  const due = account.lots.filter((lot) => lot.availableOn !== AVAILABLE_NOW && lot.availableOn <= today);
  if (due.length === 0) return refuse("conflict", "Nothing has become available.");
  const amount = sumOf(due);
  if (amount > GREATEST_BALANCE - account.earned) return refuse("balance-overflow", "That is more than a balance can hold.");
  const legs = due.flatMap(({ expiresOn, availableOn, amount }) => [
    { expiresOn, availableOn, delta: -amount },
    { expiresOn, availableOn: AVAILABLE_NOW, delta: amount },
  ]);
  return { effects: [balanceEffect(currency, amount, { earned: amount, spendable: amount, pending: -amount }, legs)] };
};
