import { forMany } from "../../sdk/contract/bulk/for-many.js";
import {
  type ActionDeclaration,
  type Capabilities,
  type Currency,
  hasCurrency,
  type Operator,
} from "../../sdk/contract/index.js";
import { currenciesOf } from "../parts/capability.js";
import { offeredActions } from "../parts/offered-actions.js";
import { rightTo } from "../parts/rights.js";

/** An action that can be done to many members, in one currency where it has one. */
export interface Choice {
  /** `add:points`. */
  readonly key: string;
  readonly action: ActionDeclaration;
  readonly currency: Currency | null;
  /** Whether the operator may not do it. */
  readonly forbidden: boolean;
}

/** The permission to act on many members at once. */
export const ACTS_ON_MANY = "members:bulk";

/** The permission to take members out of the house. */
export const EXPORTS = "members:export";

/** What can be done to many members on this backend, in the order of its catalogue. */
export const choicesFor = (capabilities: Capabilities, operator: Operator | undefined): readonly Choice[] =>
  offeredActions(capabilities).flatMap((offered) => {
    const action = forMany(offered);
    if (!action) return [];
    const currencies = hasCurrency(action) ? currenciesOf(capabilities, action.id) : [null];
    return currencies.map((currency) => ({
      key: currency ? `${action.id}:${currency.code}` : action.id,
      action,
      currency,
      forbidden: rightTo({ capabilities, operator }, action.id, currency?.code ?? null) === "forbidden",
    }));
  });
