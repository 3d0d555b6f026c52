import type { Sources } from "../read/query.js";
import type { Rule } from "../domain/rule.js";
import type { WritePath } from "../write/write-path.js";

/** What the handlers of routes use. */
export interface Services extends Sources {
  readonly writePath: WritePath;
  /** What the program does by itself. */
  readonly rules: readonly Rule[];
}
