import type { Database, OpenTransaction } from "../postgres/database.js";
import { type JobAnswer, refusalAnswer } from "./answer.js";
import { RowsToWrite } from "./rows-to-write.js";
import { claim, TwinRunning } from "./claim.js";
import { finishApplied, finishRefused } from "./finish.js";
import { decideWrite } from "./decide.js";
import { lock } from "./lock.js";
import { readState } from "./read-state.js";
import { replay } from "./replay.js";
import { Snapshot } from "./snapshot.js";
import { store } from "./store.js";
import type { WriteJob } from "./write-job.js";
import { isUnavailable } from "../postgres/unavailable.js";
import { RefusalError } from "../domain/refusal.js";

/** What became of each work: an answer, or the error that only its own caller meets. */
export type Results = ReadonlyMap<WriteJob, JobAnswer | Error>;

const decideEach = (jobs: readonly WriteJob[], snapshot: Snapshot, toWrite: RowsToWrite): Map<WriteJob, JobAnswer> => {
  const finished = new Map<WriteJob, JobAnswer>();
  for (const job of jobs) {
    const decided = decideWrite(job, snapshot);
    if ("problem" in decided) finished.set(job, finishRefused(toWrite, job, decided.problem));
    else {
      finished.set(job, finishApplied(toWrite, job, decided, snapshot.library));
      snapshot.advance(job, decided);
    }
  }
  return finished;
};

/**
 * The one way in which anything changes: claim all, lock, read, decide each in the order it arrived, write all. An
 * answer leaves only once all of it is committed.
 */
const attempt = async (trx: OpenTransaction, jobs: readonly WriteJob[]): Promise<Map<WriteJob, JobAnswer>> => {
  const known = await claim(trx, jobs);
  const replayed = await replay(trx, known);
  const fresh = jobs.filter((job) => !known.has(job));
  const [first] = fresh;
  if (!first) return replayed;
  await lock(trx, fresh);
  const snapshot = new Snapshot(await readState(trx, fresh, first.at));
  const toWrite = new RowsToWrite();
  const finished = decideEach(fresh, snapshot, toWrite);
  await store(trx, first.tenant, toWrite);
  return new Map([...replayed, ...finished]);
};

/**
 * Serialization failure, deadlock, and a lock that was waited for too long: nothing was done, and the next try may go
 * through.
 */
const AGAIN = ["40001", "40P01", "55P03"];
const MOST_TRIES = 5;

const tryUntilDone = async (
  database: Database,
  jobs: readonly WriteJob[],
  tries = 1,
): Promise<Map<WriteJob, JobAnswer>> => {
  try {
    return await database.transaction().execute((trx) => attempt(trx, jobs));
  } catch (error) {
    if (!AGAIN.includes((error as { code?: string }).code ?? "")) throw error;
    if (tries === MOST_TRIES) throw new RefusalError("unavailable", undefined, { cause: error });
    return tryUntilDone(database, jobs, tries + 1);
  }
};

const twinRunning = ({ requestId }: WriteJob): JobAnswer => {
  const answer = refusalAnswer(
    { code: "operation-in-progress", detail: "The first attempt is still running." },
    requestId,
  );
  return { answer: { ...answer, headers: { "Retry-After": "1" } }, kept: false };
};

const resultOf = (job: WriteJob, error: unknown): JobAnswer | Error => {
  if (error instanceof TwinRunning) return twinRunning(job);
  return error instanceof Error ? error : new Error("The write failed", { cause: error });
};

/**
 * Runs works of one tenant, whose keys are all distinct, in one transaction. What fails it is found by running each
 * alone.
 */
export const runGroup = async (database: Database, jobs: readonly WriteJob[]): Promise<Results> => {
  try {
    return await tryUntilDone(database, jobs);
  } catch (error) {
    if (jobs.length === 1 || isUnavailable(error)) return new Map(jobs.map((job) => [job, resultOf(job, error)]));
    const results = new Map<WriteJob, JobAnswer | Error>();
    for (const job of jobs) for (const [done, result] of await runGroup(database, [job])) results.set(done, result);
    return results;
  }
};
