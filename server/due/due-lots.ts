import { type RawBuilder, sql } from "kysely";
import type { Clock } from "../clock.js";
import { erasedStatuses } from "../domain/membership.js";
import type { Database } from "../postgres/database.js";
import type { Answer } from "../write/request.js";
import type { WritePath } from "../write/write-path.js";
import { type ProgramDay, programsWhere } from "./program-days.js";

interface DueLotsOptions {
  readonly database: Database;
  readonly writePath: WritePath;
  readonly clock: Clock;
}

/** Lots that are looked for at a time. */
const MOST_AT_ONCE = 200;

type LotAction = "release" | "expire";

interface DueAccount {
  readonly tenant: string;
  readonly memberId: string;
  readonly currency: string;
  /** Today, in the program's zone. */
  readonly today: string;
  /** The number of its last entry. */
  readonly seq: number;
}

/** The same conditions as in domain/ledger.ts: what both agree on is due. */
const dueOn: Record<LotAction, RawBuilder<boolean>> = {
  release: sql`available_on > '-infinity' and available_on <= least(today, expires_on)`,
  expire: sql`expires_on < 'infinity' and expires_on < today and (available_on = '-infinity' or available_on > expires_on)`,
};

/** What is nobody's any more stays as it is. */
const isSomebodys = sql`member.tenant = lot.tenant and member.id = lot.member_id
  and member.status <> all(${[...erasedStatuses]}::text[])`;

/** The programs that have such lots. */
const programsWithDue = (database: Database, action: LotAction, now: Date): Promise<readonly ProgramDay[]> =>
  programsWhere(
    database,
    now,
    sql`exists (select from lot join member on ${isSomebodys}
      where lot.tenant = program_day.tenant and amount > 0 and ${dueOn[action]})`,
  );

/** Some of the accounts of a program with lots whose day has come, or has passed. */
const readDue = async (
  database: Database,
  action: LotAction,
  { tenant, today }: ProgramDay,
): Promise<readonly DueAccount[]> => {
  const { rows } = await sql<DueAccount>`
    select lot.tenant, member_id as "memberId", currency, today::text as today, seq
      from (select ${today}::date as today) as program_day, lot join account using (tenant, member_id, currency)
        join member on ${isSomebodys}
      where lot.tenant = ${tenant} and amount > 0 and ${dueOn[action]} limit ${MOST_AT_ONCE}`.execute(database);
  return [...new Map(rows.map((row) => [`${row.tenant} ${row.memberId} ${row.currency}`, row])).values()];
};

/**
 * One operation of the program. Its key names the state of the account that it starts from, so that each event is
 * booked once.
 */
const move = (
  { writePath }: DueLotsOptions,
  action: LotAction,
  { tenant, memberId, currency, today, seq }: DueAccount,
): Promise<Answer> => {
  const key = `${action}.${memberId}.${currency}.${today}.${seq}`;
  const by = { tenant, operator: null, source: "program", requestId: key };
  return writePath.submit({ ...by, key, actionId: action, memberId, input: { currency } });
};

const moveAllOf = async (options: DueLotsOptions, action: LotAction, program: ProgramDay): Promise<number> => {
  const due = await readDue(options.database, action, program);
  const answers = await Promise.all(due.map((account) => move(options, action, account)));
  const moved = answers.filter(({ status, replayed }) => status === 200 && !replayed).length;
  return moved === 0 ? 0 : moved + (await moveAllOf(options, action, program));
};

const moveAll = async (options: DueLotsOptions, action: LotAction): Promise<number> => {
  let moved = 0;
  for (const program of await programsWithDue(options.database, action, options.clock.now()))
    moved += await moveAllOf(options, action, program);
  return moved;
};

/**
 * Releases what has become available, then expires what was to be spent by yesterday, and answers how many times an
 * account was moved. What is late ends as if it had been in time. Safe to repeat, and to run in several processes.
 */
export const moveDueLots = async (options: DueLotsOptions): Promise<number> =>
  (await moveAll(options, "release")) + (await moveAll(options, "expire"));
