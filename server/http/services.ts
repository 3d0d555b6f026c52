import type { Clock } from "../clock.js";
import type { Database } from "../postgres/database.js";
import type { WritePath } from "../write/write-path.js";

/** What the routes are built on. */
export interface Services {
  readonly database: Database;
  readonly clock: Clock;
  readonly writePath: WritePath;
}
