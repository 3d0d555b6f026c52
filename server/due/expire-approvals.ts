import { sql } from "kysely";
import type { Clock } from "../clock.js";
import type { Database } from "../postgres/database.js";
import { inParts, MOST_ROWS } from "./in-parts.js";

/** Ends what nobody decided about in time. It is safe to repeat, and to run in several processes. */
export const expireApprovals = async ({ database, clock }: { database: Database; clock: Clock }): Promise<void> =>
  inParts(
    database,
    sql`
      update approval set status = 'expired'
      where status = 'waiting' and (tenant, id) in (
        select tenant, id from approval where status = 'waiting' and expires_at <= ${clock.now().toISOString()}::timestamptz
        order by expires_at limit ${MOST_ROWS})`,
  );
