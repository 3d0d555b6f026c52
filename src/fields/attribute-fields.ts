import type { Attribute, AttributeValue, Field, Member } from "../../sdk/contract/index.js";
import { MASKED } from "../../sdk/contract/masked.js";
import { fieldOfAttribute } from "../../sdk/contract/attribute-field.js";
import type { FormField, Known } from "./form.js";
import { kinds } from "./kinds/index.js";
import { editableNumber } from "./number-text.js";

interface Shown {
  readonly kind?: string | undefined;
  readonly value: AttributeValue;
  readonly code?: string | null | undefined;
}

/** What stands above all details is none of them. */
const detailOf = ({ name, firstName, details }: Member, id: string): Shown | undefined =>
  ({ name: { value: name }, firstName: { value: firstName } })[id] ?? details.find((detail) => detail.id === id);

const knownOf = ({ id, kind }: Attribute, member: Member, locale: string): Known => {
  const { value: shown = null, code, kind: shownAs } = detailOf(member, id) ?? {};
  // What is hidden from them is typed anew, whole, or left as it is: its dots are in no input.
  if (shownAs === MASKED) return { value: shown, shown, text: "", kind: MASKED };
  const value = code ?? shown;
  const text = typeof value === "number" ? editableNumber(value, 0, locale) : String(value ?? "");
  return { value, shown, text, kind };
};

/** What is known may be none of what there is to choose from any more: it can stay all the same. */
const withKnown = (field: Field, { value, shown, kind }: Known): Field => {
  const { options } = field;
  const isMissing =
    kind !== MASKED && options && typeof value === "string" && !options.some((option) => option.value === value);
  return isMissing ? { ...field, options: [...options, { value, label: String(shown ?? value) }] } : field;
};

/** The fields by which what is known of a member is edited, filled in with what it is now. */
export const attributeFields = (
  name: string,
  attributes: readonly Attribute[],
  member: Member,
  locale: string,
): FormField[] =>
  attributes.flatMap((attribute) => {
    const field = attribute.editable ? fieldOfAttribute(attribute) : null;
    const kind = field && kinds[field.kind];
    if (!kind) return [];
    const { id: key } = attribute;
    const known = knownOf(attribute, member, locale);
    const within = { name, key, words: "detail" } as const;
    return [{ name: `${name}.${key}`, field: withKnown(field, known), kind, required: field.required, within, known }];
  });
