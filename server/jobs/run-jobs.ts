import { sql } from "kysely";
import type { ActionDeclaration } from "../../sdk/contract/index.js";
import type { Clock } from "../clock.js";
import { type Found, nothingFound, wordsOf } from "../domain/job.js";
import { findDeclaration, type OwnAction } from "../domain/own-action.js";
import { ofAllTenants } from "../postgres/all-tenants.js";
import type { Database } from "../postgres/database.js";
import { isUnavailable } from "../postgres/unavailable.js";
import { inTransaction } from "../postgres/transaction.js";
import type { WritePath } from "../write/write-path.js";
import { checkChunk, endCheck } from "./check.js";
import { type Chunk, returnChunk, takeChunk } from "./chunks.js";
import { freeze, isForAtMost } from "./freeze.js";
import { findJob, jobMoved, type JobRow } from "./job-rows.js";
import { endRun, runChunk, settleChunk } from "./run.js";

export interface JobOptions {
  readonly database: Database;
  readonly writePath: WritePath;
  readonly clock: Clock;
  readonly ownActions: readonly OwnAction[];
}

/** Chunks that one process has in hand at once: while one is marked, the write path does the other. */
const LANES = 2;

/** How long one round works on jobs, in milliseconds, so that a long job holds up neither deliveries nor expiry. */
const SLICE_MS = 1_000;

/** How often a chunk is looked at that can't be, before the whole job counts as failed. */
const MOST_CHECKS = 5;

type JobKey = Pick<JobRow, "tenant" | "id">;
type Phase = (job: JobRow, declaration: ActionDeclaration | undefined, chunk: Chunk) => Promise<void>;

const phaseOf = (options: JobOptions, status: string): Phase => {
  const { clock } = options;
  if (status === "checking")
    return (job, declaration, chunk) => checkChunk(options, job, declaration, chunk, clock.now());
  if (status === "cancelling") return (job, _, chunk) => settleChunk(options, job, chunk, clock.now());
  return (job, declaration, chunk) => runChunk(options, job, declaration, chunk, clock.now());
};

/** Nobody was looked at to the end: the job is over, and says why, as far as that can be said. */
const failCheck = async ({ database, clock }: JobOptions, { tenant, id }: JobKey, cause: unknown): Promise<void> => {
  const code = isTooLong(cause) ? "too-costly" : "internal";
  const found: Found = { ...nothingFound, warnings: [{ code, detail: wordsOf(code) }] };
  const now = clock.now();
  await inTransaction(database, async (trx) => {
    await sql`
      update job set status = 'failed', finished_at = ${now}, target = null, found = ${JSON.stringify(found)}
      where tenant = ${tenant} and id = ${id} and status = 'checking'`.execute(trx);
    await jobMoved(trx, { tenant, id }, now);
  });
};

/** A statement was given up since it took too long. */
const isTooLong = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === "57014";

/** Writes down whom a job is for. Where that can't be done, or takes too long, it never will. */
const freezeOrFail = async (options: JobOptions, job: JobKey): Promise<void> => {
  try {
    await freeze(options, job);
  } catch (error) {
    if (isTooLong(error) || !isUnavailable(error)) await failCheck(options, job, error);
    throw error;
  }
};

/** Does chunk after chunk until there is none to take, or time is up. Answers how many it did. */
const runLane = async (
  options: JobOptions,
  job: JobRow,
  declaration: ActionDeclaration | undefined,
  until: number,
): Promise<number> => {
  const { database, clock } = options;
  const work = phaseOf(options, job.status);
  let chunks = 0;
  do {
    const chunk = await takeChunk(database, job, clock.now());
    if (!chunk) break;
    chunks++;
    try {
      await work(job, declaration, chunk);
    } catch (error) {
      await returnChunk(database, job, chunk, clock.now());
      if (job.status === "checking" && chunk.attempts >= MOST_CHECKS) await failCheck(options, job, error);
      throw error;
    }
  } while (performance.now() < until);
  return chunks;
};

/** Ends the phase that a job is in, if nothing of it is left. */
const endPhase = (
  { database, clock }: JobOptions,
  job: JobRow,
  declaration: ActionDeclaration | undefined,
): Promise<void> =>
  job.status === "checking" ? endCheck(database, job, declaration, clock.now()) : endRun(database, job, clock.now());

/** Works on one job for a while, beside other processes. Answers how many chunks it did. */
export const advanceJob = async (options: JobOptions, { tenant, id }: JobKey, sliceMs = SLICE_MS): Promise<number> => {
  const { database, ownActions } = options;
  await freezeOrFail(options, { tenant, id });
  const job = await findJob(database, tenant, id);
  if (!job || !["checking", "running", "cancelling"].includes(job.status)) return 0;
  const declaration = findDeclaration(job.action, ownActions);
  const until = performance.now() + sliceMs;
  const lanes = await Promise.allSettled(
    Array.from({ length: LANES }, () => runLane(options, job, declaration, until)),
  );
  await endPhase(options, job, declaration);
  for (const lane of lanes) if (lane.status === "rejected") throw lane.reason;
  return lanes.reduce((sum, lane) => sum + (lane.status === "fulfilled" ? lane.value : 0), 0);
};

/** So many members are looked at while the caller waits. */
const FEW = 500;

/** How long the caller waits for that at most, in milliseconds: well below what the client waits for an answer. */
const PATIENCE_MS = 4_000;

/** Looks at all members of a new job, where they are few: else who works on jobs does. */
export const checkSoon = async (options: JobOptions, job: JobKey): Promise<void> => {
  if (await isForAtMost(options, job, FEW)) await advanceJob(options, job, PATIENCE_MS);
};

/**
 * Works on every job that there is something to do of, for a second in all, and answers how many chunks it did: more
 * may be left. Safe to repeat, to kill, and to run in several processes, which share the work.
 *
 * @throws the first error that any job met, once all had their turn
 */
export const runJobs = async (options: JobOptions): Promise<number> => {
  const { rows } = await sql<JobKey>`${ofAllTenants}
    select tenant, id from job where status in ('checking', 'running', 'cancelling')
    order by created_at`.execute(options.database);
  const failures: unknown[] = [];
  let chunks = 0;
  for (const job of rows)
    chunks += await advanceJob(options, job, SLICE_MS / rows.length).catch((error: unknown) => {
      failures.push(error);
      return 0;
    });
  if (failures.length > 0) throw failures[0];
  return chunks;
};
