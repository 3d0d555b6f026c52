import * as z from "zod/mini";
import { Instant, Named } from "./common.js";
import { Operation } from "./operation.js";

/** What waits for a second person. */
export const Approval = z.object({
  /** That of the operation, too. */
  id: z.string(),
  member: Named,
  /** What it would have come to when it was asked for, and by whom. */
  operation: Operation,
  /** Nobody can decide about it from then on. */
  expiresAt: Instant,
  /** Whether this operator may decide: never about what they asked for themselves. */
  decidable: z.boolean(),
});
export type Approval = z.infer<typeof Approval>;
