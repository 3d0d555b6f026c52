import type { Form, FormField } from "../../fields/form.js";
import { plainText } from "../../parts/matches.js";

/** What a line says of one action: "add 100" of Add points. */
export interface Reading {
  /** How many words of the line are the action's own: more is nearer. */
  readonly words: number;
  /** Whether what was typed beside them fits: 0 as asked for, 1 as a text that is asked for, 2 as one that may be left out. */
  readonly fit: 0 | 1 | 2;
  /** What it fills in, by field name. */
  readonly values: Readonly<Record<string, string>>;
}

const NUMBERS: readonly string[] = ["amount", "count", "money"];
const TEXTS: readonly string[] = ["tag", "text", "multiline"];

const wordsOf = (text: string): string[] => plainText(text).split(/[^\p{L}\p{N}]+/u);

/** How many of the words, from the first on, begin one of the action's. */
const leading = (typed: readonly string[], own: readonly string[]): number => {
  const other = typed.findIndex((word) => !own.some((each) => each.startsWith(plainText(word))));
  return other < 0 ? typed.length : other;
};

/** The fields that may be filled in, those that must be first. Of a choice between ways, each must. */
const fieldsOf = ({ fields, alternatives }: Form): readonly FormField[] => {
  const own = fields.flatMap((entry) => ("kind" in entry ? [entry] : []));
  const must = own.filter(({ required }) => required);
  return [...must, ...alternatives.flatMap((each) => each.fields), ...own.filter(({ required }) => !required)];
};

/** Whether a word is a number, though it may be one that the field does not take: the form says so. */
const isNumber = (word: string | undefined, entry: FormField, form: Form, locale: string): boolean => {
  const read = word ? entry.kind.read(word, entry, form, locale) : null;
  return read !== null && !("problem" in read && read.problem.code === "not-a-number");
};

/**
 * Reads a line as an action: words of its title, then a number for its first field of numbers, then a text for its first
 * field of texts. Null: the line means something else.
 *
 * @param title What the action is called, in the operator's language.
 */
export const readLine = (line: string, title: string, form: Form, locale: string): Reading | null => {
  const typed = line.split(/\s+/).filter(Boolean);
  const own = wordsOf(title).filter(Boolean);
  const count = leading(typed, own);
  if (!count) return null;
  const fields = fieldsOf(form);
  const rest = typed.slice(count);
  const takesNumber = fields.find(({ field }) => NUMBERS.includes(field.kind));
  const number = takesNumber && isNumber(rest[0], takesNumber, form, locale) ? takesNumber : undefined;
  const after = number ? rest.slice(1) : rest;
  const again = number ? leading(after, own) : 0;
  const words = after.slice(again).join(" ");
  const text = words ? fields.find(({ field }) => TEXTS.includes(field.kind)) : undefined;
  if (words && !text) return null;
  const must = text && (text.required || form.alternatives.some((each) => each.fields.includes(text)));
  return {
    words: count + again,
    fit: number || !text ? 0 : must ? 1 : 2,
    values: { ...(number && { [number.name]: rest[0] ?? "" }), ...(text && { [text.name]: words }) },
  };
};
