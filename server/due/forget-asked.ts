import { sql } from "kysely";
import type { Clock } from "../clock.js";
import type { Database } from "../postgres/database.js";
import { inParts, MOST_ROWS } from "./in-parts.js";

/** How long an audience that was handed on can be read by the host, in milliseconds. */
const HANDED_FOR_MS = 30 * 86_400_000;

/**
 * Forgets what exports asked for that nobody fetched in time, and audiences that were handed on long ago. It is safe to
 * repeat, and to run in several processes.
 */
export const forgetAsked = async ({ database, clock }: { database: Database; clock: Clock }): Promise<void> => {
  const now = clock.now();
  await inParts(
    database,
    sql`update export set asked = null where (tenant, id) in (
      select tenant, id from export where asked is not null and expires_at <= ${now} limit ${MOST_ROWS})`,
  );
  await inParts(
    database,
    sql`delete from audience where (tenant, id) in (
      select tenant, id from audience
      where folded is null and updated_at < ${new Date(now.getTime() - HANDED_FOR_MS)} limit ${MOST_ROWS})`,
  );
};
