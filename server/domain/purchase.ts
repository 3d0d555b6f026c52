import type { Money } from "../../sdk/contract/index.js";
import { NOW } from "./consent.js";

/** A line of a receipt: one kind of thing that was bought. */
export interface PurchaseLine {
  readonly itemId: string;
  readonly quantity: number;
  /** What was paid for all of them, in minor units of the purchase's currency. */
  readonly amount: number;
}

/** Something that was bought. */
export interface PurchaseState {
  readonly id: string;
  /** Null: a receipt that nobody has claimed yet. */
  readonly memberId: string | null;
  /** An instant, or {@link NOW}. */
  readonly at: string;
  readonly branchId: string | null;
  /** The number on the till's receipt, which counts once; null: it has none. */
  readonly receipt: string | null;
  readonly amount: Money;
  /** How much of it has come back, in minor units. */
  readonly returned: number;
  /** The operation that made it the member's; null: it is nobody's. */
  readonly operationId: string | null;
  readonly items: readonly PurchaseLine[];
}

/** What a rule did, when it saw a purchase or what another rule did about it; that it was not undone since. */
export interface Brought {
  /** The operation that it became. */
  readonly id: string;
  readonly memberId: string;
  /** JSON of its effects; null where it can't be taken back. */
  readonly effects: string | null;
  /** The rules have yet to see it. */
  readonly rulesDue: boolean;
}

const RECEIPT = /^[\p{L}\p{N}][\p{L}\p{N}\-/._#]{0,39}$/u;

/**
 * The number of a receipt as it is kept, whichever way it was typed: in capitals and without spaces. Null: it is none.
 */
export const receiptNumber = (typed: string): string | null => {
  const number = typed
    .normalize("NFKC")
    .replace(/\s/gu, "")
    .replace(/\p{Dash_Punctuation}/gu, "-")
    .toUpperCase();
  return RECEIPT.test(number) ? number : null;
};

/** The number that an input tells of; none where it tells of none, or of what is none. */
export const receiptIn = ({ receipt }: Readonly<Record<string, unknown>>): string[] => {
  const number = typeof receipt === "string" ? receiptNumber(receipt) : null;
  return number === null ? [] : [number];
};

/** A purchase of now, of nobody yet and nowhere in particular. */
export const newPurchase = (id: string, amount: Money, receipt: string | null): PurchaseState => ({
  id,
  memberId: null,
  at: NOW,
  branchId: null,
  receipt,
  amount,
  returned: 0,
  operationId: null,
  items: [],
});

/** The purchase that has this receipt. */
export const withReceipt = (
  purchases: ReadonlyMap<string, PurchaseState>,
  receipt: string | null,
): PurchaseState | undefined =>
  receipt === null ? undefined : [...purchases.values()].find((purchase) => purchase.receipt === receipt);
