import type { EventRule, FilterOperator } from "../../../sdk/contract/index.js";
import type { EventRows, Field } from "./field.js";

export type Scalar = string | number | boolean;

/** A condition whose field is known, and whose value fits it. */
export interface PlannedRule {
  readonly is: "rule";
  readonly field: Field;
  readonly operator: FilterOperator;
  /** None for `null` and `notNull`, two for ranges, any number for lists, else one. */
  readonly values: readonly Scalar[];
  /** Where it stands in the request (RFC 6901); of what a segment asks, where the segment is named. */
  readonly pointer: string;
  /** Whether it is a segment that asks it, and not the request itself. */
  readonly inSegment: boolean;
}

export interface PlannedGroup {
  readonly is: "group";
  readonly combinator: "and" | "or";
  readonly not: boolean;
  readonly conditions: readonly Condition[];
}

/** Whether a member is in any of some segments, or in none of them. It is never unknown. */
export interface PlannedSegments {
  readonly is: "segments";
  readonly isIn: boolean;
  /** What each of them asks. */
  readonly segments: readonly PlannedGroup[];
}

/** How many there must be, or for how much. */
export type Bound = NonNullable<EventRule["count"]>;

/** Something that must, or must not, have happened so often, and for so much. */
export interface PlannedEvent {
  readonly is: "event";
  readonly rows: EventRows;
  readonly occurred: boolean;
  readonly count: Bound;
  /** Of all that count, in minor units; null: any. */
  readonly total: Bound | null;
  /** First and last day; null: ever. */
  readonly days: readonly [string, string] | null;
  /** What each of them must be; null: anything. */
  readonly where: PlannedGroup | null;
  readonly pointer: string;
}

export type Condition = PlannedRule | PlannedEvent | PlannedGroup | PlannedSegments;

const leavesOf = (condition: Condition): readonly (PlannedRule | PlannedEvent)[] => {
  if (condition.is === "group") return condition.conditions.flatMap(leavesOf);
  return condition.is === "segments" ? condition.segments.flatMap(leavesOf) : [condition];
};

/** Every rule about a member, in the order of the filter, with those of the segments that it names. */
export const rulesOf = (condition: Condition): readonly PlannedRule[] =>
  leavesOf(condition).filter((each) => each.is === "rule");

/** Every event of a plan, in the order of the filter. */
export const eventsIn = (condition: Condition): readonly PlannedEvent[] =>
  leavesOf(condition).filter((each) => each.is === "event");

const holds = ({ operator, value }: Bound, number: number): boolean =>
  ({ "=": number === value, "<": number < value, ">": number > value, "<=": number <= value, ">=": number >= value })[
    operator
  ];

/** Whether an event's bounds hold for those to whom nothing happened. */
export const holdsForNone = ({ count, total }: PlannedEvent): boolean =>
  holds(count, 0) && (total === null || holds(total, 0));
