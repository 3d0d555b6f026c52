import type { ActionDeclaration, Capabilities, Currency, Field } from "../../sdk/contract/index.js";

/** A field with its name, as it stands in one form. */
export interface FormField {
  readonly name: string;
  readonly field: Field;
  /** Whether it must be filled in here: by its descriptor, by the backend's rule for reasons, or by its alternative. */
  readonly required: boolean;
}

/** One of several ways to fill in the same thing: a template, or a custom text. */
export interface Alternative {
  readonly name: string;
  readonly label: string;
  readonly fields: readonly FormField[];
}

/** What one action asks for on one backend: data only, rendered by `form-fields.ts` and read by `read-form.ts`. */
export interface Form {
  readonly action: ActionDeclaration;
  /** The currency that the button decided. */
  readonly currency: Currency | null;
  /** Empty, or two and more: with one left there is nothing to choose. */
  readonly alternatives: readonly Alternative[];
  /** Fields of no alternative. */
  readonly fields: readonly FormField[];
  /** What must be typed before an irreversible act. */
  readonly confirmation: FormField | null;
}

/** What an operator has typed, as text by field name. A missing name was never touched; "" was emptied, or opened and left empty. */
export interface Draft {
  readonly values: Readonly<Record<string, string>>;
  /** The chosen alternative's name. */
  readonly alternative: string | null;
}

const isPresent = (name: string, field: Field, reason: Capabilities["reason"]): boolean =>
  field.kind !== "currency" && field.kind !== "confirmation" && !(name in reason && reason[name as keyof typeof reason] === "hidden");

const alternativesOf = (action: ActionDeclaration, capabilities: Capabilities): Alternative[] => {
  const channel = capabilities.channels.find((each) => each.channel === action.channel);
  const picked = (name: string) => action.fields[name]?.kind === "choice";
  return Object.entries(action.alternatives ?? {})
    .filter(([, { fields }]) => !channel || channel.custom || fields.every(picked))
    .map(([name, { label, fields }]) => ({
      name,
      label,
      fields: fields.flatMap((key) => (action.fields[key] ? [{ name: key, field: action.fields[key], required: true }] : [])),
    }));
};

const unlisted = { kind: "confirmation", label: "Type the member's id or full name", required: true } as const satisfies Field;

const confirmationOf = (action: ActionDeclaration): FormField | null => {
  if (action.danger !== "irreversible") return null;
  const [name, field] = Object.entries(action.fields).find(([, { kind }]) => kind === "confirmation") ?? ["confirmation", unlisted];
  return { name, field, required: true };
};

/** What an action asks for, given what the backend can do. */
export const formOf = (action: ActionDeclaration, currency: Currency | null, capabilities: Capabilities): Form => {
  const { reason } = capabilities;
  const alternatives = alternativesOf(action, capabilities);
  const inAlternatives = new Set(Object.values(action.alternatives ?? {}).flatMap(({ fields }) => fields));
  const isRequired = (name: string, field: Field) => field.required || reason[name as keyof typeof reason] === "required";
  const fields = Object.entries(action.fields)
    .filter(([name, field]) => !inAlternatives.has(name) && isPresent(name, field, reason))
    .map(([name, field]) => ({ name, field, required: isRequired(name, field) }));
  const only = alternatives.length === 1 ? alternatives[0] : undefined;
  return {
    action,
    currency,
    alternatives: only ? [] : alternatives,
    fields: only ? [...only.fields, ...fields] : fields,
    confirmation: confirmationOf(action),
  };
};

/** The alternative that a draft has chosen: the first, until it says otherwise. */
export const chosenAlternative = (form: Form, draft: Draft): Alternative | undefined =>
  form.alternatives.find(({ name }) => name === draft.alternative) ?? form.alternatives[0];

/** The fields that a draft fills in, in the order in which they are shown, the confirmation left out. */
export const shownFields = (form: Form, draft: Draft): readonly FormField[] => [
  ...(chosenAlternative(form, draft)?.fields ?? []),
  ...form.fields,
];

/** A form as it opens: empty but for a preset's values, and the alternative to which they belong. */
export const openingDraft = (form: Form, preset: Readonly<Record<string, string>> = {}): Draft => {
  const presetIn = form.alternatives.find(({ fields }) => fields.some(({ name }) => name in preset));
  return { values: { ...preset }, alternative: presetIn?.name ?? form.alternatives[0]?.name ?? null };
};
