import type {
  ActionDeclaration,
  AttributeValue,
  Capabilities,
  Currency,
  Field,
  Fields,
} from "../../sdk/contract/index.js";
import { capabilityOf } from "../parts/capability.js";
import { isGranted } from "../parts/rights.js";
import { kinds } from "./kinds/index.js";
import type { Kind, NamedField, WithCurrency } from "./kinds/kind.js";
import type { LibraryList } from "./library.js";
import { tellingChannels } from "./telling.js";

/** A field as it stands in one form. */
export interface FormField extends NamedField {
  readonly kind: Kind;
  /** Whether it must be filled in here: by its descriptor, by the backend's rule for reasons, or by its alternative. */
  readonly required: boolean;
  /** Whether it must be filled in, though it need not be by itself, since of what is chosen elsewhere in the form. */
  isAskedBy?(draft: Draft): boolean;
  /** Whether it is shown; left out: always. */
  isShownBy?(draft: Draft): boolean;
  /** It is one of the values that a field of the action has: of that name, under a key. Its label has an id of `words`. */
  readonly within?: { readonly name: string; readonly key: string; readonly words: "detail" | "property" };
  /** What is known already, and stands in the field: it is sent only where it is to be something else. */
  readonly known?: Known;
}

/** What is known under a field, as of the last time that it was read. */
export interface Known {
  /** On the wire. */
  readonly value: AttributeValue;
  /** As it is told, by its kind. */
  readonly shown: AttributeValue;
  readonly kind: string;
  /** As it would be typed. */
  readonly text: string;
}

/** A field of the action that has many values: which ones, the program says. */
export interface FieldGroup extends NamedField {
  /** What is read to know them. */
  list(): LibraryList;
  reload(): void;
  fields(draft: Draft): readonly FormField[];
}

/** Makes the group of a field that has many values. */
export type MakeGroup = (name: string, field: Field) => FieldGroup | null;

/** What a form takes from the program's lists, as far as they are read. */
export interface FormSource {
  readonly makeGroup: MakeGroup;
  /** Whether who chooses this reason has to write a note too. */
  readonly asksForNote: (reasonId: string | undefined) => boolean;
}

const NO_SOURCE: FormSource = { makeGroup: () => null, asksForNote: () => false };

/** Whether it stands for several fields. */
export const isGroup = (entry: FormField | FieldGroup): entry is FieldGroup => "fields" in entry;

/** How far what its fields are made of is read: a form without groups needs nothing. */
export const groupsState = ({ fields }: Form): LibraryList["state"] =>
  fields.map((entry) => (isGroup(entry) ? entry.list().state : "ready")).find((state) => state !== "ready") ?? "ready";

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
  readonly fields: readonly (FormField | FieldGroup)[];
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
  /** What was known under a field when something was first typed into it. */
  readonly seen?: Readonly<Record<string, AttributeValue>>;
}

/** Null for a kind that is not drawn among the fields of a form. */
const formField = (name: string, field: Field, required: boolean): FormField | null => {
  const kind = kinds[field.kind];
  return kind && { name, field, kind, required };
};

const ruleOf = (name: string, { required }: Field, { reason }: Capabilities): string => {
  const { customerMessage = "hidden", ...rules } = reason;
  const ruled: Readonly<Record<string, string>> = { ...rules, customerMessage };
  return required ? "required" : (ruled[name] ?? "optional");
};

/**
 * The fields of an action as one backend takes them from one operator: without what it would refuse, within its maximum.
 */
const fieldsOn = (action: ActionDeclaration, capabilities: Capabilities, permissions: readonly string[]): Fields => {
  const { optionalFields, maximum = Infinity } = capabilityOf(capabilities, action.id) ?? {};
  const fields = Object.entries(action.fields).flatMap(([name, field]) => {
    if (field.permission && !isGranted(permissions, field.permission)) return [];
    if (field.list === "any-templates" && !tellingChannels(capabilities, action.id, permissions).length) return [];
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

/**
 * Makes the form of an action on one backend, for an operator with these permissions; left out: for one who may all.
 * Without a source it has those fields only that the action itself names.
 */
export const formOf = (
  action: ActionDeclaration,
  currency: Currency | null,
  capabilities: Capabilities,
  permissions: readonly string[] = ["*"],
  { makeGroup, asksForNote }: FormSource = NO_SOURCE,
): Form => {
  const taken = fieldsOn(action, capabilities, permissions);
  const alternatives = alternativesOf(action, taken, capabilities);
  // What nothing prints is not asked for, unless the program asks for it.
  const isShownBy = ({ values }: Draft) =>
    taken.customerMessage?.required === true || Boolean(values.notify) || values.customerMessage !== undefined;
  const isAskedBy = ({ values }: Draft) => asksForNote(values.reasonCode);
  const inAlternatives = new Set(Object.values(action.alternatives ?? {}).flatMap(({ fields }) => fields));
  const fields = Object.entries(taken)
    .filter(([name]) => !inAlternatives.has(name))
    .flatMap(([name, field]) => formField(name, field, field.required) ?? makeGroup(name, field) ?? [])
    .map((entry) => (entry.name === "note" ? { ...entry, isAskedBy } : entry))
    .map((entry) => (entry.name === "customerMessage" && "notify" in taken ? { ...entry, isShownBy } : entry));
  const only = alternatives.length === 1 ? alternatives[0] : undefined;
  return {
    action,
    currency,
    money: capabilities.money,
    alternatives: only ? [] : alternatives,
    fields: only ? [...only.fields, ...fields] : fields,
    confirmation: confirmationOf(action),
  };
};

/** The alternative that is chosen in a draft. The first one is, until another is chosen. */
export const chosenAlternative = (form: Form, draft: Draft): Alternative | undefined =>
  form.alternatives.find(({ name }) => name === draft.alternative) ?? form.alternatives[0];

const shown = (entry: FormField, draft: Draft): FormField | [] => {
  if (entry.isShownBy?.(draft) === false) return [];
  return entry.isAskedBy?.(draft) ? { ...entry, required: true } : entry;
};

/** The fields that are shown for a draft, in their order. The confirmation is not among them. */
export const shownFields = (form: Form, draft: Draft): readonly FormField[] => [
  ...(chosenAlternative(form, draft)?.fields ?? []),
  ...form.fields.flatMap((entry) => (isGroup(entry) ? entry.fields(draft) : shown(entry, draft))),
];

/** A preset's values by the names of the form's fields: what the action itself does not name is one of its group's. */
const namedValues = ({ action, fields }: Form, preset: Readonly<Record<string, string>>): Record<string, string> => {
  const group = fields.find(isGroup)?.name;
  const nameIn = (name: string) => (group === undefined || name in action.fields ? name : `${group}.${name}`);
  return Object.fromEntries(Object.entries(preset).map(([name, value]) => [nameIn(name), value]));
};

/** A draft for a form that opens: empty, or with a preset's values and the alternative that they belong to. */
export const openingDraft = (form: Form, preset: Readonly<Record<string, string>> = {}): Draft => {
  const presetIn = form.alternatives.find(({ fields }) => fields.some(({ name }) => name in preset));
  return { values: namedValues(form, preset), alternative: presetIn?.name ?? form.alternatives[0]?.name ?? null };
};
