import type {
  ActionCapability,
  ActionCategory,
  ActionDeclaration,
  Danger,
  Field,
  Fields,
} from "../../../sdk/contract/index.js";

/**
 * The part of JSON Schema 2020-12 that a backend may describe the input of its own actions in (`own.input` in
 * `sdk/contract/schemas/capabilities.ts`).
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
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const numberOr = <Otherwise>(value: unknown, otherwise: Otherwise) => (typeof value === "number" ? value : otherwise);
const textOr = <Otherwise>(value: unknown, otherwise: Otherwise) => (typeof value === "string" ? value : otherwise);
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

const optionsOf = (property: Property): Field["options"] => {
  if (property.type === "boolean")
    return [
      { value: true, label: "Yes" },
      { value: false, label: "No" },
    ];
  if (!Array.isArray(property.enum)) return undefined;
  return property.enum.filter((value) => typeof value === "string").map((value) => ({ value, label: value }));
};

const kindOf = (property: Property): Field["kind"] => {
  if (property.type === "integer") return "count";
  if (property.type === "boolean" || property.enum) return "choice";
  if (property.format === "date") return "date";
  return numberOr(property.maxLength, 0) > ONE_LINE ? "multiline" : "text";
};

const fieldOf = (name: string, property: Property, required: boolean): Field => {
  const options = optionsOf(property);
  const help = textOr(property.description, undefined);
  return {
    kind: kindOf(property),
    label: textOr(property.title, labelOf(name)),
    required,
    ...(help && { help }),
    ...(options && { options }),
    ...(typeof property.minimum === "number" && { min: property.minimum }),
    ...(typeof property.maximum === "number" && { max: property.maximum }),
    ...(typeof property.maxLength === "number" && { maxLength: property.maxLength }),
  };
};

const fieldsOf = (schema: Record<string, unknown>): Fields => {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const properties = isRecord(schema.properties) ? schema.properties : {};
  return Object.fromEntries(
    Object.entries(properties)
      .filter((entry): entry is [string, Property] => isRecord(entry[1]))
      .map(([name, property]) => [name, fieldOf(name, property, required.includes(name))]),
  );
};

/** What is not known is taken for the strictest (U10). */
const dangerOf = (danger: string): Danger =>
  danger === "reversible" || danger === "outward" ? danger : "irreversible";

/** An action of the backend's own as a declaration like the built-in ones: same button, form, preview and receipt. */
export const ownAction = ({ id, own }: ActionCapability): ActionDeclaration | null =>
  own
    ? {
        id,
        category: own.category as ActionCategory,
        title: own.title,
        summary: own.summary,
        submit: own.title,
        done: own.title,
        past: own.title,
        icon: "bolt",
        capability: id,
        permission: own.permission,
        danger: dangerOf(own.danger),
        holds: "outcome",
        problems: [],
        fields: fieldsOf(own.input),
        example: {},
      }
    : null;
