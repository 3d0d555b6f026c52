import { sql } from "kysely";
import type { Clock } from "../clock.js";
import type { Database } from "../postgres/database.js";
import { inParts, MOST_ROWS } from "./in-parts.js";
import { KEPT_FOR_MS } from "../write/replay.js";

/**
 * Deletes the text of refusals that can no longer be replayed. Their keys stay used. Applied operations keep their
 * receipts, which are the member's timeline. It is safe to repeat, and to run in several processes.
 */
export const forgetOldRefusals = async ({ database, clock }: { database: Database; clock: Clock }): Promise<void> => {
  const before = new Date(clock.now().getTime() - KEPT_FOR_MS);
  const which = sql`at < ${before} and status = 'refused' and receipt is not null`;
  await inParts(database, {
    table: sql`operation`,
    which,
    statement: (tenant) => sql`
      update operation set receipt = null
      where tenant = ${tenant} and id in (
        select id from operation where tenant = ${tenant} and ${which} order by at limit ${MOST_ROWS})`,
  });
};
