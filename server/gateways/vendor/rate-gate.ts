import type { Clock } from "../../clock.js";
import { VendorError } from "./vendor-error.js";

export interface RateGateOptions {
  /** As operators know the vendor. */
  readonly vendor: string;
  /** How many calls the vendor takes in a second; 0: any number. */
  readonly perSecond: number;
  /** How many of them may come at once; by default a second's. */
  readonly burst?: number;
  /** How long a call may wait for its turn, in milliseconds; by default 3,000. */
  readonly patienceMs?: number;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** Lets calls to a vendor through as fast as the vendor takes them: all of a process wait at the same gate. */
export class RateGate {
  readonly #options: RateGateOptions;
  /** When all that was let through will be earned, in milliseconds. */
  #earnedAt = 0;
  /** The vendor has said not to come before. */
  #closedUntil = 0;

  constructor(options: RateGateOptions) {
    this.#options = options;
  }

  /** Resolves at the caller's turn. @throws VendorError `rate-limited` where that is too far off */
  async enter(): Promise<void> {
    const { vendor, clock, pause, patienceMs = 3_000 } = this.#options;
    const now = clock.now().getTime();
    // Timers count whole milliseconds: a part of one less would be too soon.
    const wait = Math.ceil(Math.max(this.#turn(now), this.#closedUntil - now));
    if (wait > patienceMs)
      throw new VendorError("rate-limited", "rate-limited", `${vendor} takes no more for now. Try again in a moment.`, {
        retryAfterS: wait / 1000,
      });
    this.#take(now);
    if (wait > 0) await pause(wait);
  }

  /** The vendor has turned a call away for so many seconds: none goes before. */
  close(seconds: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, this.#options.clock.now().getTime() + seconds * 1000);
  }

  /** In how many milliseconds one more is earned. */
  #turn(now: number): number {
    const { perSecond, burst = perSecond } = this.#options;
    if (perSecond === 0) return 0;
    return Math.max(this.#earnedAt, now) + 1000 / perSecond - now - (burst * 1000) / perSecond;
  }

  #take(now: number): void {
    const { perSecond } = this.#options;
    if (perSecond > 0) this.#earnedAt = Math.max(this.#earnedAt, now) + 1000 / perSecond;
  }
}
