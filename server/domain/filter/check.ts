import {
  type EventRule,
  type FieldRule,
  type FilterGroup,
  filterLimits,
  type FilterNode,
  type FilterOperator,
  isEventRule,
  isGroup,
} from "../../../sdk/contract/index.js";
import { addDays } from "../calendar.js";
import { type InputError, invalid } from "../refusal.js";
import { readValues } from "./check-value.js";
import type { EventKind, Field } from "./field.js";
import type { Condition, PlannedEvent, PlannedGroup, PlannedSegments, Scalar } from "./plan.js";
import { type Segment, segmentLimits } from "./segment.js";

/** What a filter may speak of. */
export interface Vocabulary {
  readonly fields: readonly Field[];
  /** Those that segments may speak of, whoever names them; left out: the same. */
  readonly fieldsOfSegments?: readonly Field[];
  readonly events: readonly EventKind[];
  readonly segments: readonly Segment[];
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

/** The segments that a filter is read for, and how many conditions all of them have. */
interface Expansion {
  /** Ids, the outermost first. */
  readonly segments: readonly string[];
  /** Where the outermost is named in the request; null: nowhere, it is the request's own. */
  readonly pointer: string | null;
  readonly spent: { rules: number };
}

/** Reads a filter by what a program knows, and gathers what is wrong with it. */
class Reading {
  readonly errors: InputError[] = [];
  readonly #vocabulary: Vocabulary;
  readonly #expansion: Expansion;
  #rules = 0;

  constructor(vocabulary: Vocabulary, expansion: Expansion) {
    this.#vocabulary = vocabulary;
    this.#expansion = expansion;
  }

  whole(filter: FilterGroup, pointer: string): PlannedGroup {
    const { fields: own, fieldsOfSegments = own, events } = this.#vocabulary;
    const fields = this.#expansion.pointer === null ? own : fieldsOfSegments;
    return this.group(filter, pointer, { fields, events, depth: 1, deepest: filterLimits.depth });
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
    if (this.#expansion.pointer !== null && ++this.#expansion.spent.rules > segmentLimits.rules)
      return this.#refuse(pointer, "too-many", "Name segments with fewer conditions.");
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
      rows: event.rows,
      ...{ occurred, count, total, pointer: this.#expansion.pointer ?? pointer, days: this.#daysOf(rule) },
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
    if ("values" in read) return this.#planned(field, rule.operator, read.values, pointer);
    this.errors.push(...read.errors);
    return null;
  }

  #planned(field: Field, operator: FilterOperator, values: readonly Scalar[], pointer: string): Condition | null {
    if (field.source.from === "segment") return this.#segments(operator, values, `${pointer}/value`);
    const within = this.#expansion.pointer;
    return { is: "rule", field, operator, values, pointer: within ?? pointer, inSegment: within !== null };
  }

  #segments(operator: FilterOperator, ids: readonly Scalar[], pointer: string): PlannedSegments {
    const segments = ids.flatMap((id) => this.#segment(String(id), pointer) ?? []);
    return { is: "segments", isIn: operator === "in" || operator === "contains", segments };
  }

  #segment(id: string, pointer: string): PlannedGroup | null {
    const { segments, spent, pointer: outer } = this.#expansion;
    const segment = this.#vocabulary.segments.find((each) => each.id === id);
    if (!segment) return this.#refuse(pointer, "not-found", "There is no such segment.");
    if (segments.includes(id)) return this.#refuse(pointer, "circular", "A segment can't be made of itself.");
    if (segments.length >= segmentLimits.depth)
      return this.#refuse(pointer, "too-deep", `Put segments at most ${segmentLimits.depth} deep into each other.`);
    const expansion = { segments: [...segments, id], pointer: outer ?? pointer, spent };
    const reading = new Reading(this.#vocabulary, expansion);
    const plan = reading.whole(segment.filter, pointer);
    const [wrong] = reading.errors;
    return wrong ? this.#refuse(pointer, wrong.code, `“${segment.name}”: ${wrong.detail}`) : plan;
  }

  #refuse(pointer: string, code: string, detail: string): null {
    this.errors.push({ pointer, code, detail });
    return null;
  }
}

/**
 * A filter that fits what a program knows; or a 422 that points at each wrong row.
 *
 * @param segmentId the segment whose filter it is: it can't be made of itself
 */
export const planOf = (filter: FilterGroup, vocabulary: Vocabulary, segmentId?: string): PlannedGroup => {
  const segments = segmentId === undefined ? [] : [segmentId];
  const reading = new Reading(vocabulary, { segments, pointer: null, spent: { rules: 0 } });
  const plan = reading.whole(filter, "/filter");
  if (reading.errors.length) throw invalid(...reading.errors.slice(0, MOST_ERRORS));
  return plan;
};

/** What a segment asks; null where it no longer fits what the program knows: nobody is in it then. */
export const planOfSegment = ({ id, filter }: Segment, vocabulary: Vocabulary): PlannedGroup | null => {
  const reading = new Reading(vocabulary, { segments: [id], pointer: "/filter", spent: { rules: 0 } });
  const plan = reading.whole(filter, "/filter");
  return reading.errors.length ? null : plan;
};
