import { type RawBuilder, sql } from "kysely";
import type { Clock } from "../clock.js";
import { tenantsWith } from "../postgres/all-tenants.js";
import type { Database } from "../postgres/database.js";
import { type Kept, readKept } from "../read/until-when.js";
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
  const which = sql`status = 'awaiting_approval' and expires_at <= ${now}`;
  for (const tenant of await tenantsWith(database, sql`job`, which)) await expireOf(database, tenant, which, now);
};

const expireOf = async (database: Database, tenant: string, which: RawBuilder<unknown>, now: Date): Promise<void> => {
  await sql`
    with late as (
      update job set status = 'expired', finished_at = ${now} where tenant = ${tenant} and ${which}
      returning id, reverses),
    told as (
      insert into job_change (tenant, job_id, at)
      select ${tenant}, job_id, ${now}::timestamptz from (
        select id as job_id from late union select reverses from late where reverses is not null) as moved)
    update job set reversed_by = null from late
    where job.tenant = ${tenant} and job.id = late.reverses and job.reversed_by = late.id`.execute(database);
};

/** Drops what was typed for jobs that are over: what is asked for, and what a second person said. */
const forgetTexts = async (database: Database, now: Date): Promise<void> => {
  const any = sql`exists (
    select from job where job.tenant = kept.tenant and input is not null and finished_at < kept.until)`;
  for (const kept of await readKept(database, "jobTexts", now, any)) await forgetTextsOf(database, kept);
};

const forgetTextsOf = async (database: Database, { tenant, until }: Kept): Promise<void> => {
  const old = sql`select id from job where tenant = ${tenant} and input is not null and finished_at < ${until}`;
  const { numAffectedRows } = await sql`
    update job_item set input = null where tenant = ${tenant} and (job_id, position) in (
      select job_id, position from job_item
      where tenant = ${tenant} and job_id in (${old} and kind = 'import') and input is not null limit ${MOST_ITEMS})`.execute(
    database,
  );
  if (Number(numAffectedRows) === MOST_ITEMS) return;
  await sql`update job set input = null, comment = null where tenant = ${tenant} and id in (${old})`.execute(database);
};

/** Deletes jobs that nobody started. */
const dropUnstarted = async (database: Database, now: Date): Promise<void> => {
  const which = sql`started_at is null and created_at < ${new Date(now.getTime() - UNSTARTED_MS)}`;
  for (const tenant of await tenantsWith(database, sql`job`, which))
    await dropItems(database, {
      due: sql`select tenant, id from job where tenant = ${tenant} and ${which}`,
      end: ({ id }) => sql`delete from job where tenant = ${tenant} and id = ${id}`,
    });
};

/** How many failed or were skipped, by why: the job says so when its items don't any more. */
const failures = ({ tenant, id }: JobKey) => sql`
  select coalesce(json_object_agg(code, members), '{}') from (
    select code, count(*) as members from job_item
    where tenant = ${tenant} and job_id = ${id} and status in ('failed', 'skipped') group by code) as counted`;

/** Drops what became of each member of jobs that are long over. The jobs stay, with their counts. */
const dropOld = async (database: Database, now: Date): Promise<void> => {
  const any = sql`exists (
    select from job where job.tenant = kept.tenant and items <> 'dropped' and finished_at < kept.until)`;
  for (const kept of await readKept(database, "jobItems", now, any)) await dropOldOf(database, kept);
};

const dropOldOf = (database: Database, kept: Kept): Promise<void> =>
  dropItems(database, {
    due: sql`
      select tenant, id from job
      where tenant = ${kept.tenant} and items <> 'dropped' and finished_at < ${kept.until}`,
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
