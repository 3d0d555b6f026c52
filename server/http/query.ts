import * as z from "zod/mini";
import type { QueryOf, Route } from "../../sdk/contract/route.js";
import { Id, InstantInput } from "../../sdk/contract/schemas/inputs.js";
import { storable } from "../../sdk/contract/schemas/storable.js";
import { validate } from "../domain/validation.js";

const text = (maxLength: number) => z.string().check(z.minLength(1), z.maxLength(maxLength), storable);

/** Ids with spaces between them, which no id has; or none. */
const isListOfIds = (list: string): boolean => {
  const ids = list.split(" ").filter(Boolean);
  return ids.length <= 100 && ids.every((id) => Id.safeParse(id).success);
};

const parameters: Readonly<Record<string, z.ZodMiniType>> = {
  limit: z.int().check(z.gte(1), z.lte(100)),
  cursor: text(1000),
  from: InstantInput,
  to: InstantInput,
  step: z.enum(["day", "week", "month"]),
  after: text(200),
  members: z.string().check(z.maxLength(10_000), z.refine(isListOfIds, { error: "at most 100 ids" })),
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
