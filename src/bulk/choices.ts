import { forMany } from "../../sdk/contract/bulk/for-many.js";
import {
  type ActionDeclaration,
  type Capabilities,
  catalogue,
  type Currency,
  findAction,
  hasCurrency,
  type Operator,
} from "../../sdk/contract/index.js";
import { lacksModule } from "../../sdk/contract/modules.js";
import { ownAction } from "../../sdk/contract/own-action.js";
import { capabilityOf, currenciesOf } from "../parts/capability.js";
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

const offered = (capabilities: Capabilities): readonly ActionDeclaration[] => {
  const { actions, modules } = capabilities;
  const builtIn = Object.values<ActionDeclaration>(catalogue).filter(
    (action) => capabilityOf(capabilities, action.id) && !lacksModule(action, modules),
  );
  const own = actions.filter(({ id }) => !findAction(id)).flatMap((each) => ownAction(each) ?? []);
  return [...builtIn, ...own].flatMap((action) => forMany(action) ?? []);
};

/** What can be done to many members on this backend, in the order of its catalogue. */
export const choicesFor = (capabilities: Capabilities, operator: Operator | undefined): readonly Choice[] =>
  offered(capabilities).flatMap((action) => {
    const currencies = hasCurrency(action) ? currenciesOf(capabilities, action.id) : [null];
    return currencies.map((currency) => ({
      key: currency ? `${action.id}:${currency.code}` : action.id,
      action,
      currency,
      forbidden: rightTo({ capabilities, operator }, action.id, currency?.code ?? null) === "forbidden",
    }));
  });
