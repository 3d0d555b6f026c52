import type { FilterOperator } from "../../../sdk/contract/index.js";
import type { Mask } from "../masking.js";
import type { Field } from "./field.js";

/** The attribute that a field is about; null: it is about something else. */
const attributeOf = ({ id, source }: Field): string | null => {
  if (source.from === "attribute") return source.attribute;
  return source.from === "profile" || (source.from === "key" && source.column !== undefined) ? id : null;
};

/** What leads to nobody's address or birthday, however often it is asked: all of a key, and whether there is anything. */
const harmless: readonly FilterOperator[] = ["in", "notIn", "null", "notNull"];
const existence: readonly FilterOperator[] = ["null", "notNull"];

const masked = (field: Field): Field => {
  const allowed = field.kind === "key" ? harmless : existence;
  return {
    ...field,
    operators: field.operators.filter((operator) => allowed.includes(operator)),
    column: false,
    sortable: false,
  };
};

/**
 * What an operator may ask about: what is hidden from them is no column, nobody is sorted by it, and they are found by all
 * of an address that is known already, never by a part of it.
 */
export const fieldsSeen = (fields: readonly Field[], mask: Mask | null): readonly Field[] =>
  mask ? fields.map((field) => (mask.hides(attributeOf(field) ?? "name") ? masked(field) : field)) : fields;
