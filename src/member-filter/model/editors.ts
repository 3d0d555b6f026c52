import { filterOperators, type FilterOperator } from "../../../sdk/contract/bulk/filter.js";
import type { FilterField, FilterSchema } from "../../../sdk/contract/bulk/answers.js";

/** How a condition's value is typed: into one or two inputs, as a list of chips or of lines, or not at all. */
export type Editor = "none" | "text" | "number" | "date" | "choice" | "days" | "numbers" | "dates" | "chips" | "lines";

/** How many texts an editor holds at most. */
export const partsOf = (editor: Editor): number =>
  editor === "none" ? 0 : editor === "numbers" || editor === "dates" ? 2 : editor === "chips" ? Infinity : 1;

const single: Readonly<Record<string, Editor>> = {
  text: "text",
  number: "number",
  date: "date",
  boolean: "choice",
  choice: "choice",
  set: "choice",
  key: "text",
};
const pair: Readonly<Record<string, Editor>> = { number: "numbers", date: "dates" };
const list: Readonly<Record<string, Editor>> = {
  text: "lines",
  number: "lines",
  key: "lines",
  choice: "chips",
  set: "chips",
};
const days: Readonly<Record<string, Editor>> = { date: "days" };

const editorsOf = (operator: string): Readonly<Record<string, Editor>> => {
  switch (operator) {
    case "between":
    case "notBetween":
      return pair;
    case "in":
    case "notIn":
      return list;
    case "inLastDays":
    case "notInLastDays":
    case "inNextDays":
      return days;
    default:
      return single;
  }
};

const isOperator = (operator: string): operator is FilterOperator => filterOperators.some((each) => each === operator);

/** How the value of a condition is typed; undefined: this kit can't edit such a one. */
export const editorOf = ({ kind, options, operators }: FilterField, operator: string): Editor | undefined => {
  if (!isOperator(operator) || !operators.includes(operator)) return undefined;
  const editor = editorsOf(operator)[kind];
  if (editor && (operator === "null" || operator === "notNull")) return "none";
  return editor === "choice" && kind !== "boolean" && !options ? "text" : editor;
};

/** The operators of a field that this kit can edit, in its order. */
export const operatorsOf = (field: FilterField): readonly FilterOperator[] =>
  field.operators.filter(isOperator).filter((operator) => editorOf(field, operator) !== undefined);

/** The fields that conditions can be on, by group, in the order of the schema. */
export const fieldGroups = (fields: readonly FilterField[]): readonly (readonly [string, readonly FilterField[]])[] => {
  const groups = new Map<string, FilterField[]>();
  for (const field of fields)
    if (operatorsOf(field).length > 0) groups.set(field.group, [...(groups.get(field.group) ?? []), field]);
  return [...groups];
};

/** What conditions of one group can be about. */
export interface Scope {
  readonly fields: readonly FilterField[];
  /** Whether it is the properties of an event, and not a member. */
  readonly ofEvent: boolean;
}

export const memberScope = ({ fields }: FilterSchema): Scope => ({ fields, ofEvent: false });

/** The properties of an event by its id; none where there is no such event. */
export const eventScope = ({ events }: FilterSchema, id: string): Scope => ({
  fields: events.find((event) => event.id === id)?.fields ?? [],
  ofEvent: true,
});

export const fieldIn = ({ fields }: Scope, id: string): FilterField | undefined =>
  fields.find((field) => field.id === id);
