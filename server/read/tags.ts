import { sql } from "kysely";
import * as z from "zod/mini";
import { foldTag } from "../../sdk/contract/tag.js";
import { LAST } from "../domain/lookup.js";
import { cursorOf, DEFAULT_LIMIT, pageOf } from "./page.js";
import type { Query } from "./query.js";
import { ifGiven } from "./sql.js";

const position = cursorOf(z.strictObject({ count: z.int(), tag: z.string() }));

/**
 * Tags in use, most used first: a vocabulary that grows by being used (S1-16). Found by their beginning, whatever its
 * case. Where the program makes no difference between spellings, a tag stands there once, as most members have it.
 */
export const searchTags: Query<"searchTags"> = async ({ operator: { tenant }, body }, { database }) => {
  const { prefix = "", limit = DEFAULT_LIMIT, cursor } = body;
  const from = foldTag(prefix);
  const { rows } = await sql<{ tag: string; count: number }>`
    with spelling as (
      select folded, tag, sum(members)::bigint as members from tag
      where tenant = ${tenant} and folded >= ${from} and folded < ${from + LAST}
      group by folded, tag having sum(members) > 0),
    used as (
      select (array_agg(tag order by members desc, tag))[1] collate "C" as tag, sum(members)::bigint as count
      from spelling group by folded,
        case (select settings::json ->> 'tagCase' from program where tenant = ${tenant}) when 'exact' then tag end)
    select tag, count from used
    where ${ifGiven(
      position.read(cursor),
      ({ count, tag }) => sql`count < ${count} or count = ${count} and tag > ${tag}`,
    )}
    order by count desc, tag limit ${limit + 1}`.execute(database);
  return {
    value: pageOf(
      rows,
      limit,
      (row) => row,
      ({ tag, count }) => position.write({ tag, count }),
    ),
  };
};
