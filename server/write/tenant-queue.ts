import { RefusalError } from "../domain/refusal.js";
import type { Database } from "../postgres/database.js";
import type { JobAnswer } from "./answer.js";
import { type JobResult, type Patience, RowHeld, runGroup } from "./commit-group.js";
import { type LockedRow, rowsOf } from "./locked-rows.js";
import type { Answer } from "./request.js";
import type { WriteJob } from "./write-job.js";

/** Most operations of a group: larger ones make their callers wait longer than they gain. */
const MOST_IN_GROUP = 64;

/**
 * Most groups of a tenant that run at once: while one commits, the next one is decided. The embedded database runs one
 * transaction at a time, and a second group would only be smaller.
 */
const mostGroups = (database: Database): number =>
  database.getExecutor().adapter.supportsMultipleConnections === false ? 1 : 2;

/** Most groups of a tenant that wait for a row at once. Each takes a connection for as long. */
const MOST_PATIENT_GROUPS = 2;

/** How long a job waits, in all, for rows that others hold, in milliseconds. */
const PATIENCE_MS = 1_000;

/** How often a job comes with other jobs and finds its row held, before it waits for that row: most are free soon. */
const HURRIED_TRIES = 2;

/** How soon a row that no group could wait for is tried again, in milliseconds. */
const TRY_AGAIN_MS = 50;

interface Waiting {
  readonly job: WriteJob;
  /** What no other group may hold while this job runs: the rows of its decision, and its key. */
  readonly rows: readonly string[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  tries: number;
  /** Until when it waits for what others hold, by `performance.now()`; undefined while it waits for nothing of others. */
  until?: number;
}

const keyOf = ({ scope, key }: WriteJob): string => `key ${scope}\n${key}`;

/** Of some that wait, the first of each key; the others are its twins. */
const firstOfEachKey = (group: readonly Waiting[]): Map<string, Waiting> =>
  new Map([...group].reverse().map((one) => [keyOf(one.job), one]));

/** Answers one that waited; a twin gets its leader's answer, if that is kept and was for the same request. */
const answerWaiting = ({ job, resolve, reject }: Waiting, leader: WriteJob, result: JobAnswer | Error): boolean => {
  const isTwin = job !== leader;
  if (isTwin && (result instanceof Error || !result.kept || job.fingerprint !== leader.fingerprint)) return false;
  if (result instanceof Error) reject(result);
  else resolve(isTwin ? { ...result.answer, replayed: true } : result.answer);
  return true;
};

/**
 * One tenant's writes, in groups; those that share a row or a key in the order they arrived. While one group commits,
 * the next one gathers. No timer holds a write back, so that a lone one waits for nothing.
 *
 * Another process may hold a row, and may be slow or frozen. Only the jobs of that row wait, in groups of their own,
 * and for a second at most.
 */
export class TenantQueue {
  readonly #database: Database;
  #waiting: Waiting[] = [];
  /** The rows and keys of the groups that run. */
  readonly #taken = new Set<string>();
  /** The rows that groups of their own wait for now. */
  readonly #awaited = new Set<LockedRow>();
  /** The rows that are to be waited for, the one that was found first in front. */
  readonly #held = new Set<LockedRow>();
  readonly #mostGroups: number;
  #groups = 0;
  #isStarting = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(database: Database) {
    this.#database = database;
    this.#mostGroups = mostGroups(database);
  }

