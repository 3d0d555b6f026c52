import type { FieldProblem, FieldValue } from "./field-value.js";
import { shownFields, type Draft, type Form, type FormField } from "./form.js";

/** What a form says: an input for the wire, or what is wrong with it, by field name. */
export interface FormReading {
  /** Null while anything is missing or wrong. */
  readonly input: Record<string, unknown> | null;
  readonly problems: Readonly<Record<string, FieldProblem>>;
  /** What is filled in and right, by field name, whatever else is missing or wrong. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Whether nothing, or nothing but spaces, was typed. */
export const isBlank = (text: string | undefined): text is undefined | "" => text === undefined || text.trim() === "";

/** Null where the field is left out of the input. */
const readField = (form: Form, entry: FormField, draft: Draft, locale: string): FieldValue | null => {
  const text = draft.values[entry.name];
  const { kind, field, required } = entry;
  if (!required && (kind.isLeftOut?.(text, field) ?? isBlank(text))) return null;
  return isBlank(text) ? { problem: { code: kind.missing ?? "required" } } : kind.read(text, entry, form, locale);
};

const currencyIn = (form: Form): Record<string, unknown> => {
  const name = Object.entries(form.action.fields).find(([, { kind }]) => kind === "currency")?.[0];
  return name && form.currency ? { [name]: form.currency.code } : {};
};

/**
 * Reads a draft by the form's descriptors alone. The server's checks come with the preview. The confirmation is not
 * read here.
 */
export const readForm = (form: Form, draft: Draft, locale: string): FormReading => {
  const input = currencyIn(form);
  const problems: Record<string, FieldProblem> = {};
  for (const entry of shownFields(form, draft)) {
    const read = readField(form, entry, draft, locale);
    if (read && "value" in read) input[entry.name] = read.value;
    else if (read) problems[entry.name] = read.problem;
  }
  return { input: Object.keys(problems).length ? null : input, problems, values: input };
};
