import { RefusalError } from "../domain/refusal.js";
import type { Database } from "../postgres/database.js";
import { pipelined, type PipelinedTransaction } from "../postgres/pipeline.js";
import { isConflict, MOST_TRIES } from "../postgres/transaction.js";
import { isUnavailable } from "../postgres/unavailable.js";
import type { JobAnswer } from "./answer.js";
import { decideWrite } from "./decide.js";
import { finishApplied, finishAwaiting, finishRefused } from "./finish.js";
import { type KeptAnswer, keptAnswers } from "./kept-answers.js";
import { lockTimeout, onLockTimeout, TWIN_WAIT_MS } from "./lock-timeout.js";
import { heldRow, type LockedRow, lockFreeRows, waitForRow } from "./locked-rows.js";
import { stateQuery } from "./read-state.js";
import { replay } from "./replay.js";
import { RowsToWrite } from "./rows-to-write.js";
import { Snapshot } from "./snapshot.js";
import { storeStatements } from "./store.js";
import type { WriteJob } from "./write-job.js";

/** Nothing was done: another transaction holds this row. */
export class RowHeld {
  readonly row: LockedRow;

  constructor(row: LockedRow) {
    this.row = row;
  }
}

/** What became of a job: an answer, the error that only its own caller meets, or nothing yet. */
export type JobResult = JobAnswer | Error | RowHeld;

/** A row that a group may wait for, and until when, in milliseconds of `performance.now()`. */
export interface Patience {
  readonly row: LockedRow;
  readonly until: number;
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

/** Two members would have the same address, number, card or receipt: what each comes to is decided alone, by who comes first. */
const isTaken = (error: unknown): boolean =>
  codeOf(error) === "23505" &&
  ["profile_email", "profile_phone", "member_card_number", "purchase_receipt"].includes(
    (error as { constraint?: string }).constraint ?? "",
  );

/** Others got in its way, or used a key meanwhile: nothing was done, and the next try may pass. */
const maySucceedAgain = (error: unknown): boolean =>
  isConflict(error) ||
  (codeOf(error) === "23505" && (error as { constraint?: unknown }).constraint === "operation_key");

const unavailable = (cause: unknown) => new RefusalError("unavailable", undefined, { cause });

const decideEach = (jobs: readonly WriteJob[], snapshot: Snapshot, toWrite: RowsToWrite): Map<WriteJob, JobAnswer> => {
  const finished = new Map<WriteJob, JobAnswer>();
  for (const job of jobs) {
    const outcome = decideWrite(job, snapshot);
    const { approvals } = snapshot.library.program;
    if ("problem" in outcome) finished.set(job, finishRefused(toWrite, job, outcome.problem));
    else if (outcome.awaits && approvals)
      finished.set(job, finishAwaiting(toWrite, job, outcome, snapshot, approvals.expireAfterHours));
    else {
      finished.set(job, finishApplied(toWrite, job, outcome, snapshot));
      snapshot.advance(job, outcome);
    }
  }
  return finished;
};

const matchKept = (jobs: readonly WriteJob[], kept: readonly KeptAnswer[]): Map<WriteJob, KeptAnswer> =>
  new Map(
    jobs.flatMap((job) => {
      const row = kept.find(({ scope, key }) => scope === job.scope && key === job.key);
      return row ? [[job, row]] : [];
    }),
  );

/**
 * The one way in which anything changes. One flight locks and reads; each job is decided in the order it arrived; one
 * flight writes all and commits. An answer leaves only once all of it is committed.
 */
const attempt = async (
  transaction: PipelinedTransaction,
  jobs: readonly [WriteJob, ...WriteJob[]],
  patience: Patience | null,
): Promise<Map<WriteJob, JobResult>> => {
  const [first] = jobs;
  const { tenant, at } = first;
  if (patience) {
    const left = patience.until - performance.now();
    transaction.ahead(lockTimeout(left), ...waitForRow(first, patience.row));
  }
  const read = await transaction
    .send(lockTimeout(TWIN_WAIT_MS), lockFreeRows(tenant, jobs), keptAnswers(tenant, jobs), stateQuery(jobs, at))
    .catch(
      onLockTimeout((cause) => {
        if (patience) return new RowHeld(patience.row);
        throw unavailable(cause);
      }),
    );
  if (read instanceof RowHeld) return new Map(jobs.map((job) => [job, read]));
  const [, rows, kept, [found]] = read;
  if (!found) throw new Error("The state that decisions stand on was not read");
  const locked = new Set(rows.map(({ row }) => row));
  const used = matchKept(jobs, kept);
  const replayed = await replay(transaction, used);
  const held = new Map<WriteJob, RowHeld>();
  const free = jobs.filter((job) => {
    const row = used.has(job) ? undefined : heldRow(job, locked, found.state);
    if (row) held.set(job, new RowHeld(row));
    return !row && !used.has(job);
  });
  const toWrite = new RowsToWrite();
  const finished = free.length === 0 ? [] : decideEach(free, new Snapshot(found.state), toWrite);
  await transaction.commit(...storeStatements(tenant, toWrite)).catch(
    onLockTimeout((cause) => {
      throw new RefusalError("operation-in-progress", "The first attempt is still running.", { cause });
    }),
  );
  return new Map<WriteJob, JobResult>([...replayed, ...held, ...finished]);
};

const tryUntilDone = async (
  database: Database,
  jobs: readonly [WriteJob, ...WriteJob[]],
  patience: Patience | null,
  tries = 1,
): Promise<Map<WriteJob, JobResult>> => {
  try {
    return await pipelined(database, (transaction) => attempt(transaction, jobs, patience));
  } catch (error) {
    // Once the other is committed, whoever is alone sees that it is taken.
    if (!maySucceedAgain(error) && !(jobs.length === 1 && isTaken(error))) throw error;
    if (tries === MOST_TRIES) throw unavailable(error);
    return tryUntilDone(database, jobs, patience, tries + 1);
  }
};

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error("The write failed", { cause: error });

/**
 * Runs jobs of one tenant, whose keys are all distinct, in one transaction. Jobs of rows that others hold are left out,
 * but that of `patience`, which is waited for. What fails a group is found by running each of its jobs alone.
 */
export const runGroup = async (
  database: Database,
  jobs: readonly WriteJob[],
  patience: Patience | null,
): Promise<ReadonlyMap<WriteJob, JobResult>> => {
  const [first, ...others] = jobs;
  if (!first) return new Map();
  try {
    return await tryUntilDone(database, [first, ...others], patience);
  } catch (error) {
    if (others.length === 0 || isUnavailable(error)) return new Map(jobs.map((job) => [job, asError(error)]));
    const results = new Map<WriteJob, JobResult>();
    for (const job of jobs)
      for (const [done, result] of await runGroup(database, [job], patience)) results.set(done, result);
    return results;
  }
};
