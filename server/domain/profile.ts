import type { ActionDeclaration, Attribute, AttributeChange, AttributeValue, Named } from "../../sdk/contract/index.js";
import { fieldOfAttribute } from "../../sdk/contract/attribute-field.js";
import { schemaOf } from "../../sdk/contract/input-schema.js";
import { type AttributeState, isUnique } from "./attribute.js";
import type { Effect, ProfileEffect } from "./effects.js";
import { e164, possibleE164 } from "./phone.js";
import type { Program } from "./program.js";
import type { InputError } from "./refusal.js";
import { validatePart } from "./validation.js";

const standard = (id: string, label: string, kind: string, required = false): Attribute => ({
  id,
  label,
  kind,
  required,
  editable: true,
});

/** What every member may have. */
export const standardAttributes = {
  name: standard("name", "Name", "text", true),
  firstName: standard("firstName", "Called", "text", true),
  email: standard("email", "E-mail", "email"),
  phone: standard("phone", "Phone", "phone"),
  birthday: standard("birthday", "Birthday", "date"),
  language: standard("language", "Language", "language"),
  homeBranch: standard("homeBranch", "Home branch", "branch"),
} as const;

/** Without them there is no member to show, whatever a program says. */
const ALWAYS_REQUIRED = ["name", "firstName"];

/** What a program knows of its members, in its order, with the branches that there are to choose from. */
export const attributesOf = (
  { attributes = Object.values(standardAttributes) }: Pick<Program, "attributes">,
  branches: Iterable<Named>,
): readonly Attribute[] => {
  const options = [...branches].map(({ id, name }) => ({ value: id, label: name }));
  return attributes.map((attribute) => ({
    ...attribute,
    required: attribute.required || ALWAYS_REQUIRED.includes(attribute.id),
    ...(attribute.kind === "branch" && { options }),
  }));
};

/** What a value is called, where it is one of few. */
const shownOf = ({ options }: Attribute, value: AttributeValue): Pick<AttributeState, "shown"> => {
  const label = options?.find((option) => option.value === value)?.label;
  return label === undefined ? {} : { shown: label };
};

/** The same, with what a reader is told. */
export const asShown = (attribute: Attribute, state: AttributeState): AttributeState => ({
  ...state,
  ...shownOf(attribute, state.value),
});

/** An attribute becomes another, as a reader is told. */
export const changeOf = (attribute: Attribute, before: AttributeState, after: AttributeState): ProfileEffect => ({
  kind: "profile",
  attribute: { id: attribute.id, name: attribute.label, kind: attribute.kind },
  before: asShown(attribute, before),
  after: asShown(attribute, after),
});

/** What was typed, as it is kept; or a code for what is wrong with it. */
type Normalized = { readonly value: AttributeValue } | { readonly code: string; readonly detail: string };

const MALFORMED = { code: "wrong-format", detail: "Write it in the expected format." };

const normalizeEmail = (text: string): Normalized => {
  const [local, domain, ...more] = text.split("@");
  const isOne = local && domain?.includes(".") && more.length === 0 && !/[\s<>(),;:]/.test(text);
  return isOne ? { value: text.toLowerCase() } : MALFORMED;
};

const normalize = (
  { id, kind }: Attribute,
  value: AttributeValue,
  { country, today }: { country: string | null; today: string },
): Normalized => {
  if (typeof value !== "string") return { value };
  if (kind === "email") return normalizeEmail(value);
  if (kind === "phone") {
    const number = e164(value, country);
    return number === null ? MALFORMED : { value: number };
  }
  return id === "birthday" && value > today ? { code: "future", detail: "This day is still to come." } : { value };
};

/** What is to be known under an attribute, as it is kept; or what is wrong with it. */
export const readAttribute = (
  attribute: Attribute,
  value: AttributeValue,
  pointer: string,
  at: { readonly country: string | null; readonly today: string },
): { readonly value: AttributeValue } | { readonly errors: readonly InputError[] } => {
  const field = fieldOfAttribute(attribute);
  if (!field || !attribute.editable)
    return { errors: [{ pointer, code: "not-editable", detail: "This can't be edited." }] };
  if (value === null)
    return attribute.required ? { errors: [{ pointer, code: "required", detail: "This is required." }] } : { value };
  const read = validatePart(schemaOf({ ...field, required: true }), value, pointer);
  if ("errors" in read) return read;
  const normalized = normalize(attribute, read.value as AttributeValue, at);
  return "code" in normalized ? { errors: [{ pointer, ...normalized }] } : normalized;
};

/** Under which attributes effects would give the member an address, a number or a card of another's. */
export const takenIn = (effects: readonly Effect[], isTaken: (address: string) => boolean): readonly string[] =>
  effects.flatMap((effect) => {
    if (effect.kind === "card") return effect.after && isTaken(effect.after.number) ? ["card"] : [];
    if (effect.kind !== "profile") return [];
    const { id } = effect.attribute;
    const { value } = effect.after;
    return isUnique(id) && typeof value === "string" && isTaken(value) ? [id] : [];
  });

/** Whether an action changes what is known of a member. */
export const editsProfile = (action: ActionDeclaration | null): boolean =>
  Object.values(action?.fields ?? {}).some(({ kind }) => kind === "changes");

/** The e-mail address and the phone number that an input asks for, in all the forms in which they may be kept. */
export const addressesIn = ({ changes }: Readonly<Record<string, unknown>>): readonly string[] => {
  const { email, phone } = changes as Readonly<Record<string, AttributeChange | undefined>>;
  const typed = ({ to }: { to?: unknown } = {}): string => (typeof to === "string" ? to.trim() : "");
  return [typed(email).toLowerCase(), ...possibleE164(typed(phone))].filter(Boolean);
};
