import type { FilterField, FilterSchema } from "../../../sdk/contract/bulk/answers.js";
import {
  filterLimits,
  type EventRule,
  type FieldRule,
  type FilterGroup,
  type FilterNode,
  type Quantity,
} from "../../../sdk/contract/bulk/filter.js";
import { editorOf, eventScope, fieldIn, memberScope, partsOf, type Editor, type Scope } from "./editors.js";
import { splitLines } from "./lines.js";
import { readAmount, readDate, readDays, type Read, type RowProblem } from "./texts.js";
import type { ConditionRow, EventRow, GroupRow, Match, QuantityText, Row } from "./rows.js";

/** What the rows say: a filter for the wire, and what keeps rows out of it. */
export interface Reading {
  /** All that is complete, and what is unknown as it came. A row that lacks something is left out. */
  readonly filter: FilterGroup;
  /** What is wrong or missing, by the row's key. */
  readonly problems: ReadonlyMap<string, RowProblem>;
  /** What each complete row says, by its key. */
  readonly nodes: ReadonlyMap<string, FilterNode>;
  /** The keys of rows by their JSON pointers into the filter: `/rules/0`. */
  readonly places: ReadonlyMap<string, string>;
  /** Whether every row is in the filter, and known. */
  readonly isComplete: boolean;
}

type Scalar = string | number | boolean;

/** What to do about a value that is not there yet. */
const missing = ({ kind, options }: FilterField): RowProblem["code"] =>
  options || kind === "boolean" ? "choose" : kind === "date" ? "date" : "value";

/** One text of a value. A boolean's and a number's are not what is typed. */
const readText = (text: string, field: FilterField, locale: string): Read<Scalar> => {
  const { kind, scale = 0 } = field;
  if (text.trim() === "") return { problem: { code: missing(field) } };
  if (kind === "boolean") return { value: text === "true" };
  if (kind === "number") return readAmount(text, scale, locale);
  if (kind === "date") return readDate(text);
  return { value: text.trim() };
};

/** All of a value's texts, or what is wrong with the first that is no value. */
const readAll = (texts: readonly string[], read: (text: string) => Read<Scalar>): Read<readonly Scalar[]> => {
  const values: Scalar[] = [];
  for (const [part, text] of texts.entries()) {
    const found = read(text);
    if ("problem" in found) return { problem: { part, ...found.problem } };
    values.push(found.value);
  }
  return { value: values };
};

const readLines = (text: string, field: FilterField, locale: string, most: number): Read<readonly Scalar[]> => {
  const lines = splitLines(text, field.kind);
  if (lines.length === 0) return { problem: { code: "list" } };
  if (lines.length > most) return { problem: { code: "too-many", values: { count: lines.length, max: most } } };
  return readAll(lines, (line) => readText(line, field, locale));
};

const inOrder = ({ value }: { value: readonly Scalar[] }): boolean => {
  const [from = 0, to = 0] = value;
  return from <= to;
};

const readValue = (
  { texts }: ConditionRow,
  editor: Editor,
  field: FilterField,
  locale: string,
  most: number,
): Read<FieldRule["value"]> => {
  const [first = ""] = texts;
  switch (editor) {
    case "none":
      return { value: undefined };
    case "days":
      return readDays(first);
    case "lines":
      return readLines(first, field, locale, most);
    case "chips":
      return texts.length > 0 ? readAll(texts, (text) => readText(text, field, locale)) : { problem: { code: "list" } };
    case "numbers":
    case "dates": {
      const read = readAll([first, texts[1] ?? ""], (text) => readText(text, field, locale));
      return "problem" in read || inOrder(read) ? read : { problem: { code: "order", part: 1 } };
    }
    default:
      return readText(first, field, locale);
  }
};

const groupFor = (match: Match): Pick<FilterGroup, "combinator" | "not"> => ({
  combinator: match === "any" || match === "none" ? "or" : "and",
  ...((match === "none" || match === "not-all") && { not: true }),
});

const isQuantity = (operator: string): operator is Quantity["operator"] => /^(?:=|[<>]=?)$/.test(operator);

const readQuantity = ({ operator, text }: QuantityText, scale: number, locale: string): Read<Quantity | undefined> => {
  if (!isQuantity(operator)) return { value: undefined };
  if (text.trim() === "") return { problem: { code: "value" } };
  const number = readAmount(text, scale, locale);
  if ("problem" in number) return number;
  return number.value < 0 ? { problem: { code: "negative" } } : { value: { operator, value: number.value } };
};

