import { sql } from "kysely";
import type { Clock } from "../clock.js";
import type { Database } from "../postgres/database.js";
import { untilWhen } from "../read/until-when.js";
import { dropItems, type JobKey, MOST_ITEMS } from "./drop-items.js";

interface Options {
  readonly database: Database;
  readonly clock: Clock;
}

const DAY_MS = 86_400_000;

/** How long a job that was looked at and never started is kept. */
export const UNSTARTED_MS = DAY_MS;

/** Ends what nobody decided about in time. What it was to undo may be undone by another. */
const expire = async (database: Database, now: Date): Promise<void> => {
  await sql`
    with late as (
      update job set status = 'expired', finished_at = ${now}
      where status = 'awaiting_approval' and expires_at <= ${now} returning tenant, id, reverses),
    told as (
      insert into job_change (tenant, job_id, at)
      select tenant, id, ${now}::timestamptz from late
      union select tenant, reverses, ${now}::timestamptz from late where reverses is not null)
    update job set reversed_by = null from late
    where job.tenant = late.tenant and job.id = late.reverses and job.reversed_by = late.id`.execute(database);
};

/** Drops what was typed for jobs that are over: what is asked for, and what a second person said. */
const forgetTexts = async (database: Database, now: Date): Promise<void> => {
  const old = sql`
    select job.tenant, id from job join (${await untilWhen(database, "jobTexts", now)}) as kept using (tenant)
    where input is not null and finished_at < until`;
  const { numAffectedRows } = await sql`
    update job_item set input = null where (tenant, job_id, position) in (
      select item.tenant, job_id, position from job_item as item
        join (${old} and kind = 'import') as old on old.tenant = item.tenant and old.id = job_id
      where input is not null limit ${MOST_ITEMS})`.execute(database);
  if (Number(numAffectedRows) === MOST_ITEMS) return;
  await sql`update job set input = null, comment = null where (tenant, id) in (${old})`.execute(database);
};

/** Deletes jobs that nobody started. */
const dropUnstarted = (database: Database, now: Date): Promise<void> =>
  dropItems(database, {
    due: sql`select tenant, id from job where started_at is null and created_at < ${new Date(now.getTime() - UNSTARTED_MS)}`,
    end: ({ tenant, id }) => sql`delete from job where tenant = ${tenant} and id = ${id}`,
  });

/** How many failed or were skipped, by why: the job says so when its items don't any more. */
const failures = ({ tenant, id }: JobKey) => sql`
  select coalesce(json_object_agg(code, members), '{}') from (
    select code, count(*) as members from job_item
    where tenant = ${tenant} and job_id = ${id} and status in ('failed', 'skipped') group by code) as counted`;

/** Drops what became of each member of jobs that are long over. The jobs stay, with their counts. */
const dropOld = async (database: Database, now: Date): Promise<void> =>
  dropItems(database, {
    due: sql`
      select job.tenant, job.id from (${await untilWhen(database, "jobItems", now)}) as kept join job using (tenant)
      where job.items <> 'dropped' and job.finished_at < until`,
    begin: (job) => sql`
      update job set items = 'dropping', found = (found::jsonb || jsonb_build_object('failures', (${failures(job)})))::text
      where tenant = ${job.tenant} and id = ${job.id} and items = 'kept'`,
    end: ({ tenant, id }) => sql`update job set items = 'dropped' where tenant = ${tenant} and id = ${id}`,
  });

/** Ends, forgets and drops what its time is over for. It is safe to repeat, and to run in several processes. */
export const tendJobs = async ({ database, clock }: Options): Promise<void> => {
  const now = clock.now();
  await expire(database, now);
  await forgetTexts(database, now);
  await dropUnstarted(database, now);
  await dropOld(database, now);
};
