import { type RawBuilder, sql } from "kysely";
import type { Clock } from "../clock.js";
import { erasedStatuses } from "../domain/membership.js";
import type { Database } from "../postgres/database.js";
import type { Answer } from "../write/request.js";
import type { WritePath } from "../write/write-path.js";
import { programDays } from "./program-days.js";

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

/** Some of the accounts with lots whose day has come, or has passed. What is nobody's any more stays as it is. */
const readDue = async (database: Database, action: LotAction, now: Date): Promise<readonly DueAccount[]> => {
  const programDay = await programDays(database, now);
  const { rows } = await sql<DueAccount>`
    with program_day as materialized (${programDay})
    select lot.tenant, member_id as "memberId", currency, today::text as today, seq
      from lot join program_day using (tenant) join account using (tenant, member_id, currency)
        join member on member.tenant = lot.tenant and member.id = lot.member_id and status <> all(${[...erasedStatuses]}::text[])
      where amount > 0 and ${dueOn[action]} limit ${MOST_AT_ONCE}`.execute(database);
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

const moveAll = async (options: DueLotsOptions, action: LotAction): Promise<number> => {
  const due = await readDue(options.database, action, options.clock.now());
  const answers = await Promise.all(due.map((account) => move(options, action, account)));
  const moved = answers.filter(({ status, replayed }) => status === 200 && !replayed).length;
  return moved === 0 ? 0 : moved + (await moveAll(options, action));
};

/**
 * Releases what has become available, then expires what was to be spent by yesterday, and answers how many times an
 * account was moved. What is late ends as if it had been in time. Safe to repeat, and to run in several processes.
 */
export const moveDueLots = async (options: DueLotsOptions): Promise<number> =>
  (await moveAll(options, "release")) + (await moveAll(options, "expire"));
