import { parseNumber, readOtherWay } from "../../fields/number-text.js";

/** What is wrong with a row, or missing in it. Message id `filter.problem.<code>`; the values fill its placeholders. */
export interface RowProblem {
  readonly code:
    | "field"
    | "operator"
    | "event"
    | "value"
    | "choose"
    | "list"
    | "date"
    | "days"
    | "order"
    | "negative"
    | "not-a-number"
    | "too-precise"
    | "too-large"
    | "other-way"
    | "too-many"
    | "empty-group"
    | "unknown";
  readonly values?: Readonly<Record<string, number>>;
  /** Which of a row's texts it is about; left out: the first. */
  readonly part?: number;
  /** Of an event: which of its inputs it is about. */
  readonly input?: "count" | "total" | "time";
}

/** What is not there yet, rather than wrong: said as a hint. */
const missing: readonly RowProblem["code"][] = [
  "field",
  "operator",
  "event",
  "value",
  "choose",
  "list",
  "date",
  "empty-group",
];

export const isMissing = ({ code }: RowProblem): boolean => missing.includes(code);

export type Read<T> = { readonly value: T } | { readonly problem: RowProblem };

/** A number in minor units. */
export const readAmount = (text: string, scale: number, locale: string): Read<number> => {
  const number = parseNumber(text, scale, locale);
  if (typeof number === "number") return { value: number };
  const other = readOtherWay(text, scale, locale);
  if (other !== null) return { problem: { code: "other-way", values: { number: other, scale } } };
  return { problem: { code: number, values: { count: scale, scale } } };
};

/** A day as the browser's own picker hands it out. */
export const readDate = (text: string): Read<string> =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? { value: text } : { problem: { code: "date" } };

const MOST_DAYS = 36_500;

export const readDays = (text: string): Read<number> => {
  if (text.trim() === "") return { problem: { code: "value" } };
  const days = parseNumber(text, 0, "en");
  return typeof days === "number" && days >= 1 && days <= MOST_DAYS
    ? { value: days }
    : { problem: { code: "days", values: { max: MOST_DAYS } } };
};
