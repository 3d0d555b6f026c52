import { parseAmount, type NumberProblem } from "./amount-text.js";
import { shownFields, type Draft, type Form, type FormField } from "./form.js";

/** Why a field's value was not taken. Message id `field.error.<code>`; the values fill its text. */
export interface FieldProblem {
  readonly code: NumberProblem | "required" | "required-choice" | "required-date" | "too-small" | "over-max" | "too-long" | "not-storable";
  readonly values?: Readonly<Record<string, number>>;
}

/** What a form says: an input for the wire, or what stands in its way, by field name. */
export interface Reading {
  /** Null while anything is missing or wrong. */
  readonly input: Record<string, unknown> | null;
  readonly problems: Readonly<Record<string, FieldProblem>>;
}

type Value = { value: unknown } | { problem: FieldProblem };

const missing = ({ field }: FormField): Value => {
  const code = field.kind === "choice" ? "required-choice" : field.kind === "date" ? "required-date" : "required";
  return { problem: { code } };
};

const readNumber = ({ field }: FormField, text: string, scale: number, locale: string): Value => {
  const number = parseAmount(text, scale, locale);
  if (typeof number === "string") return { problem: { code: number, values: { scale } } };
  if (field.min !== undefined && number < field.min) return { problem: { code: "too-small", values: { min: field.min } } };
  if (field.max !== undefined && number > field.max) return { problem: { code: "over-max", values: { max: field.max } } };
  return { value: number };
};

const readText = ({ field }: FormField, text: string): Value => {
  const trimmed = text.trim();
  if (field.maxLength !== undefined && trimmed.length > field.maxLength)
    return { problem: { code: "too-long", values: { max: field.maxLength, length: trimmed.length } } };
  if (!trimmed.isWellFormed() || trimmed.includes("\0")) return { problem: { code: "not-storable" } };
  return { value: trimmed };
};

const readChoice = ({ field }: FormField, text: string): Value => ({
  value: field.options?.find(({ value }) => String(value) === text)?.value ?? text,
});

const readValue = (form: Form, entry: FormField, text: string, locale: string): Value => {
  switch (entry.field.kind) {
    case "amount":
      return readNumber(entry, text, form.currency?.scale ?? 0, locale);
    case "count":
      return readNumber(entry, text, 0, locale);
    case "choice":
      return readChoice(entry, text);
    case "date":
      return { value: text };
    default:
      return readText(entry, text);
  }
};

/** A date that was opened ("On a date") and left empty is a question without an answer; anything else that is empty and optional is left out. */
const isLeftOut = ({ field, required }: FormField, text: string | undefined): boolean =>
  !required && (text === undefined || (field.kind !== "date" && text.trim() === ""));

const readField = (form: Form, entry: FormField, draft: Draft, locale: string): Value | null => {
  const text = draft.values[entry.name];
  if (isLeftOut(entry, text)) return null;
  return text === undefined || text.trim() === "" ? missing(entry) : readValue(form, entry, text, locale);
};

const currencyOf = (form: Form): Record<string, unknown> => {
  const name = Object.entries(form.action.fields).find(([, { kind }]) => kind === "currency")?.[0];
  return name && form.currency ? { [name]: form.currency.code } : {};
};

/** Reads a draft by the form's descriptors alone; the server's own checks come on top, with the preview. The confirmation is not read here. */
export const readForm = (form: Form, draft: Draft, locale: string): Reading => {
  const input: Record<string, unknown> = currencyOf(form);
  const problems: Record<string, FieldProblem> = {};
  for (const entry of shownFields(form, draft)) {
    const read = readField(form, entry, draft, locale);
    if (read && "value" in read) input[entry.name] = read.value;
    else if (read) problems[entry.name] = read.problem;
  }
  return { input: Object.keys(problems).length ? null : input, problems };
};
