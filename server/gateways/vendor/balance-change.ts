import type { Account, BalanceChange } from "../../../sdk/contract/index.js";
import { GREATEST_BALANCE } from "../../domain/ledger.js";
import { type Refused, refuse } from "../../domain/refusal.js";

type Balance = Pick<Account, "currency" | "spendable">;

/** What a balance does that moves by so much, where nothing else is known of it. */
export const balanceChange = ({ currency, spendable }: Balance, delta: number): BalanceChange => ({
  ...{ currency, earned: null, spent: null, expired: null, requested: delta, applied: delta },
  spendable: { before: spendable, after: spendable + delta },
});

/** The same, or why it can't be: a balance never falls below 0, and is never more than can be told exactly. */
export const movedBalance = (balance: Balance, delta: number): BalanceChange | Refused => {
  if (delta < 0 && balance.spendable + delta < 0)
    return refuse("insufficient-balance", `There are only ${Math.max(0, balance.spendable)} to take.`);
  if (balance.spendable + delta > GREATEST_BALANCE)
    return refuse("balance-overflow", "That is more than a balance can hold.");
  return balanceChange(balance, delta);
};
