import { isAvailable } from "./ledger.js";
import { type AccountState, type LotKey, type LotState, type MemberState, NEVER_EXPIRES } from "./member.js";
import { type Refused, refuse } from "./refusal.js";

/** What a pending lot is called outside: the same as long as it holds anything. */
export const lotIdOf = (currency: string, { availableOn, expiresOn }: LotKey): string =>
  [currency, availableOn, expiresOn === NEVER_EXPIRES ? "never" : expiresOn].join(".");

/** A pending lot by its id. */
export const pendingLot = (
  { accounts }: MemberState,
  id: string,
): { readonly account: AccountState; readonly lot: LotState } | Refused => {
  for (const account of accounts.values()) {
    const lot = account.lots.find((each) => !isAvailable(each) && lotIdOf(account.currency, each) === id);
    if (lot && lot.amount > 0) return { account, lot };
  }
  return refuse("conflict", "This is not pending any more.");
};
