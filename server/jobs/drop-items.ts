import { type RawBuilder, sql } from "kysely";
import type { Database } from "../postgres/database.js";
import { inTransaction } from "../postgres/transaction.js";
import type { JobRow } from "./job-rows.js";

/** Items that one round changes or drops at most, so that it does not take long. */
export const MOST_ITEMS = 10_000;

export type JobKey = Pick<JobRow, "tenant" | "id">;

interface Dropping {
  /** A statement that selects `tenant` and `id` of each `job` whose items are to go. */
  readonly due: RawBuilder<unknown>;
  /** What is done to a job while its items are there: nobody reads them from then on. */
  readonly begin?: (job: JobKey) => RawBuilder<unknown>;
  /** What is done to it once they are gone. */
  readonly end: (job: JobKey) => RawBuilder<unknown>;
}

/** Drops at most so many items of one job that no other process is at. Null: there is no such job. */
const dropSome = (database: Database, { due, begin, end }: Dropping, most: number): Promise<number | null> =>
  inTransaction(database, async (trx) => {
    const { rows } = await sql<JobKey>`${due} limit 1 for no key update of job skip locked`.execute(trx);
    const [job] = rows;
    if (!job) return null;
    await begin?.(job).execute(trx);
    const { tenant, id } = job;
    const { numAffectedRows } = await sql`
      delete from job_item where tenant = ${tenant} and job_id = ${id} and position <= (
        select max(position) from (
          select position from job_item where tenant = ${tenant} and job_id = ${id} order by position limit ${most}) as first)`.execute(
      trx,
    );
    const dropped = Number(numAffectedRows);
    if (dropped === most) return dropped;
    await sql`delete from job_chunk where tenant = ${tenant} and job_id = ${id}`.execute(trx);
    await end(job).execute(trx);
    return dropped;
  });

/** Drops the items of jobs, job by job, {@link MOST_ITEMS} at most in all. It is safe in several processes. */
export const dropItems = async (database: Database, dropping: Dropping): Promise<void> => {
  for (let left = MOST_ITEMS; left > 0;) {
    const dropped = await dropSome(database, dropping, left);
    if (dropped === null) return;
    // A job takes a moment even where it has no items.
    left -= dropped + 1;
  }
};
