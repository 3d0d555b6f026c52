import * as z from "zod/mini";
import { Instant, Named } from "./common.js";

/** RFC 9457 problem details. `code` is open: a newer backend may know codes that this kit does not (U10). */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  /** What was wrong with the input; `pointer` is a JSON pointer (RFC 6901) into the body. */
  errors: z.optional(z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }))),
  /** Of `member-gone`: the id of the member who has all of it now, where the one asked for was merged. */
  mergedInto: z.optional(z.string()),
  /** Of `member-gone`: when and by whom they were erased; no operator: by the program. Left out: it is not known. */
  erased: z.optional(z.object({ at: Instant, operator: z.nullable(Named) })),
  retryable: z.boolean(),
  requestId: z.string(),
});
export type Problem = z.infer<typeof Problem>;
