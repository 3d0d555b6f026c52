import { sql } from "kysely";
import type { ActionDeclaration, Settlement } from "../../sdk/contract/index.js";
import type { Problem } from "../../sdk/contract/schemas/problem.js";
import { isSkipped, wordsOf } from "../domain/job.js";
import { RefusalError } from "../domain/refusal.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { plannedAnew } from "../postgres/planned-anew.js";
import { recordset } from "../postgres/rows.js";
import { inTransaction } from "../postgres/transaction.js";
import type { Answer } from "../write/request.js";
import type { WritePath } from "../write/write-path.js";
import { type Chunk, endChunk, returnChunk, waitingItems } from "./chunks.js";
import { type ItemRow, jobMoved, type JobRow, keyOf, makerOf, requestOf } from "./job-rows.js";

/** How often an item is tried that could not be done for the time being, before it counts as failed. */
const MOST_ATTEMPTS = 5;

/** What became of an item. */
interface Done {
  readonly position: number;
  readonly member_id: string | null;
  readonly status: "succeeded" | "failed" | "skipped";
  readonly code: string | null;
  readonly detail: string | null;
  readonly operation_id: string | null;
}

const refused = ({ position, member_id }: ItemRow, code: string, detail: string): Done => ({
  ...{ position, member_id, code, detail, operation_id: null },
  status: isSkipped(code) ? "skipped" : "failed",
});

const succeeded = ({ position, member_id }: ItemRow, operation_id: string): Done => ({
  ...{ position, member_id, operation_id, code: null, detail: null },
  status: "succeeded",
});

const answered = (item: ItemRow, { status, body }: Answer): Done | null => {
  const answer = JSON.parse(body) as Problem & { id: string };
  if (status === 200) return succeeded(item, answer.id);
  return answer.retryable ? null : refused(item, answer.code, answer.detail);
};

/** An item that could not be done for the time being stays as it is, but not for ever. */
const givenUp = (item: ItemRow, { attempts }: Chunk, cause: unknown): Done | null => {
  if (attempts < MOST_ATTEMPTS) return null;
  const code = cause instanceof RefusalError ? cause.code : "internal";
  return refused(item, code, wordsOf(code));
};

interface Sources {
  readonly database: Database;
  readonly writePath: WritePath;
}

/**
 * Does one chunk of a job. Each row is done once for its key, whoever tries it: a process that dies between a row and
 * its mark leaves a replay. What is marked is counted in the same transaction.
 */
export const runChunk = async (
  { database, writePath }: Sources,
  job: JobRow,
  declaration: ActionDeclaration | undefined,
  chunk: Chunk,
  now: Date,
): Promise<void> => {
  const items = await waitingItems(database, job, chunk);
  const results = items.length === 0 ? [] : await writePath.submitRows(items.map(requestOf(job, declaration)));
  const done = results.flatMap((result, index): Done[] => {
    const item = items[index];
    if (!item) return [];
    const became = result.status === "fulfilled" ? answered(item, result.value) : null;
    return [became ?? givenUp(item, chunk, result.status === "rejected" ? result.reason : null) ?? []].flat();
  });
  await mark(database, job, chunk, { done, isAll: done.length === items.length, now });
  if (done.length < items.length) await returnChunk(database, job, chunk, now);
};

/**
 * Of a job that is being cancelled, what a process that is gone had begun: what was done is marked, and the keys of the
 * rest are voided, so that nothing arrives late.
 */
export const settleChunk = async (
  { database, writePath }: Sources,
  job: JobRow,
  chunk: Chunk,
  now: Date,
): Promise<void> => {
  const items = await waitingItems(database, job, chunk);
  const origin = { tenant: job.tenant, operator: makerOf(job), source: "manual" };
  const settlements = await Promise.all(
    items.map(async (item) => {
      const key = keyOf(job, item);
      const { body } = await writePath.settle({ ...origin, requestId: key, key });
      return { item, settlement: JSON.parse(body) as Settlement };
    }),
  );
  const done = settlements.flatMap(({ item, settlement: { operation, problem } }): Done[] => {
    if (operation) return [succeeded(item, operation.id)];
    return problem ? [refused(item, problem.code, problem.detail)] : [];
  });
  await mark(database, job, chunk, { done, isAll: true, now });
};

interface Marks {
  readonly done: readonly Done[];
  /** No item of the chunk waits any more. */
  readonly isAll: boolean;
  readonly now: Date;
}

/** Marks what became of items, and counts it: each once, however many processes mark it. */
const mark = (database: Database, job: JobRow, chunk: Chunk, { done, isAll, now }: Marks): Promise<void> =>
  inTransaction(database, async (trx) => {
    const { tenant, id } = job;
    if (done.length > 0) {
      const told = await withMerged(trx, tenant, done);
      await sql`${plannedAnew}
        with marked as (
          update job_item as item
          set status = done.status, code = done.code, detail = done.detail, operation_id = done.operation_id
          from ${recordset("job_item", told)} as done
          where item.tenant = ${tenant} and item.job_id = ${id} and item.position = done.position and item.status = 'waiting'
          returning item.status)
        update job set succeeded = job.succeeded + counted.succeeded, failed = job.failed + counted.failed,
          skipped = job.skipped + counted.skipped
        from (select count(*) filter (where status = 'succeeded') as succeeded, count(*) filter (where status = 'failed') as failed,
          count(*) filter (where status = 'skipped') as skipped from marked) as counted
        where job.tenant = ${tenant} and job.id = ${id}`.execute(trx);
      await jobMoved(trx, job, now);
    }
    if (isAll) await endChunk(trx, job, chunk);
  });

/** Of members who are gone, those who have become part of another one. */
const withMerged = async (trx: OpenTransaction, tenant: string, done: readonly Done[]): Promise<readonly Done[]> => {
  const gone = done.flatMap(({ code, member_id }) => (code === "member-gone" && member_id !== null ? [member_id] : []));
  if (gone.length === 0) return done;
  const { rows } = await sql<{ id: string }>`
    select id from member where tenant = ${tenant} and id = any(${gone}::text[]) and merged_into is not null`.execute(
    trx,
  );
  const merged = new Set(rows.map((row) => row.id));
  return done.map((each) =>
    merged.has(each.member_id ?? "") ? { ...each, code: "merged", detail: wordsOf("merged") } : each,
  );
};

/**
 * Ends a job once nothing of it is left to do; one that is being cancelled once nobody is at it any more. It waits for
 * those who are about to take a chunk, and whoever comes later finds it ended.
 */
export const endRun = (database: Database, { tenant, id }: JobRow, now: Date): Promise<void> =>
  inTransaction(database, async (trx) => {
    await sql`select from job where tenant = ${tenant} and id = ${id} for update`.execute(trx);
    const left = (isBegun: boolean) => sql`
      exists (select from job_chunk where job_chunk.tenant = ${tenant} and job_id = ${id} and not is_done
        ${isBegun ? sql`and lease_until is not null` : sql``})`;
    const { numAffectedRows } = await sql`
      update job set status = case status when 'running' then 'done' else 'cancelled' end, finished_at = ${now}
      where tenant = ${tenant} and id = ${id}
        and (status = 'running' and not ${left(false)} or status = 'cancelling' and not ${left(true)})`.execute(trx);
    if (numAffectedRows === 1n) await jobMoved(trx, { tenant, id }, now);
  });
