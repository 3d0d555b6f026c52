import { type RawBuilder, sql } from "kysely";

/** Rows as one JSON value: bigints and dates come exactly, since none is above 2^53 - 1. */
export const list = (query: RawBuilder<unknown>) => sql`(select coalesce(json_agg(r), '[]') from (${query}) as r)`;

/** What nobody asked for isn't planned either. */
export const listFor = (ids: readonly string[], query: RawBuilder<unknown>) =>
  ids.length === 0 ? sql`'[]'::json` : list(query);
