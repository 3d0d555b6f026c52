import { sql } from "kysely";
import type { Clock } from "../clock.js";
import type { Database } from "../postgres/database.js";

interface Options {
  readonly database: Database;
  readonly clock: Clock;
}

const DAY_MS = 86_400_000;

/** How long a job that was looked at and never started is kept. */
const UNSTARTED_MS = DAY_MS;

/** How long what was typed for a job is kept once it is over: as long as the texts of messages. */
const RETENTION_MS = 30 * DAY_MS;

/** Items that one round changes at most, so that it does not take long. */
const MOST_ITEMS = 10_000;

/** Ends what nobody decided about in time. What it was to undo may be undone by another. */
const expire = async (database: Database, now: Date): Promise<void> => {
  await sql`
    with late as (
      update job set status = 'expired', finished_at = ${now}
      where status = 'awaiting_approval' and expires_at <= ${now} returning tenant, id, reverses)
    update job set reversed_by = null from late
    where job.tenant = late.tenant and job.id = late.reverses and job.reversed_by = late.id`.execute(database);
};

/** Drops what was typed for jobs that are over: what is asked for, and what a second person said. */
const forgetTexts = async (database: Database, now: Date): Promise<void> => {
  const old = sql`input is not null and finished_at < ${new Date(now.getTime() - RETENTION_MS)}`;
  const { numAffectedRows } = await sql`
    update job_item set input = null where (tenant, job_id, position) in (
      select item.tenant, job_id, position from job_item as item
        join (select tenant, id from job where kind = 'import' and ${old}) as old on old.tenant = item.tenant and old.id = job_id
      where input is not null limit ${MOST_ITEMS})`.execute(database);
  if (Number(numAffectedRows) === MOST_ITEMS) return;
  await sql`update job set input = null, comment = null where ${old}`.execute(database);
};

/** Deletes jobs that nobody started: their items first, some at a time. */
const dropUnstarted = async (database: Database, now: Date): Promise<void> => {
  const before = new Date(now.getTime() - UNSTARTED_MS);
  const old = sql`select tenant, id from job where started_at is null and created_at < ${before}`;
  const { numAffectedRows } = await sql`
    delete from job_item where (tenant, job_id, position) in (
      select item.tenant, job_id, position from job_item as item
        join (${old}) as old on old.tenant = item.tenant and old.id = job_id limit ${MOST_ITEMS})`.execute(database);
  if (Number(numAffectedRows) === MOST_ITEMS) return;
  await sql`delete from job_chunk where (tenant, job_id) in (${old})`.execute(database);
  await sql`delete from job where (tenant, id) in (${old})`.execute(database);
};

/** Ends, forgets and drops what its time is over for. It is safe to repeat, and to run in several processes. */
export const tendJobs = async ({ database, clock }: Options): Promise<void> => {
  const now = clock.now();
  await expire(database, now);
  await forgetTexts(database, now);
  await dropUnstarted(database, now);
};
