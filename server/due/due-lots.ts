import { sql } from "kysely";
import type { Clock } from "../clock.js";
import type { Database } from "../postgres/database.js";
import type { WritePath } from "../write/write-path.js";

export interface DueLotsOptions {
  readonly database: Database;
  readonly writePath: WritePath;
  readonly clock: Clock;
}

/** Accounts that one round looks at: the next one takes the rest. */
const MOST_IN_ROUND = 200;

interface DueAccount {
  readonly tenant: string;
  readonly member_id: string;
  readonly currency: string;
  /** Today, in the program's zone. */
  readonly today: string;
  readonly action: "release" | "expire";
}

/** Accounts with lots whose day has come, or has passed, in their program's zone. */
const readDue = async (database: Database, now: Date): Promise<readonly DueAccount[]> => {
  const { rows } = await sql<DueAccount>`
    with program_day as materialized (
      select tenant, (${now.toISOString()}::timestamptz at time zone (settings::json ->> 'timeZone'))::date as today from program)
    select distinct tenant, member_id, currency, today::text as today, 'release' as action
      from lot join program_day using (tenant) where amount > 0 and available_on > '-infinity' and available_on <= today and expires_on >= today
    union all
    select distinct tenant, member_id, currency, today::text, 'expire'
      from lot join program_day using (tenant) where amount > 0 and expires_on < 'infinity' and expires_on < today
    limit ${MOST_IN_ROUND}`.execute(database);
  return rows;
};

/**
 * Releases what has become available and expires what was to be spent by yesterday, and answers for how many accounts. Each is an
 * operation of the program like any other, once a day for an account: safe to repeat, and to run in several processes.
 */
export const moveDueLots = async ({ database, writePath, clock }: DueLotsOptions): Promise<number> => {
  const due = await readDue(database, clock.now());
  await Promise.all(
    due.map(({ tenant, member_id: memberId, currency, today, action }) => {
      const key = `${action}.${memberId}.${currency}.${today}`;
      return writePath.submit({
        tenant,
        operator: null,
        source: "program",
        requestId: key,
        key,
        actionId: action,
        memberId,
        input: { currency },
      });
    }),
  );
  return due.length;
};
