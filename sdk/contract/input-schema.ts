import * as z from "zod/mini";
import type { ActionDeclaration } from "./define-action.js";
import type { Field, Fields } from "./fields.js";
import { AttributeChanges, CalendarDate, CurrencyCode, Id, Properties, Reference } from "./schemas/inputs.js";
import { legible, storable, visible } from "./schemas/storable.js";

const text = (field: Field) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(field.maxLength ?? 2000), storable, visible);

const notZero = z.refine<number>((number) => number !== 0, { error: "zero" });

const integer = ({ min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }: Field) =>
  z.int().check(z.gte(min), z.lte(max));

const schemaOfKind: Record<Field["kind"], (field: Field) => z.ZodMiniType> = {
  currency: () => CurrencyCode,
  amount: (field) => (field.min !== undefined && field.min < 0 ? integer(field).check(notZero) : integer(field)),
  count: integer,
  money: integer,
  flag: () => z.boolean(),
  text,
  multiline: text,
  date: () => CalendarDate,
  choice: ({ options }) => (options ? z.literal(options.map(({ value }) => value)) : Id),
  tag: (field) => text(field).check(legible),
  member: () => Id,
  changes: () => AttributeChanges,
  properties: () => Properties,
  picks: () => z.array(Id).check(z.maxLength(100)),
  confirmation: text,
};

/** The schema of one field's value. */
export const schemaOf = (field: Field): z.ZodMiniType => {
  const schema = schemaOfKind[field.kind](field);
  return field.required ? schema : z.optional(schema);
};

/** The strict schema of what some fields describe. */
export const schemaOfFields = (fields: Fields) =>
  z.strictObject(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)])));

const oneAlternative = (action: ActionDeclaration) => (input: unknown) => {
  const groups = Object.values(action.alternatives ?? {});
  const given = input as Record<string, unknown>;
  const touched = groups.filter((group) => group.fields.some((name) => given[name] !== undefined));
  return touched.length === 1 && touched.every((group) => group.fields.every((name) => given[name] !== undefined));
};

const cache = new WeakMap<ActionDeclaration, z.ZodMiniType>();

/** The strict schema of an action's input, made on first use: unknown fields are refused (S10). */
export const inputSchemaOf = (action: ActionDeclaration): z.ZodMiniType => {
  const known = cache.get(action);
  if (known) return known;
  const shape = Object.fromEntries(Object.entries(action.fields).map(([name, field]) => [name, schemaOf(field)]));
  const input = z.strictObject({ ...shape, reference: z.optional(Reference) });
  const schema = action.alternatives
    ? input.check(z.refine(oneAlternative(action), { error: "one-alternative" }))
    : input;
  cache.set(action, schema);
  return schema;
};
