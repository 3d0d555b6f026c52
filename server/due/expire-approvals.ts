import { sql } from "kysely";
import type { Clock } from "../clock.js";
import type { Database } from "../postgres/database.js";
import { inParts, MOST_ROWS } from "./in-parts.js";

/** Ends what nobody decided about in time. It is safe to repeat, and to run in several processes. */
export const expireApprovals = async ({ database, clock }: { database: Database; clock: Clock }): Promise<void> => {
  const which = sql`status = 'waiting' and expires_at <= ${clock.now().toISOString()}::timestamptz`;
  await inParts(database, {
    table: sql`approval`,
    which,
    statement: (tenant) => sql`
      update approval set status = 'expired'
      where tenant = ${tenant} and status = 'waiting' and id in (
        select id from approval where tenant = ${tenant} and ${which} order by expires_at limit ${MOST_ROWS})`,
  });
};
