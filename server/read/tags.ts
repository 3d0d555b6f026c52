import { type Kysely, type RawBuilder, sql } from "kysely";
import * as z from "zod/mini";
import { foldTag } from "../../sdk/contract/tag.js";
import { LAST } from "../domain/lookup.js";
import { cursorOf, DEFAULT_LIMIT, pageOf } from "./page.js";
import type { Query } from "./query.js";
import { ifGiven } from "./sql.js";

const position = cursorOf(z.strictObject({ count: z.int(), tag: z.string() }));

/** What is asked for: tags by their beginning, whatever its case. */
interface TagsAsked {
  readonly prefix?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** The folded forms that begin with a text. */
export const beginsWith = (prefix: string): RawBuilder<boolean> => {
  const from = foldTag(prefix);
  return sql<boolean>`folded >= ${from} and folded < ${from + LAST}`;
};

/**
 * One page of tags, most used first.
 * @param spelling a query of `folded`, `tag` and its `members`
 * @param apart SQL of what tells two spellings of a folded form apart, null: nothing. Then a tag stands there once, as most
 * members have it
 */
export const tagPage = async <Tables>(
  database: Kysely<Tables>,
  spelling: RawBuilder<unknown>,
  apart: RawBuilder<unknown>,
  { limit = DEFAULT_LIMIT, cursor }: TagsAsked,
) => {
  const { rows } = await sql<{ tag: string; count: number }>`
    with spelling as (${spelling}),
    used as (
      select (array_agg(tag order by members desc, tag))[1] collate "C" as tag, sum(members)::bigint as count
      from spelling group by folded, ${apart})
    select tag, count from used
    where ${ifGiven(
      position.read(cursor),
      ({ count, tag }) => sql`count < ${count} or count = ${count} and tag > ${tag}`,
    )}
    order by count desc, tag limit ${limit + 1}`.execute(database);
  return pageOf(
    rows,
    limit,
    (row) => row,
    ({ tag, count }) => position.write({ tag, count }),
  );
};

/**
 * Tags in use, most used first: a vocabulary that grows by being used (S1-16). Found by their beginning, whatever its
 * case. Where the program makes no difference between spellings, a tag stands there once.
 */
export const searchTags: Query<"searchTags"> = async ({ operator: { tenant }, body }, { database }) => {
  const spelling = sql`
    select folded, tag, sum(members)::bigint as members from tag
    where tenant = ${tenant} and ${beginsWith(body.prefix ?? "")} group by folded, tag having sum(members) > 0`;
  const apart = sql`
    case (select settings::json ->> 'tagCase' from program where tenant = ${tenant}) when 'exact' then tag end`;
  return { value: await tagPage(database, spelling, apart, body) };
};
