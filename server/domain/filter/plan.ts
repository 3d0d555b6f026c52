import type { FilterOperator } from "../../../sdk/contract/index.js";
import type { Field } from "./field.js";

export type Scalar = string | number | boolean;

/** A condition whose field is known, and whose value fits it. */
export interface PlannedRule {
  readonly is: "rule";
  readonly field: Field;
  readonly operator: FilterOperator;
  /** None for `null` and `notNull`, two for ranges, any number for lists, else one. */
  readonly values: readonly Scalar[];
  /** Where it stands in the request (RFC 6901). */
  readonly pointer: string;
}

export interface PlannedGroup {
  readonly is: "group";
  readonly combinator: "and" | "or";
  readonly not: boolean;
  readonly conditions: readonly Condition[];
}

export type Condition = PlannedRule | PlannedGroup;

/** Every rule of a plan, in the order of the filter. */
export const rulesOf = (condition: Condition): readonly PlannedRule[] =>
  condition.is === "group" ? condition.conditions.flatMap(rulesOf) : [condition];
