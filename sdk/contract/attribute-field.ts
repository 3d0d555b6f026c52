import type { Field } from "./fields.js";
import { yesOrNo } from "./json-schema.js";
import type { Attribute } from "./schemas/library.js";

type Described = Omit<Field, "label" | "required">;

const chosen = ({ options }: Attribute): Described =>
  options?.length ? { kind: "choice", options } : { kind: "text", maxLength: 40 };

const byKind: Readonly<Record<string, (attribute: Attribute) => Described>> = {
  text: () => ({ kind: "text", maxLength: 200, personal: true }),
  number: () => ({ kind: "count" }),
  date: () => ({ kind: "date" }),
  choice: chosen,
  boolean: () => ({ kind: "choice", options: yesOrNo }),
  address: () => ({ kind: "multiline", maxLength: 500, personal: true }),
  email: () => ({ kind: "text", maxLength: 254, personal: true }),
  phone: () => ({ kind: "text", maxLength: 40, personal: true }),
  language: chosen,
  branch: chosen,
};

/** The field by which an attribute is edited and checked; null where it is of a kind that is not known. */
export const fieldOfAttribute = (attribute: Attribute): Field | null => {
  const { kind, label, required } = attribute;
  return Object.hasOwn(byKind, kind) && byKind[kind] ? { label, required, ...byKind[kind](attribute) } : null;
};
