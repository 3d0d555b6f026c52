import type { Clock } from "../clock.js";
import type { Operator } from "../domain/operator.js";
import { HttpProblem } from "./problem.js";

/** What a request asks of the server: to look something up, to search many members, to change one, to take a till's report. */
export type RequestKind = "read" | "search" | "write" | "ingest";

/**
 * How many requests of each kind one operator may make in a minute; 0: any number. A program may make as many as fifty
 * operators who are at that limit. Each process counts for itself.
 */
export type RequestLimits = Readonly<Record<RequestKind, number>>;

/** More than a busy operator makes, whose page shows many members. */
export const usualRequestLimits: RequestLimits = { read: 1_200, search: 600, write: 300, ingest: 6_000 };

/** Where something else holds them, or nobody but ourselves asks. */
export const unlimitedRequests: RequestLimits = { read: 0, search: 0, write: 0, ingest: 0 };

const OPERATORS = 50;
const MINUTE_MS = 60_000;

/** Whose requests are counted, and how many of them a minute has. */
interface Allowance {
  readonly owner: string;
  readonly perMinute: number;
}

/**
 * Counts requests against the limits of who makes them (docs/faults.md S13). All of a minute's requests may come at once;
 * after that, each must wait until it is earned (the generic cell rate algorithm).
 */
export class RateLimiter {
  readonly #limits: RequestLimits;
  readonly #clock: Clock;
  /** By owner, when all that they have asked for will be earned, in milliseconds. Who isn't in it has all of a minute. */
  readonly #earnedAt = new Map<string, number>();
  #forgottenAt = 0;

  constructor(limits: RequestLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Counts one request. @throws `rate-limited`, with when to come back; what is refused isn't counted */
  count({ tenant, id }: Pick<Operator, "tenant" | "id">, kind: RequestKind): void {
    const perMinute = this.#limits[kind];
    if (perMinute === 0) return;
    const now = this.#clock.now().getTime();
    this.#forget(now);
    const allowances = [
      { owner: `${kind} ${tenant}`, perMinute: perMinute * OPERATORS },
      { owner: `${kind} ${tenant} ${id}`, perMinute },
    ];
    const waits = allowances.map((allowance) => this.#afterOneMore(allowance, now) - MINUTE_MS - now);
    const wait = Math.max(...waits);
    if (wait > 0) throw refusal(kind, perMinute, Math.ceil(wait / 1000));
    for (const allowance of allowances) this.#earnedAt.set(allowance.owner, this.#afterOneMore(allowance, now));
  }

  #afterOneMore({ owner, perMinute }: Allowance, now: number): number {
    return Math.max(this.#earnedAt.get(owner) ?? 0, now) + MINUTE_MS / perMinute;
  }

  /** Once a minute, forgets those who have all of theirs again. */
  #forget(now: number): void {
    if (now < this.#forgottenAt + MINUTE_MS) return;
    this.#forgottenAt = now;
    for (const [owner, earnedAt] of this.#earnedAt) if (earnedAt <= now) this.#earnedAt.delete(owner);
  }
}

const refusal = (kind: RequestKind, perMinute: number, seconds: number): HttpProblem =>
  new HttpProblem("rate-limited", `Try again in ${seconds} second${seconds === 1 ? "" : "s"}.`, {
    "Retry-After": String(seconds),
    "RateLimit-Policy": `"${kind}";q=${perMinute};w=60`,
  });
