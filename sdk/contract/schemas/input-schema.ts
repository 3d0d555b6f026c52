import * as z from "zod/mini";

const words = { title: z.optional(z.string()), description: z.optional(z.string()) };

/** A property by which nothing could be mistaken for what every object has, and that a selector can name. */
const PropertyName = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/));

const Text = z.strictObject({
  ...words,
  type: z.literal("string"),
  maxLength: z.optional(z.int().check(z.gte(1), z.lte(4000))),
});
const Day = z.strictObject({ ...words, type: z.literal("string"), format: z.literal("date") });
const Choice = z.strictObject({
  ...words,
  type: z.literal("string"),
  enum: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
});
const TitledChoice = z.strictObject({
  ...words,
  type: z.literal("string"),
  oneOf: z.array(z.strictObject({ const: z.string().check(z.minLength(1)), title: z.string() })).check(z.minLength(1)),
});
const Integer = z.strictObject({
  ...words,
  type: z.literal("integer"),
  minimum: z.optional(z.int()),
  maximum: z.optional(z.int()),
});
const YesOrNo = z.strictObject({ ...words, type: z.literal("boolean") });

/**
 * The subset of JSON Schema 2020-12 in which a backend describes an input of its own, strictly: what a backend may say.
 * What a reader makes of it is in `json-schema.ts`.
 */
export const InputSchema = z.strictObject({
  $schema: z.optional(z.literal("https://json-schema.org/draft/2020-12/schema")),
  type: z.literal("object"),
  additionalProperties: z.optional(z.literal(false)),
  required: z.optional(z.array(PropertyName)),
  properties: z.record(PropertyName, z.union([Text, Day, Choice, TitledChoice, Integer, YesOrNo])),
});
export type InputSchema = z.infer<typeof InputSchema>;
