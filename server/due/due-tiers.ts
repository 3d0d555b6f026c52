import { sql } from "kysely";
import type { Clock } from "../clock.js";
import { erasedStatuses } from "../domain/membership.js";
import type { Database } from "../postgres/database.js";
import type { WritePath } from "../write/write-path.js";
import { type ProgramDay, programsWhere } from "./program-days.js";

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

const isSomebody = sql`status <> all(${[...erasedStatuses]}::text[])`;

/** Some of the members of a program who were given a tier until a day that is over. */
const readDue = async (database: Database, { tenant, today }: ProgramDay): Promise<readonly DueMember[]> => {
  const { rows } = await sql<DueMember>`
    select tenant, id, version, ${today} as today from member
    where tenant = ${tenant} and given_until < ${today}::date and ${isSomebody} limit ${MOST_AT_ONCE}`.execute(
    database,
  );
  return rows;
};

/** The key names the state that it starts from, so that each end is booked once. */
const endDueOf = async (options: DueTiersOptions, program: ProgramDay): Promise<number> => {
  const { database, writePath } = options;
  const due = await readDue(database, program);
  const answers = await Promise.all(
    due.map(({ tenant, id, version, today }) => {
      const key = `tier-ended.${id}.${today}.${version}`;
      const by = { tenant, operator: null, source: "program", requestId: key };
      return writePath.submit({ ...by, key, actionId: "tier-ended", memberId: id, input: {} });
    }),
  );
  const ended = answers.filter(({ status, replayed }) => status === 200 && !replayed).length;
  return ended === 0 ? 0 : ended + (await endDueOf(options, program));
};

/**
 * Ends what was given until yesterday, and answers of how many members. Safe to repeat, and to run in several processes.
 */
export const endDueTiers = async (options: DueTiersOptions): Promise<number> => {
  const { database, clock } = options;
  const due = sql`exists (
    select from member where member.tenant = program_day.tenant and given_until < today and ${isSomebody})`;
  let ended = 0;
  for (const program of await programsWhere(database, clock.now(), due)) ended += await endDueOf(options, program);
  return ended;
};
