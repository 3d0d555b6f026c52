import { sql } from "kysely";
import type { Clock } from "../clock.js";
import type { Database } from "../postgres/database.js";
import { inParts, MOST_ROWS } from "./in-parts.js";

/**
 * Forgets what exports asked for that nobody fetched in time. It is safe to repeat, and to run in several processes.
 */
export const forgetAsked = async ({ database, clock }: { database: Database; clock: Clock }): Promise<void> => {
  const which = sql`asked is not null and expires_at <= ${clock.now()}`;
  await inParts(database, {
    table: sql`export`,
    which,
    statement: (tenant) => sql`
      update export set asked = null where tenant = ${tenant} and id in (
        select id from export where tenant = ${tenant} and ${which} limit ${MOST_ROWS})`,
  });
};
