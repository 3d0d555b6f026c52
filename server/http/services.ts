import type { Sources } from "../read/query.js";
import type { ChangeStreams } from "./change-streams.js";
import type { Database } from "../postgres/database.js";
import type { Rule } from "../domain/rule.js";
import type { Looks } from "../write/looks.js";
import type { WritePath } from "../write/write-path.js";

/** What the handlers of routes use. */
export interface Services extends Sources {
  readonly changes: ChangeStreams;
  /** Who was shown which members. */
  readonly looks: Looks;
  readonly writePath: WritePath;
  /** Where files are read from, a connection for as long as a download takes. */
  readonly exportDatabase: Database;
  /** What the program does by itself. */
  readonly rules: readonly Rule[];
}
