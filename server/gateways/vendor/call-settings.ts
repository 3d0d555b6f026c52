import type { Clock } from "../../clock.js";
import type { VendorTurns } from "./vendor-turns.js";

/** What calls are made with, whoever the vendor is. */
export interface CallSettings {
  /** By which the calls of all processes go. */
  readonly turns: VendorTurns;
  /** How many calls the vendor is asked in a second at most, by all processes together; by default 10. 0: any number. */
  readonly callsPerSecond?: number | undefined;
  /** How long one call may take, in milliseconds; by default 5,000. */
  readonly timeoutMs?: number | undefined;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<unknown>;
  /** By default the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}
