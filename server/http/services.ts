import type { Sources } from "../read/query.js";
import type { WritePath } from "../write/write-path.js";

/** What the routes are built on. */
export interface Services extends Sources {
  readonly writePath: WritePath;
}
