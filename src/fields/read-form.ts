import type { FieldProblem, FieldValue } from "./field-value.js";
import { isGroup, shownFields, type Draft, type Form, type FormField, type Known } from "./form.js";

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

/** A change of what is known; null where there is none. What is emptied is known no more. */
const readChange = (form: Form, entry: FormField, known: Known, draft: Draft, locale: string): FieldValue | null => {
  const { name, kind, required } = entry;
  const text = draft.values[name];
  if (text === undefined || text === known.text) return null;
  const emptied = required ? { problem: { code: kind.missing ?? "required" } } : { value: null };
  const read = isBlank(text) ? emptied : kind.read(text, entry, form, locale);
  if ("problem" in read) return read;
  // What a preset fills in was typed over nothing that was seen: it is held by what is known now.
  const { [name]: from = known.value } = draft.seen ?? {};
  return read.value === from ? null : { value: { from, to: read.value } };
};

/** Null where the field is left out of the input. */
const readField = (form: Form, entry: FormField, draft: Draft, locale: string): FieldValue | null => {
  if (entry.known) return readChange(form, entry, entry.known, draft, locale);
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
  const input: Record<string, unknown> = currencyIn(form);
  const put = ({ name, within }: FormField, value: unknown) => {
    if (within) input[within.name] = { ...(input[within.name] as object | undefined), [within.key]: value };
    else input[name] = value;
  };
  const problems: Record<string, FieldProblem> = {};
  for (const entry of shownFields(form, draft)) {
    const read = readField(form, entry, draft, locale);
    if (read && "value" in read) put(entry, read.value);
    else if (read) problems[entry.name] = read.problem;
  }
  const isEmpty = form.fields.some((entry) => isGroup(entry) && entry.field.required && !(entry.name in input));
  return { input: isEmpty || Object.keys(problems).length ? null : input, problems, values: input };
};
