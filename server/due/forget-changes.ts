import { sql } from "kysely";
import type { Clock } from "../clock.js";
import type { Database } from "../postgres/database.js";
import { CHANGES_KEPT_MS } from "../read/changes.js";
import { inParts, MOST_ROWS } from "./in-parts.js";

/** As long again: who may still resume has all of it, whatever the clock of this process says. */
export const CHANGES_STAY_MS = 2 * CHANGES_KEPT_MS;

/** Deletes changes that nobody resumes from any more. It is safe to repeat, and to run in several processes. */
export const forgetChanges = async ({ database, clock }: { database: Database; clock: Clock }): Promise<void> => {
  const before = new Date(clock.now().getTime() - CHANGES_STAY_MS);
  for (const [table, key] of [
    ["member_change", "member_id"],
    ["job_change", "job_id"],
  ] as const) {
    const columns = sql.join([sql.ref("xid"), sql.ref(key)]);
    const which = sql`at < ${before}`;
    await inParts(database, {
      table: sql.table(table),
      which,
      statement: (tenant) => sql`
        delete from ${sql.table(table)} where tenant = ${tenant} and (${columns}) in (
          select ${columns} from ${sql.table(table)} where tenant = ${tenant} and ${which} order by at limit ${MOST_ROWS})`,
    });
  }
};
