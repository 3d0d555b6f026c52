import * as z from "zod/mini";
import { Minor } from "./common.js";

/** What a member could spend at the end of days of the program's time zone: points of a line, oldest first. */
export const BalanceHistory = z.object({
  /** How far apart the days are: `day`, `week`, or `month` for the last day of each. The first one may be nearer. */
  step: z.string(),
  /**
   * `YYYY-MM-DD`, at most 400: of more, the newest. None is before the day before the member's first entry. The last one
   * stands for the moment until which was asked.
   */
  days: z.array(z.string()),
  /** Each currency that was asked for, in the program's order. */
  accounts: z.array(
    z.object({
      currency: z.string(),
      /** One for each of the days. */
      spendable: z.array(Minor),
    }),
  ),
});
export type BalanceHistory = z.infer<typeof BalanceHistory>;
