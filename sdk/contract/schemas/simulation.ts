import * as z from "zod/mini";
import { Minor, Named } from "./common.js";
import { Operation } from "./operation.js";

/**
 * What a member was given by hand lately, by whichever action that gives, and by whom: so that nobody gives what a
 * colleague gave already. What was undone is none of it.
 */
export const Given = z.object({
  /** How many days back it looks, up to now. */
  days: z.int(),
  /** How many times, 1 or more. */
  times: z.int(),
  /** There were more than `times`, too many to count. Left out: there were not. */
  more: z.optional(z.boolean()),
  /** The currency that is chosen in the form; null: none. */
  currency: z.nullable(z.string()),
  /** How much of it together, in minor units, 0 or more; null: no currency is chosen, or there were `more`. */
  amount: z.nullable(Minor),
  /** How many of them were for the reason that is chosen in the form. Left out: none is chosen, or there were `more`. */
  forReason: z.optional(z.int()),
  /** Who gave, once each, the latest first. */
  operators: z.array(Named),
});
export type Given = z.infer<typeof Given>;

/** What would come of an action: its receipt of status `simulated`, and what is to be known before it is done. */
export const Simulation = z.object({
  ...Operation.shape,
  /**
   * Only of an action that gives, and only to who may see the member's timeline. Left out: nothing was given, or the
   * backend does not tell.
   */
  given: z.optional(Given),
});
export type Simulation = z.infer<typeof Simulation>;
