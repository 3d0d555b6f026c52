import type { Database } from "../postgres/database.js";
import type { JobAnswer } from "./answer.js";
import { runGroup } from "./commit-group.js";
import type { Answer } from "./request.js";
import type { WriteJob } from "./write-job.js";

/** Most operations of a group: larger ones make their callers wait longer than they gain. */
const MOST_IN_GROUP = 64;

interface Caller {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

interface Waiting extends Caller {
  readonly job: WriteJob;
}

const keyOf = ({ job }: Waiting): string => `${job.scope}\n${job.key}`;

/** Of some that wait, the first of each key; the others are its twins. */
const firstOfEachKey = (gathered: readonly Waiting[]): Map<string, Waiting> =>
  new Map([...gathered].reverse().map((one) => [keyOf(one), one]));

/**
 * Answers one that waited; a twin gets its leader's answer, if that is kept and was for the same request. False: it has
 * to run itself.
 */
const answerWaiting = (
  { job, resolve, reject }: Waiting,
  leader: WriteJob,
  result: JobAnswer | Error | undefined,
): boolean => {
  const isTwin = job !== leader;
  if (
    result === undefined ||
    (isTwin && (result instanceof Error || !result.kept || job.fingerprint !== leader.fingerprint))
  )
    return false;
  if (result instanceof Error) reject(result);
  else resolve(isTwin ? { ...result.answer, replayed: true } : result.answer);
  return true;
};

/**
 * One tenant's writes, in groups and in the order they arrived: while one commits, the next one gathers. There is no
 * timer, so that a lone write waits for nothing.
 */
export class TenantQueue {
  readonly #database: Database;
  #waiting: Waiting[] = [];
  #running = false;

  constructor(database: Database) {
    this.#database = database;
  }

  submit(job: WriteJob): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      if (!this.#running) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#running = true;
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const gathered = this.#waiting.splice(0, MOST_IN_GROUP);
      await this.#run(gathered).catch((error: unknown) => gathered.forEach(({ reject }) => reject(error)));
    }
    this.#running = false;
  }

  async #run(gathered: readonly Waiting[]): Promise<void> {
    const leaders = firstOfEachKey(gathered);
    const leaderOf = (one: Waiting): WriteJob => (leaders.get(keyOf(one)) ?? one).job;
    const jobs = gathered.flatMap((one) => (leaderOf(one) === one.job ? [one.job] : []));
    const results = await runGroup(this.#database, jobs);
    this.#waiting.unshift(...gathered.filter((one) => !answerWaiting(one, leaderOf(one), results.get(leaderOf(one)))));
  }
}