  submit(job: WriteJob): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, rows: [...rowsOf(job), keyOf(job)], resolve, reject, tries: 0 });
      this.#start();
    });
  }

  /** Starts what can run, once for all that arrived in the same moment. */
  #start(): void {
    if (this.#isStarting) return;
    this.#isStarting = true;
    queueMicrotask(() => {
      this.#isStarting = false;
      this.#refuseLate();
      for (const row of [...this.#held]) this.#startPatientGroup(row);
      while (this.#groups < this.#mostGroups && this.#startGroup());
      this.#comeBack();
    });
  }

  #startGroup(): boolean {
    const group = this.#take(this.#held, () => true);
    if (group.length > 0) void this.#run(group, null);
    return group.length > 0;
  }

  #startPatientGroup(row: LockedRow): void {
    if (this.#awaited.size === MOST_PATIENT_GROUPS || this.#taken.has(row)) return;
    const group = this.#take([], ({ rows }) => rows.includes(row));
    this.#held.delete(row);
    if (group.length === 0) return;
    const until = Math.min(...group.map((one) => this.#patienceOf(one)));
    void this.#run(group, { row, until });
  }

  /** Takes jobs out of the line whose rows are neither taken, nor avoided, nor wanted by an earlier job that stays. */
  #take(avoided: Iterable<string>, isWanted: (one: Waiting) => boolean): Waiting[] {
    const busy = new Set([...this.#taken, ...avoided]);
    const group: Waiting[] = [];
    const staying: Waiting[] = [];
    for (const one of this.#waiting) {
      const isTaken = group.length < MOST_IN_GROUP && isWanted(one) && !one.rows.some((row) => busy.has(row));
      (isTaken ? group : staying).push(one);
      if (!isTaken) for (const row of one.rows) busy.add(row);
    }
    this.#waiting = staying;
    for (const row of group.flatMap(({ rows }) => rows)) this.#taken.add(row);
    return group;
  }

  async #run(group: readonly Waiting[], patience: Patience | null): Promise<void> {
    if (patience) this.#awaited.add(patience.row);
    else this.#groups++;
    const leaders = firstOfEachKey(group);
    const leaderOf = ({ job }: Waiting): WriteJob => leaders.get(keyOf(job))?.job ?? job;
    const jobs = group.flatMap((one) => (leaderOf(one) === one.job ? [one.job] : []));
    const results = await runGroup(this.#database, jobs, patience);
    if (patience) this.#awaited.delete(patience.row);
    else this.#groups--;
    for (const row of group.flatMap(({ rows }) => rows)) this.#taken.delete(row);
    this.#waiting.unshift(...group.filter((one) => !this.#finish(one, leaderOf(one), results.get(leaderOf(one)))));
    this.#start();
  }

  /** False where it goes back into the line. */
  #finish(one: Waiting, leader: WriteJob, result: JobResult | undefined): boolean {
    if (result === undefined) return false;
    if (!(result instanceof RowHeld)) return answerWaiting(one, leader, result);
    this.#patienceOf(one);
    if (++one.tries >= HURRIED_TRIES) this.#held.add(result.row);
    return false;
  }

  #patienceOf(one: Waiting): number {
    return (one.until ??= performance.now() + PATIENCE_MS);
  }

  #heldUp(): Waiting[] {
    const rows = new Set<string>([...this.#held, ...this.#awaited]);
    return rows.size === 0 ? [] : this.#waiting.filter((one) => one.rows.some((row) => rows.has(row)));
  }

  #refuseLate(): void {
    const now = performance.now();
    const late = new Set(this.#heldUp().filter((one) => this.#patienceOf(one) <= now));
    if (late.size === 0) return;
    this.#waiting = this.#waiting.filter((one) => !late.has(one));
    for (const { reject } of late) reject(new RefusalError("unavailable", "This is in use elsewhere. Try again."));
  }

  /** Rows that no group could wait for are tried again with all others; those whose patience ends are refused in time. */
  #comeBack(): void {
    clearTimeout(this.#timer);
    const heldUp = this.#heldUp();
    if (heldUp.length === 0) return;
    const left = Math.min(...heldUp.map((one) => this.#patienceOf(one))) - performance.now();
    const comeBack = () => {
      this.#held.clear();
      this.#start();
    };
    this.#timer = setTimeout(comeBack, Math.max(1, this.#held.size > 0 ? Math.min(left, TRY_AGAIN_MS) : left));
  }
}
