import { sql } from "kysely";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { plannedAnew } from "../postgres/planned-anew.js";
import type { ItemRow, JobRow } from "./job-rows.js";

/** Items that one process looks at, or does, at a time: two groups of the write path. */
export const CHUNK = 128;

/**
 * How long a process has a chunk to itself, in milliseconds: longer than it takes. Where it does take longer, another
 * process does it too, and each row is done once all the same.
 */
const LEASE_MS = 10_000;

/** How long a chunk that could not be done waits before it is tried again, in milliseconds. */
const REST_MS = 2_000;

/** A chunk that this process has taken. */
export interface Chunk {
  readonly number: number;
  /** How often it was taken, this time included. */
  readonly attempts: number;
}

type JobKey = Pick<JobRow, "tenant" | "id">;

/** Cuts the items of a job into chunks, or makes all of them to be done once more. */
export const cutIntoChunks = async (trx: OpenTransaction, { tenant, id }: JobKey): Promise<void> => {
  await sql`
    insert into job_chunk (tenant, job_id, number)
    select ${tenant}, ${id}, generate_series(0, (max(position) - 1) / ${CHUNK}) from job_item
    where tenant = ${tenant} and job_id = ${id}
    on conflict (tenant, job_id, number) do update set is_done = false, lease_until = null, attempts = 0`.execute(trx);
};

/**
 * Takes the next chunk that nobody has; undefined: there is none. Nobody waits for one that another is about to take. A
 * lease that ran out means that its process is gone: what it has done already is a replay. Of a job that is being
 * cancelled only those are taken. Taking holds the job, so that it is not ended at the same moment.
 */
export const takeChunk = async (
  database: Database,
  { tenant, id, status }: JobRow,
  now: Date,
): Promise<Chunk | undefined> => {
  const isFree =
    status === "cancelling" ? sql`lease_until <= ${now}` : sql`(lease_until is null or lease_until <= ${now})`;
  const { rows } = await sql<Chunk>`${plannedAnew}
    with held as (select id from job where tenant = ${tenant} and id = ${id} and status = ${status} for key share),
    next as (
      select tenant, job_id, number from job_chunk
      where tenant = ${tenant} and job_id in (select id from held) and not is_done and ${isFree}
      order by number limit 1 for update skip locked)
    update job_chunk as chunk set attempts = attempts + 1, lease_until = ${new Date(now.getTime() + LEASE_MS)}
    from next where chunk.tenant = next.tenant and chunk.job_id = next.job_id and chunk.number = next.number
    returning chunk.number, chunk.attempts`.execute(database);
  return rows[0];
};

/** Gives a chunk back that can't be done now. */
export const returnChunk = async (
  database: Database,
  { tenant, id }: JobKey,
  { number }: Chunk,
  now: Date,
): Promise<void> => {
  await sql`${plannedAnew}
    update job_chunk set lease_until = ${new Date(now.getTime() + REST_MS)}
    where tenant = ${tenant} and job_id = ${id} and number = ${number} and not is_done`.execute(database);
};

/** Marks a chunk as done. False where another process, which had taken it over, was first. */
export const endChunk = async (trx: OpenTransaction, { tenant, id }: JobKey, { number }: Chunk): Promise<boolean> => {
  const { numAffectedRows } = await sql`${plannedAnew}
    update job_chunk set is_done = true, lease_until = null
    where tenant = ${tenant} and job_id = ${id} and number = ${number} and not is_done`.execute(trx);
  return numAffectedRows === 1n;
};

/** The items of a chunk that wait, first of all first. */
export const waitingItems = async (
  database: Database,
  { tenant, id }: JobKey,
  { number }: Chunk,
): Promise<readonly ItemRow[]> => {
  const { rows } = await sql<ItemRow>`${plannedAnew}
    select position, member_id, reverses, tries, input from job_item
    where tenant = ${tenant} and job_id = ${id} and status = 'waiting'
      and position > ${number * CHUNK} and position <= ${(number + 1) * CHUNK}
    order by position`.execute(database);
  return rows;
};
