import type { FilterField, FilterSchema } from "../../../sdk/contract/bulk/answers.js";
import type { EventRule, FieldRule, FilterGroup, Quantity } from "../../../sdk/contract/bulk/filter.js";
import { editableNumber } from "../../fields/number-text.js";
import { editorOf, eventScope, fieldIn, memberScope, partsOf, type Editor, type Scope } from "./editors.js";
import {
  newEvent,
  newGroup,
  newKey,
  type ConditionRow,
  type EventRow,
  type GroupRow,
  type Match,
  type QuantityText,
  type Row,
} from "./rows.js";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether it looks like a filter at all: what is in it may still be unknown. */
export const isFilter = (value: unknown): value is FilterGroup =>
  isObject(value) && (value.combinator === "and" || value.combinator === "or") && Array.isArray(value.rules);

const matchOf = ({ combinator, not = false }: FilterGroup): Match =>
  combinator === "and" ? (not ? "not-all" : "all") : not ? "none" : "any";

/** What is told of rows that a host gave ids to. */
const idOf = ({ id }: Json): { id?: string } => (typeof id === "string" ? { id } : {});

/** A value as an operator would type it; undefined: none of its kind. */
const textOf = (value: unknown, { kind, scale = 0, options }: FilterField, locale: string): string | undefined => {
  if (kind === "boolean") return typeof value === "boolean" ? String(value) : undefined;
  if (kind === "number") return typeof value === "number" ? editableNumber(value, scale, locale) : undefined;
  if (options && typeof value === "number") return String(value);
  return typeof value === "string" ? value : undefined;
};

/** The texts of a condition's value; undefined: its editor can't hold it. */
const textsOf = (value: unknown, editor: Editor, field: FilterField, locale: string): readonly string[] | undefined => {
  if (editor === "none") return [];
  if (editor === "days") return Number.isInteger(value) ? [String(value)] : undefined;
  const isList = editor === "chips" || editor === "lines";
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (Array.isArray(value) !== (isList || partsOf(editor) === 2)) return undefined;
  const texts = values.map((each) => textOf(each, field, locale));
  if (texts.includes(undefined) || texts.length > Math.max(partsOf(editor), isList ? Infinity : 0)) return undefined;
  return editor === "lines" ? [texts.join("\n")] : (texts as string[]);
};

const conditionOf = (rule: Json, scope: Scope, locale: string): ConditionRow | undefined => {
  const { field: id, operator } = rule as unknown as FieldRule;
  const field = fieldIn(scope, id);
  const editor = field && editorOf(field, operator);
  const texts = editor && textsOf(rule.value, editor, field, locale);
  return texts && { kind: "condition", key: newKey(), ...idOf(rule), field: id, operator, texts };
};

const quantityOf = (quantity: unknown, scale: number, locale: string): QuantityText | undefined => {
  if (quantity === undefined) return { operator: "", text: "" };
  const { operator, value } = (isObject(quantity) ? quantity : {}) as Partial<Quantity>;
  return operator !== undefined && typeof value === "number"
    ? { operator, text: editableNumber(value, scale, locale) }
    : undefined;
};

const timeOf = ({ between, lastDays }: Partial<EventRule>): Pick<EventRow, "when" | "days" | "between"> => {
  if (between) return { when: "between", days: "", between };
  return lastDays === undefined
    ? { when: "ever", days: "", between: ["", ""] }
    : { when: "lastDays", days: String(lastDays), between: ["", ""] };
};

const eventOf = (rule: Json, schema: FilterSchema, locale: string): EventRow | undefined => {
  const { event: id, occurred, where } = rule as unknown as EventRule;
  const event = schema.events.find((each) => each.id === id);
  const count = quantityOf(rule.count, 0, locale);
  const total = quantityOf(rule.total, event?.scale ?? 0, locale);
  if (!event || !count || !total || (rule.total !== undefined && event.scale === null)) return undefined;
  const inner = where === undefined ? newGroup() : groupOf(where, schema, eventScope(schema, id), locale);
  return { ...newEvent(id), ...idOf(rule), occurred, count, total, ...timeOf(rule), where: inner };
};

const rowOf = (node: unknown, schema: FilterSchema, scope: Scope, locale: string): Row => {
  if (isFilter(node)) return groupOf(node, schema, scope, locale);
  const rule = isObject(node) ? node : {};
  const row = "event" in rule && !scope.ofEvent ? eventOf(rule, schema, locale) : conditionOf(rule, scope, locale);
  return row ?? { kind: "unknown", key: newKey(), node };
};

const groupOf = (group: FilterGroup, schema: FilterSchema, scope: Scope, locale: string): GroupRow => ({
  ...newGroup(
    group.rules.map((node) => rowOf(node, schema, scope, locale)),
    matchOf(group),
  ),
  ...idOf(group as unknown as Json),
});

/**
 * The rows of a filter, in a locale's way to write numbers. What the schema does not name, or this kit can't edit, is a
 * row that keeps it as it came.
 */
export const rowsOf = (filter: FilterGroup, schema: FilterSchema, locale: string): GroupRow =>
  groupOf(filter, schema, memberScope(schema), locale);
