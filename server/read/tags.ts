import { sql } from "kysely";
import * as z from "zod/mini";
import { cursorOf, pageOf, DEFAULT_LIMIT } from "./page.js";
import type { Query } from "./query.js";
import { ifGiven } from "./sql.js";

/** `%`, `_` and the backslash stand for themselves (S06). */
const beginningWith = (text: string): string => `${text.replaceAll(/[\\%_]/g, "\\$&")}%`;

const position = cursorOf(z.strictObject({ count: z.int(), tag: z.string() }));

/** Tags in use, most used first: a vocabulary that grows by being used (S1-16). Capitals make no difference to the prefix. */
export const tags: Query<"tags"> = async ({ operator: { tenant }, query }, { database }) => {
  const { prefix, limit = DEFAULT_LIMIT } = query;
  const rows = await database
    .selectFrom("member_tag")
    .where("tenant", "=", tenant)
    .where(ifGiven(prefix, (beginning) => sql`lower(tag) like lower(${beginningWith(beginning)})`))
    .groupBy("tag")
    .select(["tag", sql<number>`count(*)`.as("count")])
    .having(ifGiven(position.read(query.cursor), ({ count, tag }) => sql`count(*) < ${count} or (count(*) = ${count} and tag > ${tag})`))
    .orderBy(sql`count(*)`, "desc")
    .orderBy("tag")
    .limit(limit + 1)
    .execute();
  return {
    value: pageOf(
      rows,
      limit,
      ({ tag, count }) => ({ tag, count }),
      ({ tag, count }) => position.write({ tag, count }),
    ),
  };
};
