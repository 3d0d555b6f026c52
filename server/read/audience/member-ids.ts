import { sql } from "kysely";
import type { Database } from "../../postgres/database.js";
import type { Audience } from "./audience.js";
import { select } from "./select.js";

/** Ids of members of an audience, in the order of their ids: at most so many, behind one of them. */
export const readMemberIds = async (
  database: Database,
  audience: Audience,
  { after = "", limit }: { readonly after?: string; readonly limit: number },
): Promise<readonly string[]> => {
  const rows = await select<{ id: string }>(database, audience, () => ({
    select: sql`m.id`,
    rest: sql`and m.id collate "C" > ${after} order by m.id collate "C" limit ${limit}`,
  }));
  return rows.map(({ id }) => id);
};
