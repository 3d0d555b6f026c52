import {
  type EventRule,
  type FieldRule,
  type FilterGroup,
  filterLimits,
  type FilterNode,
  isEventRule,
  isGroup,
} from "../../../sdk/contract/index.js";
import { addDays } from "../calendar.js";
import { type InputError, invalid } from "../refusal.js";
import { readValues } from "./check-value.js";
import type { EventKind, Field } from "./field.js";
import type { Condition, PlannedEvent, PlannedGroup } from "./plan.js";

/** What a filter may speak of. */
export interface Vocabulary {
  readonly fields: readonly Field[];
  readonly events: readonly EventKind[];
  /** `YYYY-MM-DD` in the program's zone: from it the last so many days are counted. */
  readonly today: string;
}

/** How deep groups in what is asked of each event may stand. */
const DEEPEST_OF_EVENTS = 2;

const atLeastOnce = { operator: ">=", value: 1 } as const;

/** Most errors that one answer lists. */
const MOST_ERRORS = 50;

/** What may be spoken of where a group stands, how deep that is, and how deep it may be. */
interface Place extends Pick<Vocabulary, "fields" | "events"> {
  readonly depth: number;
  readonly deepest: number;
}

/** Reads a filter by what a program knows, and gathers what is wrong with it. */
class Reading {
  readonly errors: InputError[] = [];
  readonly #vocabulary: Vocabulary;
  #rules = 0;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  group({ combinator, not = false, rules }: FilterGroup, pointer: string, place: Place): PlannedGroup {
    if (place.depth > place.deepest) {
      this.#refuse(pointer, "too-deep", `Put groups at most ${place.deepest} deep into each other.`);
      return { is: "group", combinator, not, conditions: [] };
    }
    const conditions = rules.flatMap((node, index) => this.#node(node, `${pointer}/rules/${index}`, place) ?? []);
    return { is: "group", combinator, not, conditions };
  }

  #node(node: FilterNode, pointer: string, place: Place): Condition | null {
    if (isGroup(node)) return this.group(node, pointer, { ...place, depth: place.depth + 1 });
    if (++this.#rules > filterLimits.rules)
      return this.#refuse(pointer, "too-many", `Use at most ${filterLimits.rules} conditions.`);
    return isEventRule(node) ? this.#event(node, pointer, place) : this.#rule(node, pointer, place);
  }

  #event(rule: EventRule, pointer: string, { events }: Place): PlannedEvent | null {
    const event = events.find(({ id }) => id === rule.event);
    if (!event) return this.#refuse(`${pointer}/event`, "unknown-field", "There is no such event.");
    if (rule.total && event.scale === null)
      return this.#refuse(`${pointer}/total`, "unknown-field", "This event has no amount.");
    if (rule.between && rule.lastDays !== undefined)
      return this.#refuse(`${pointer}/lastDays`, "one-alternative", "Give two days, or a number of days.");
    const { count = atLeastOnce, total = null, where, occurred } = rule;
    const place = { fields: event.fields, events: [], depth: 1, deepest: DEEPEST_OF_EVENTS };
    return {
      is: "event",
      ...{ occurred, count, total, pointer, days: this.#daysOf(rule) },
      where: where ? this.group(where, `${pointer}/where`, place) : null,
    };
  }

  #daysOf({ between, lastDays }: EventRule): PlannedEvent["days"] {
    const { today } = this.#vocabulary;
    return lastDays === undefined ? (between ?? null) : [addDays(today, 1 - lastDays), today];
  }

  #rule(rule: FieldRule, pointer: string, { fields }: Place): Condition | null {
    const field = fields.find(({ id }) => id === rule.field);
    if (!field) return this.#refuse(`${pointer}/field`, "unknown-field", "There is no such field.");
    if (!field.operators.includes(rule.operator))
      return this.#refuse(`${pointer}/operator`, "not-an-option", `Use one of: ${field.operators.join(", ")}.`);
    const read = readValues(field, rule, `${pointer}/value`);
    if ("values" in read) return { is: "rule", field, operator: rule.operator, values: read.values, pointer };
    this.errors.push(...read.errors);
    return null;
  }

  #refuse(pointer: string, code: string, detail: string): null {
    this.errors.push({ pointer, code, detail });
    return null;
  }
}

/** A filter that fits what a program knows; or a 422 that points at each wrong row. */
export const planOf = (filter: FilterGroup, vocabulary: Vocabulary, pointer = "/filter"): PlannedGroup => {
  const reading = new Reading(vocabulary);
  const { fields, events } = vocabulary;
  const plan = reading.group(filter, pointer, { fields, events, depth: 1, deepest: filterLimits.depth });
  if (reading.errors.length) throw invalid(...reading.errors.slice(0, MOST_ERRORS));
  return plan;
};
