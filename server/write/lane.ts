import type { Database } from "../postgres/database.js";
import type { Finished } from "./finish.js";
import { runGroup } from "./group.js";
import type { Answer } from "./request.js";
import type { Work } from "./work.js";

/** Most operations of a group: larger ones make their callers wait longer than they gain. */
const MOST_IN_GROUP = 64;

interface Waiting {
  readonly work: Work;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

const keyOf = ({ work }: Waiting): string => `${work.scope}\n${work.key}`;

/** Of some that wait, the first of each key; the others are its twins. */
const firstOfEachKey = (waiting: readonly Waiting[]): Map<string, Waiting> =>
  new Map([...waiting].reverse().map((one) => [keyOf(one), one]));

/**
 * One tenant's writes, in groups: while one commits, the next one gathers. There is no timer, so that a lone write waits for nothing.
 */
export class Lane {
  readonly #database: Database;
  #waiting: Waiting[] = [];
  #running = false;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Nothing waits or runs: the lane can be forgotten. */
  get isIdle(): boolean {
    return !this.#running;
  }

  submit(work: Work): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      if (!this.#running) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#running = true;
    await null;
    while (this.#waiting.length > 0) await this.#runNext(this.#waiting.splice(0, MOST_IN_GROUP));
    this.#running = false;
  }

  async #runNext(gathered: readonly Waiting[]): Promise<void> {
    const leaders = firstOfEachKey(gathered);
    const works = gathered.flatMap((one) => (leaders.get(keyOf(one)) === one ? [one.work] : []));
    const results = await runGroup(this.#database, works);
    const again: Waiting[] = [];
    for (const one of gathered) {
      const leader = (leaders.get(keyOf(one)) as Waiting).work;
      if (!this.#settle(one, leader, results.get(leader))) again.push(one);
    }
    this.#waiting.unshift(...again);
  }

  /** Answers one that waited; a twin gets its leader's answer, if that is kept and was for the same request. False: it has to run itself. */
  #settle({ work, resolve, reject }: Waiting, leader: Work, result: Finished | Error | undefined): boolean {
    const isTwin = work !== leader;
    if (result === undefined || (isTwin && (result instanceof Error || !result.kept || work.fingerprint !== leader.fingerprint)))
      return false;
    if (result instanceof Error) reject(result);
    else resolve(isTwin ? { ...result.answer, replayed: true } : result.answer);
    return true;
  }
}
