import type { ActionDeclaration, Capabilities, Currency, Field, Fields } from "../../sdk/contract/index.js";
import { capabilityOf } from "../parts/capability.js";
import { kinds } from "./kinds/index.js";
import type { Kind, NamedField, WithCurrency } from "./kinds/kind.js";

/** A field as it stands in one form. */
export interface FormField extends NamedField {
  readonly kind: Kind;
  /** Whether it must be filled in here: by its descriptor, by the backend's rule for reasons, or by its alternative. */
  readonly required: boolean;
}

/** One of several ways to fill in the same form, such as a template or a custom text. */
export interface Alternative {
  readonly name: string;
  readonly label: string;
  readonly fields: readonly FormField[];
}

/** What one action asks for on one backend. It is data only: `form-view.ts` draws it and `read-form.ts` reads it. */
export interface Form extends WithCurrency {
  readonly action: ActionDeclaration;
  /** Empty, or at least two: with a single one there is nothing to choose. */
  readonly alternatives: readonly Alternative[];
  /** The fields that belong to no alternative. */
  readonly fields: readonly FormField[];
  /** What must be typed before an irreversible action; null: the action needs no typed confirmation. */
  readonly confirmation: NamedField | null;
}

/**
 * What the operator has typed, as text by field name. A missing name was never touched; "" was emptied, or opened and
 * left empty.
 */
export interface Draft {
  readonly values: Readonly<Record<string, string>>;
  /** The chosen alternative's name. */
  readonly alternative: string | null;
}

/** Null for a kind that is not drawn among the fields of a form. */
const formField = (name: string, field: Field, required: boolean): FormField | null => {
  const kind = kinds[field.kind];
  return kind && { name, field, kind, required };
};

const ruleOf = (name: string, { required }: Field, { reason }: Capabilities): string =>
  required ? "required" : name in reason ? reason[name as keyof typeof reason] : "optional";

/**
 * The fields of an action as one backend takes them from one operator: without what it would refuse, within its maximum.
 */
const fieldsOn = (action: ActionDeclaration, capabilities: Capabilities, permissions: readonly string[]): Fields => {
  const { optionalFields, maximum = Infinity } = capabilityOf(capabilities, action.id) ?? {};
  const fields = Object.entries(action.fields).flatMap(([name, field]) => {
    if (field.permission && !permissions.some((each) => each === "*" || each === field.permission)) return [];
    const rule = ruleOf(name, field, capabilities);
    const isTaken = rule === "required" || (rule !== "hidden" && (optionalFields?.includes(name) ?? true));
    const max = field.kind === "amount" ? Math.min(field.max ?? Infinity, maximum) : field.max;
    return isTaken
      ? [[name, { ...field, required: rule === "required", ...(max !== undefined && { max }) }] as const]
      : [];
  });
  return Object.fromEntries(fields);
};

const alternativesOf = (action: ActionDeclaration, taken: Fields, capabilities: Capabilities): Alternative[] => {
  const channel = capabilities.channels.find((each) => each.channel === action.channel);
  const picked = (name: string) => action.fields[name]?.kind === "choice";
  return Object.entries(action.alternatives ?? {})
    .filter(([, { fields }]) => fields.every((name) => name in taken))
    .filter(([, { fields }]) => !channel || channel.custom || fields.every(picked))
    .map(([name, { label, fields }]) => ({
      name,
      label,
      fields: fields.flatMap((key) => (taken[key] && formField(key, taken[key], true)) ?? []),
    }));
};

const defaultConfirmation = {
  kind: "confirmation",
  label: "Type the member's id or full name",
  required: true,
} as const satisfies Field;

const confirmationOf = (action: ActionDeclaration): Form["confirmation"] => {
  if (action.danger !== "irreversible") return null;
  const [name, field] = Object.entries(action.fields).find(([, { kind }]) => kind === "confirmation") ?? [
    "confirmation",
    defaultConfirmation,
  ];
  return { name, field };
};

/** Makes the form of an action on one backend, for an operator with these permissions; left out: for one who may all. */
export const formOf = (
  action: ActionDeclaration,
  currency: Currency | null,
  capabilities: Capabilities,
  permissions: readonly string[] = ["*"],
): Form => {
  const taken = fieldsOn(action, capabilities, permissions);
  const alternatives = alternativesOf(action, taken, capabilities);
  const inAlternatives = new Set(Object.values(action.alternatives ?? {}).flatMap(({ fields }) => fields));
  const fields = Object.entries(taken)
    .filter(([name]) => !inAlternatives.has(name))
    .flatMap(([name, field]) => formField(name, field, field.required) ?? []);
  const only = alternatives.length === 1 ? alternatives[0] : undefined;
  return {
    action,
    currency,
    alternatives: only ? [] : alternatives,
    fields: only ? [...only.fields, ...fields] : fields,
    confirmation: confirmationOf(action),
  };
};

/** The alternative that is chosen in a draft. The first one is, until another is chosen. */
export const chosenAlternative = (form: Form, draft: Draft): Alternative | undefined =>
  form.alternatives.find(({ name }) => name === draft.alternative) ?? form.alternatives[0];

/** The fields that are shown for a draft, in their order. The confirmation is not among them. */
export const shownFields = (form: Form, draft: Draft): readonly FormField[] => [
  ...(chosenAlternative(form, draft)?.fields ?? []),
  ...form.fields,
];

/** A draft for a form that opens: empty, or with a preset's values and the alternative that they belong to. */
export const openingDraft = (form: Form, preset: Readonly<Record<string, string>> = {}): Draft => {
  const presetIn = form.alternatives.find(({ fields }) => fields.some(({ name }) => name in preset));
  return { values: { ...preset }, alternative: presetIn?.name ?? form.alternatives[0]?.name ?? null };
};
