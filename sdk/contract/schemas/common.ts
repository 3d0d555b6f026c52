import * as z from "zod/mini";

/** An RFC 3339 instant in UTC. */
export const Instant = z.iso.datetime();

/** A whole number of minor units that JSON and JavaScript carry exactly. */
export const Minor = z.int();

/** A page of a list: `next` is an opaque cursor, null on the last page. */
export const pageOf = <T extends z.ZodMiniType>(item: T) =>
  z.object({ data: z.array(item), page: z.object({ next: z.nullable(z.string()) }) });

/** A list short enough to come whole. */
export const listOf = <T extends z.ZodMiniType>(item: T) => z.object({ data: z.array(item) });

/** Something worth saying: a stable code, and English for a human. */
export const Notice = z.object({ code: z.string(), detail: z.string() });
export type Notice = z.infer<typeof Notice>;

/** A thing's id and name. */
export const Named = z.object({ id: z.string(), name: z.string() });
export type Named = z.infer<typeof Named>;

/** What is known under one name; null: nothing. */
export const DetailValue = z.nullable(z.union([z.string(), z.number(), z.boolean()]));

/** How many there are; `precision` is `exact`, `estimate` or `at_least`. */
export const Count = z.object({ value: z.int(), precision: z.string() });
export type Count = z.infer<typeof Count>;

/** An amount of money, in minor units of an ISO 4217 currency. */
export const Money = z.object({ amount: Minor, currency: z.string(), scale: z.int() });
export type Money = z.infer<typeof Money>;
