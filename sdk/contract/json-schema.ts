import type { Field, Fields } from "./fields.js";

/**
 * The part of JSON Schema 2020-12 that a backend describes inputs of its own in. `docs/openapi/guide.ts` states it for
 * who has nothing else; `schemas/input-schema.ts` holds a backend to it. What lies outside of it is passed over here.
 */
interface Property {
  type?: unknown;
  title?: unknown;
  description?: unknown;
  format?: unknown;
  maxLength?: unknown;
  minimum?: unknown;
  maximum?: unknown;
  enum?: unknown;
  oneOf?: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const numberOr = <Otherwise>(value: unknown, otherwise: Otherwise) => (typeof value === "number" ? value : otherwise);
const textOr = <Otherwise>(value: unknown, otherwise: Otherwise) => (typeof value === "string" ? value : otherwise);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** "pickUpAt" and "pick-up-at" are labelled "Pick up at" where the schema has no title. */
const labelOf = (name: string) => {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[-_]/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Longer texts than this get several lines. */
const ONE_LINE = 200;

/** What a boolean is chosen from. */
export const yesOrNo = [
  { value: true, label: "Yes" },
  { value: false, label: "No" },
] as const;

const optionsOf = (property: Property): Field["options"] => {
  if (property.type === "boolean") return yesOrNo;
  const titled = listOf(property.oneOf).flatMap((option) =>
    isRecord(option) && typeof option.const === "string"
      ? [{ value: option.const, label: textOr(option.title, option.const) }]
      : [],
  );
  const plain = listOf(property.enum).flatMap((value) => (typeof value === "string" ? [{ value, label: value }] : []));
  const options = [...titled, ...plain];
  return options.length > 0 ? options : undefined;
};

const kindOf = ({ type, format, maxLength }: Property, options: Field["options"]): Field["kind"] => {
  if (type === "integer") return "count";
  if (options) return "choice";
  if (format === "date") return "date";
  return numberOr(maxLength, 0) > ONE_LINE ? "multiline" : "text";
};

const fieldOf = (name: string, property: Property, required: boolean): Field => {
  const options = optionsOf(property);
  const kind = kindOf(property, options);
  const help = textOr(property.description, undefined);
  return {
    kind,
    label: textOr(property.title, labelOf(name)),
    required,
    ...(help && { help }),
    ...(options && { options }),
    ...((kind === "text" || kind === "multiline") && { personal: true }),
    ...(typeof property.minimum === "number" && { min: property.minimum }),
    ...(typeof property.maximum === "number" && { max: property.maximum }),
    ...(typeof property.maxLength === "number" && { maxLength: property.maxLength }),
  };
};

/** The fields that such a schema describes: what a form draws, and what an input is checked by. */
export const fieldsOfSchema = (schema: Readonly<Record<string, unknown>>): Fields => {
  const required = listOf(schema.required);
  const properties = isRecord(schema.properties) ? schema.properties : {};
  return Object.fromEntries(
    Object.entries(properties)
      .filter((entry): entry is [string, Property] => isRecord(entry[1]))
      .map(([name, property]) => [name, fieldOf(name, property, required.includes(name))]),
  );
};
