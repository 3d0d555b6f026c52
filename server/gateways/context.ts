import type { Clock } from "../clock.js";
import type { Log } from "../http/log.js";
import type { KeepingVendor } from "./kept/kept-action.js";
import type { Reasons } from "./reasons.js";
import type { GatewayDatabase } from "./schema.js";

/** What everything in a gateway stands on. */
export interface GatewayContext {
  /** The program whose members the vendor has: to tokens of any other there is nothing here. */
  readonly tenant: string;
  readonly vendor: KeepingVendor;
  readonly reasons: Reasons;
  /** What is over a limit waits for a second person, this many hours at most; null: it is refused. */
  readonly approvals: { readonly expireAfterHours: number } | null;
  readonly database: GatewayDatabase;
  readonly clock: Clock;
  readonly log: Log;
  readonly pause: (ms: number) => Promise<unknown>;
  /** How long one process may have a member for itself without renewing that, in milliseconds. Longer than any call takes. */
  readonly leaseMs: number;
  /** How long a request waits for an outcome that was lost, in milliseconds, until it is answered `pending`. */
  readonly patienceMs: number;
}
