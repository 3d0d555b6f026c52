import { inverseOf } from "../../sdk/contract/index.js";
import { type Ask, askOf, mayBeCounted } from "../domain/limits.js";
import type { Operator } from "../domain/operator.js";
import type { OriginalOperation } from "../domain/undo.js";
import type { Intent } from "./write-job.js";

/** What an operation counts as against the limits of its operator. */
export interface Counted extends Ask {
  /** The action whose limits it counts against; null: none. */
  readonly countsAs: string | null;
}

/** Where the operation that is undone is looked up, and the purchase that comes back. */
interface Originals {
  original(id: string): OriginalOperation | undefined;
  leftOf(purchaseId: string): number | undefined;
}

/** A purchase that comes back without a word on how much does so whole. */
const wholeIn = (input: Intent["input"], originals: Originals): Intent["input"] => {
  const left = typeof input.purchaseId === "string" ? originals.leftOf(input.purchaseId) : undefined;
  return left === undefined ? input : { amount: left, ...input };
};

/**
 * An act counts as itself. The undo of somebody else's act, or of the program's, counts as the inverse; that of one's own
 * counts as nothing, since what was undone doesn't count either.
 */
export const countedOf = ({ operator, action, reverses, input }: Intent, originals: Originals): Counted => {
  if (reverses === null) return { countsAs: operator && action.id, ...askOf(wholeIn(input, originals)) };
  const original = originals.original(reverses);
  const { currency = null, amount, operatorId } = original ?? {};
  const whole = amount ?? originals.original(original?.counterpart ?? "")?.amount ?? 1;
  const isOwn = !operator || operatorId === operator.id;
  return { countsAs: isOwn ? null : inverseOf(action.id), currency, amount: whole };
};

/** The operator whose acts have to be counted before this one is decided; null: nobody's. */
export const countedOperator = ({ operator, action: { id }, reverses, bulk }: Intent): Operator | null =>
  operator && !bulk && mayBeCounted(operator, reverses === null ? id : inverseOf(id)) ? operator : null;
