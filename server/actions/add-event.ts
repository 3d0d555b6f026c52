import type { Detail, Field } from "../../sdk/contract/index.js";
import { schemaOfFields } from "../../sdk/contract/input-schema.js";
import { fieldsOfSchema } from "../../sdk/contract/json-schema.js";
import type { Handler } from "../domain/handler.js";
import { refuseAt, refuseField } from "../domain/refusal.js";
import { validatePart } from "../domain/validation.js";

type Told = string | number | boolean;

const kindOf = ({ kind }: Field, value: Told): string => {
  if (typeof value !== "string") return typeof value;
  return kind === "date" ? "date" : "text";
};

/** One of several is told by its name, and is decided by as its code. Free text has none. */
const detailOf = (id: string, field: Field, value: Told): Detail => {
  const chosen = typeof value === "string" && field.options?.find((option) => option.value === value);
  const detail = { id, label: field.label, kind: kindOf(field, value), value };
  return chosen ? { ...detail, value: chosen.label, code: value } : detail;
};

/** What was told fits the type, or nothing is registered (S3-15). */
export const addEvent: Handler<"add-event"> = ({ program }, { type: id, properties = {}, expiresAt }, { today }) => {
  const type = program.eventTypes?.find((each) => each.id === id);
  if (!type) throw new Error(`The program was read without ${id}`);
  const fields = fieldsOfSchema(type.properties);
  const read = validatePart(schemaOfFields(fields), properties, "/properties");
  if ("errors" in read) return refuseAt("validation", read.errors);
  if (expiresAt !== undefined && expiresAt < today) return refuseField("expiresAt", "past", "This day is over.");
  const told = read.value as Readonly<Record<string, Told | undefined>>;
  const details = Object.entries(fields).flatMap(([name, field]) => {
    const value = told[name];
    return value === undefined ? [] : [detailOf(name, field, value)];
  });
  return { effects: [{ kind: "event", type: { id, name: type.name }, details, expiresOn: expiresAt ?? null }] };
};
