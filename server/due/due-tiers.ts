import { sql } from "kysely";
import type { Clock } from "../clock.js";
import { erasedStatuses } from "../domain/membership.js";
import type { Database } from "../postgres/database.js";
import type { WritePath } from "../write/write-path.js";
import { programDays } from "./program-days.js";

interface DueTiersOptions {
  readonly database: Database;
  readonly writePath: WritePath;
  readonly clock: Clock;
}

/** Members who are looked for at a time. */
const MOST_AT_ONCE = 200;

interface DueMember {
  readonly tenant: string;
  readonly id: string;
  readonly version: number;
  /** Today, in the program's zone. */
  readonly today: string;
}

/** Some of the members who were given a tier until a day that is over. */
const readDue = async (database: Database, now: Date): Promise<readonly DueMember[]> => {
  const { rows } = await sql<DueMember>`
    with program_day as materialized (${await programDays(database, now)})
    select tenant, id, version, today::text as today from member join program_day using (tenant)
      where given_until < today and status <> all(${[...erasedStatuses]}::text[]) limit ${MOST_AT_ONCE}`.execute(
    database,
  );
  return rows;
};

/**
 * Ends what was given until yesterday, and answers of how many members. The key names the state that it starts from, so
 * that each end is booked once. Safe to repeat, and to run in several processes.
 */
export const endDueTiers = async (options: DueTiersOptions): Promise<number> => {
  const { database, writePath, clock } = options;
  const due = await readDue(database, clock.now());
  const answers = await Promise.all(
    due.map(({ tenant, id, version, today }) => {
      const key = `tier-ended.${id}.${today}.${version}`;
      const by = { tenant, operator: null, source: "program", requestId: key };
      return writePath.submit({ ...by, key, actionId: "tier-ended", memberId: id, input: {} });
    }),
  );
  const ended = answers.filter(({ status, replayed }) => status === 200 && !replayed).length;
  return ended === 0 ? 0 : ended + (await endDueTiers(options));
};
