/**
 * Filters over members, in react-querybuilder's JSON shape, so that hosts can make, keep and read them with tools they
 * have: `{ "combinator": "and", "rules": [{ "field": "tags", "operator": "contains", "value": "VIP" }] }`.
 */

/** What a filter may be at most. A backend may take less: see `FilterSchema`. */
export const filterLimits = {
  /** Groups in groups; the outermost counts as 1. */
  depth: 5,
  /** Conditions in all, those of groups and of events included. */
  rules: 50,
  /** Values in one list: a pasted column of ids. */
  values: 10_000,
} as const;

/** react-querybuilder's own operators, and those that dates need beside them. */
export const filterOperators = [
  "=",
  "!=",
  "<",
  ">",
  "<=",
  ">=",
  "between",
  "notBetween",
  "in",
  "notIn",
  "contains",
  "doesNotContain",
  "beginsWith",
  "doesNotBeginWith",
  "endsWith",
  "doesNotEndWith",
  "null",
  "notNull",
  /** A date within the last so many days, today included; or before that. */
  "inLastDays",
  "notInLastDays",
  /** A date within the next so many days, today included. A birthday: the next time it comes round. */
  "inNextDays",
] as const;
export type FilterOperator = (typeof filterOperators)[number];

type Scalar = string | number | boolean;

/**
 * One condition on what a member is or has. `value` is left out for `null` and `notNull`, a pair for `between`, a list for
 * `in`, a number of days for the relative dates. Amounts are minor units, days `YYYY-MM-DD` in the program's zone.
 */
export interface FieldRule {
  /** Kept for hosts that tell rows apart by it; no backend reads it. */
  readonly id?: string | undefined;
  readonly field: string;
  readonly operator: FilterOperator;
  readonly value?: Scalar | readonly Scalar[] | undefined;
}

/** How often, or for how much. */
export interface Quantity {
  readonly operator: "=" | "<" | ">" | "<=" | ">=";
  readonly value: number;
}

/**
 * Something that happened to a member, or did not: a purchase, or an event of the program's own. Without a time: ever.
 * Without a count: at least once.
 */
export interface EventRule {
  readonly id?: string | undefined;
  /** `purchase`, or the id of one of the schema's events. */
  readonly event: string;
  readonly occurred: boolean;
  readonly count?: Quantity | undefined;
  /** The sum over all that count, in minor units: of events that have an amount. */
  readonly total?: Quantity | undefined;
  /** First and last day, `YYYY-MM-DD`, both included. Not beside `lastDays`. */
  readonly between?: readonly [string, string] | undefined;
  /** Within the last so many days, today included. */
  readonly lastDays?: number | undefined;
  /** What of each event must hold for it to count. Groups in it stand no deeper than one. */
  readonly where?: FilterGroup | undefined;
}

/** `and`: all of them; `or`: any; `or` with `not`: none. A group without rules holds for everybody. */
export interface FilterGroup {
  readonly id?: string | undefined;
  readonly combinator: "and" | "or";
  readonly not?: boolean | undefined;
  readonly rules: readonly FilterNode[];
}

export type FilterNode = FieldRule | EventRule | FilterGroup;

export const isGroup = (node: FilterNode): node is FilterGroup => "rules" in node;
export const isEventRule = (node: FilterNode): node is EventRule => "event" in node;