const readTime = ({ when, days, between }: EventRow): Read<Pick<EventRule, "between" | "lastDays">> => {
  if (when === "ever") return { value: {} };
  if (when === "lastDays") {
    const read = readDays(days);
    return "problem" in read ? { problem: { ...read.problem, input: "time" } } : { value: { lastDays: read.value } };
  }
  const read = readAll(between, readDate);
  if ("problem" in read) return { problem: { ...read.problem, input: "time" } };
  return inOrder(read) ? { value: { between } } : { problem: { code: "order", part: 1, input: "time" } };
};

/** Reads rows, one by one, and keeps where each of them stands. */
class Reader {
  readonly problems = new Map<string, RowProblem>();
  readonly nodes = new Map<string, FilterNode>();
  readonly places = new Map<string, string>();

  constructor(
    readonly schema: FilterSchema,
    readonly locale: string,
  ) {}

  group({ rows, match, id }: GroupRow, scope: Scope, pointer: string): FilterGroup {
    const rules: FilterNode[] = [];
    for (const row of rows) {
      const place = `${pointer}/rules/${rules.length}`;
      const read = this.#row(row, scope, place);
      if (read === null) continue;
      if ("problem" in read) this.problems.set(row.key, read.problem);
      else this.#put(rules, row, place, read.value);
    }
    return { ...(id !== undefined && { id }), ...groupFor(match), rules };
  }

  #put(rules: FilterNode[], { key }: Row, place: string, node: FilterNode): void {
    rules.push(node);
    this.places.set(place, key);
    this.nodes.set(key, node);
  }

  /** Null: it says nothing by itself. */
  #row(row: Row, scope: Scope, place: string): Read<FilterNode> | null {
    switch (row.kind) {
      case "condition":
        return this.#condition(row, scope);
      case "event":
        return this.#event(row, place);
      case "unknown":
        // In the filter all the same: it is lost by nobody's hand but the operator's.
        this.problems.set(row.key, { code: "unknown" });
        return { value: row.node as FilterNode };
      case "group": {
        const group = this.group(row, scope, place);
        if (group.rules.length > 0) return { value: group };
        // What its rows lack is said at each of them.
        return row.rows.length > 0 ? null : { problem: { code: "empty-group" } };
      }
    }
  }

  #condition(row: ConditionRow, scope: Scope): Read<FieldRule> {
    const field = fieldIn(scope, row.field);
    if (!field) return { problem: { code: "field" } };
    const editor = editorOf(field, row.operator);
    if (!editor) return { problem: { code: "operator" } };
    const most = Math.min(this.schema.mostValues, filterLimits.values);
    const read = readValue(row, editor, field, this.locale, most);
    if ("problem" in read) return read;
    const { id, operator } = row;
    const value: FieldRule = {
      ...(id !== undefined && { id }),
      field: field.id,
      operator: operator as FieldRule["operator"],
      ...(partsOf(editor) > 0 && { value: read.value }),
    };
    return { value };
  }

  #event(row: EventRow, place: string): Read<EventRule> {
    const event = this.schema.events.find(({ id }) => id === row.event);
    const where = this.group(row.where, eventScope(this.schema, row.event), `${place}/where`);
    if (!event) return { problem: { code: "event" } };
    const count = readQuantity(row.count, 0, this.locale);
    if ("problem" in count) return { problem: { ...count.problem, input: "count" } };
    const total = event.scale === null ? { value: undefined } : readQuantity(row.total, event.scale, this.locale);
    if ("problem" in total) return { problem: { ...total.problem, input: "total" } };
    const time = readTime(row);
    if ("problem" in time) return time;
    const value: EventRule = {
      ...(row.id !== undefined && { id: row.id }),
      event: event.id,
      occurred: row.occurred,
      ...(count.value && { count: count.value }),
      ...(total.value && { total: total.value }),
      ...time.value,
      ...(where.rules.length > 0 && { where }),
    };
    return { value };
  }
}

/** Reads what the rows say, in a locale's way to write numbers. Only the backend knows whether it takes it. */
export const readRows = (root: GroupRow, schema: FilterSchema, locale: string): Reading => {
  const reader = new Reader(schema, locale);
  const filter = reader.group(root, memberScope(schema), "");
  const { problems, nodes, places } = reader;
  return { filter, problems, nodes, places, isComplete: problems.size === 0 };
};
