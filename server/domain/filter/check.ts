import {
  type FieldRule,
  type FilterGroup,
  filterLimits,
  type FilterNode,
  isEventRule,
  isGroup,
} from "../../../sdk/contract/index.js";
import { type InputError, invalid } from "../refusal.js";
import { readValues } from "./check-value.js";
import type { Field } from "./field.js";
import type { Condition, PlannedGroup } from "./plan.js";

/** What a filter may speak of. */
export interface Vocabulary {
  readonly fields: readonly Field[];
}

/** Most errors that one answer lists. */
const MOST_ERRORS = 50;

/** Reads a filter by what a program knows, and gathers what is wrong with it. */
class Reading {
  readonly errors: InputError[] = [];
  readonly #fields: ReadonlyMap<string, Field>;
  #rules = 0;

  constructor({ fields }: Vocabulary) {
    this.#fields = new Map(fields.map((field) => [field.id, field]));
  }

  group({ combinator, not = false, rules }: FilterGroup, pointer: string, depth: number): PlannedGroup {
    if (depth > filterLimits.depth) {
      this.#refuse(pointer, "too-deep", `Put groups at most ${filterLimits.depth} deep into each other.`);
      return { is: "group", combinator, not, conditions: [] };
    }
    const conditions = rules.flatMap((node, index) => this.#node(node, `${pointer}/rules/${index}`, depth) ?? []);
    return { is: "group", combinator, not, conditions };
  }

  #node(node: FilterNode, pointer: string, depth: number): Condition | null {
    if (isGroup(node)) return this.group(node, pointer, depth + 1);
    if (++this.#rules > filterLimits.rules)
      return this.#refuse(pointer, "too-many", `Use at most ${filterLimits.rules} conditions.`);
    if (isEventRule(node)) return this.#refuse(`${pointer}/event`, "unknown-field", "There is no such event.");
    return this.#rule(node, pointer);
  }

  #rule(rule: FieldRule, pointer: string): Condition | null {
    const field = this.#fields.get(rule.field);
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
  const plan = reading.group(filter, pointer, 1);
  if (reading.errors.length) throw invalid(...reading.errors.slice(0, MOST_ERRORS));
  return plan;
};
