import { isUnavailable } from "../http/failure.js";
import { HttpProblem } from "../http/problem.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { type Finished, refusalAnswer } from "./answer.js";
import { Batch } from "./rows-to-write.js";
import { claim, TwinRunning } from "./claim.js";
import { finishApplied, finishRefused } from "./finish.js";
import { decideWrite } from "./decide.js";
import { lock } from "./lock.js";
import { read } from "./read-state.js";
import { replay } from "./replay.js";
import { Snapshot } from "./snapshot.js";
import { write } from "./store.js";
import type { Work } from "./write-job.js";

/** What became of each work: an answer, or the error that only its own caller meets. */
export type Results = ReadonlyMap<Work, Finished | Error>;

const decideEach = async (works: readonly Work[], snapshot: Snapshot, batch: Batch): Promise<Map<Work, Finished>> => {
  const finished = new Map<Work, Finished>();
  for (const work of works) {
    const decided = await decideWrite(work, snapshot);
    if ("problem" in decided) finished.set(work, finishRefused(batch, work, decided.problem));
    else {
      finished.set(work, await finishApplied(batch, work, decided, snapshot.library));
      snapshot.advance(work, decided);
    }
  }
  return finished;
};

/**
 * The one way in which anything changes: claim all, lock, read, decide each in the order it arrived, write all. An answer leaves
 * only once all of it is committed.
 */
const attempt = async (trx: OpenTransaction, works: readonly Work[]): Promise<Map<Work, Finished>> => {
  const known = await claim(trx, works);
  const replayed = await replay(trx, known);
  const fresh = works.filter((work) => !known.has(work));
  const [first] = fresh;
  if (!first) return replayed;
  await lock(trx, fresh);
  const snapshot = new Snapshot(await read(trx, fresh, first.at));
  const batch = new Batch();
  const finished = await decideEach(fresh, snapshot, batch);
  await write(trx, first.tenant, batch);
  return new Map([...replayed, ...finished]);
};

/** Serialization failure, deadlock, and a lock that was waited for too long: nothing was done, and the next try may go through. */
const AGAIN = ["40001", "40P01", "55P03"];
const MOST_TRIES = 5;

const tryUntilDone = async (database: Database, works: readonly Work[], tries = 1): Promise<Map<Work, Finished>> => {
  try {
    return await database.transaction().execute((trx) => attempt(trx, works));
  } catch (error) {
    if (!AGAIN.includes((error as { code?: string }).code ?? "")) throw error;
    if (tries === MOST_TRIES) throw new HttpProblem("unavailable", undefined, { cause: error });
    return tryUntilDone(database, works, tries + 1);
  }
};

const twinRunning = ({ requestId }: Work): Finished => {
  const answer = refusalAnswer({ code: "operation-in-progress", detail: "The first attempt is still running." }, requestId);
  return { answer: { ...answer, headers: { "Retry-After": "1" } }, kept: false };
};

const resultOf = (work: Work, error: unknown): Finished | Error => {
  if (error instanceof TwinRunning) return twinRunning(work);
  return error instanceof Error ? error : new Error("The write failed", { cause: error });
};

/** Runs works of one tenant, whose keys are all distinct, in one transaction. What fails it is found by running each alone. */
export const runGroup = async (database: Database, works: readonly Work[]): Promise<Results> => {
  try {
    return await tryUntilDone(database, works);
  } catch (error) {
    if (works.length === 1 || isUnavailable(error)) return new Map(works.map((work) => [work, resultOf(work, error)]));
    const results = new Map<Work, Finished | Error>();
    for (const work of works) for (const [done, result] of await runGroup(database, [work])) results.set(done, result);
    return results;
  }
};
