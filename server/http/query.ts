import * as z from "zod/mini";
import type { QueryOf, Route } from "../../sdk/contract/route.js";
import { InstantInput, Reference } from "../../sdk/contract/schemas/inputs.js";
import { storable } from "../../sdk/contract/schemas/storable.js";
import { validate } from "../domain/validation.js";

const text = (maxLength: number) => z.string().check(z.minLength(1), z.maxLength(maxLength));

const parameters: Readonly<Record<string, z.ZodMiniType>> = {
  limit: z.int().check(z.gte(1), z.lte(100)),
  cursor: text(1000),
  from: InstantInput,
  to: InstantInput,
  prefix: z.string().check(z.trim(), z.maxLength(64), storable),
  reference: Reference,
};

const schemas = new WeakMap<Route, z.ZodMiniType>();

const schemaOf = (route: Route): z.ZodMiniType => {
  const known = schemas.get(route);
  if (known) return known;
  const shape = Object.fromEntries(
    (route.query ?? []).map((name) => [name, z.optional(parameters[name] ?? text(100))]),
  );
  const schema = z.strictObject(shape);
  schemas.set(route, schema);
  return schema;
};

/** Only plain digits are a number; anything else stays text, which the schema then refuses. */
const asNumber = (value: string): unknown => (/^\d{1,9}$/.test(value) ? Number(value) : value);

/**
 * The route's query parameters, or 422 with a pointer to the wrong one (`/limit`). A parameter that it doesn't know is
 * refused too.
 */
export const readQuery = <R extends Route>(route: R, search: URLSearchParams): QueryOf<R> => {
  const given = Object.fromEntries(
    [...search].map(([name, value]) => [name, name === "limit" ? asNumber(value) : value]),
  );
  return validate(schemaOf(route), given) as QueryOf<R>;
};
