import type { CallSettings } from "./call-settings.js";
import { turnedAway, VendorError } from "./vendor-error.js";
import type { Pace } from "./vendor-turns.js";

export interface RateGateOptions extends Pick<CallSettings, "turns" | "pause"> {
  /** As operators know the vendor. */
  readonly vendor: string;
  /** What of it counts calls by itself. */
  readonly endpoint: string;
  /** How many calls it takes in a second; 0: any number. */
  readonly perSecond: number;
  /** How many of them may come at once; by default a second's. */
  readonly burst?: number | undefined;
}

/** How long a call may wait for its turn, in milliseconds. */
const PATIENCE_MS = 3_000;

/** Lets calls to a vendor through as fast as the vendor takes them: those of all processes wait at the same gate. */
export class RateGate {
  readonly #options: RateGateOptions;
  readonly #pace: Pace;

  constructor(options: RateGateOptions) {
    const { perSecond, burst = perSecond } = options;
    this.#options = options;
    this.#pace = { everyMs: perSecond === 0 ? 0 : 1000 / perSecond, burst };
  }

  /** Resolves at the caller's turn. @throws VendorError `rate-limited` where that is too far off, `not-sent` */
  async enter(): Promise<void> {
    const { vendor, endpoint, turns, pause } = this.#options;
    const { isTaken, inMs } = await turns.take(endpoint, this.#pace, PATIENCE_MS).catch(onUnreachable);
    if (!isTaken) throw turnedAway(vendor, inMs / 1000);
    // Timers count whole milliseconds: a part of one less would be too soon.
    if (inMs > 0) await pause(Math.ceil(inMs));
  }

  /** The vendor has turned a call away for so many seconds: none goes before. @throws VendorError `not-sent` */
  async close(seconds: number): Promise<void> {
    const { endpoint, turns } = this.#options;
    await turns.close(endpoint, this.#pace, seconds * 1000).catch(onUnreachable);
  }
}

/** The gateway's own database: nothing was done at the vendor's. */
const onUnreachable = (cause: unknown): never => {
  throw new VendorError("not-sent", "unavailable", "The database can't be reached.", { cause });
};
