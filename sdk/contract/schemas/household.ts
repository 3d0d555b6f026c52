import * as z from "zod/mini";
import { Minor } from "./common.js";

/** One of a household. */
export const HouseholdMember = z.object({
  id: z.string(),
  name: z.string(),
  /** `head` or `member`. */
  role: z.string(),
  /** What of the household's is theirs, in the program's order. */
  accounts: z.array(z.object({ currency: z.string(), spendable: Minor })),
});
export type HouseholdMember = z.infer<typeof HouseholdMember>;

/** Members who belong together. Each keeps balances of their own: an action touches those of its member alone. */
export const Household = z.object({
  id: z.string(),
  name: z.string(),
  /** Whose household was asked for, too. The heads come first. All of them: 100 at most. */
  members: z.array(HouseholdMember),
  /** What all of them could spend together; null: more than can be told to the unit. */
  accounts: z.array(z.object({ currency: z.string(), spendable: z.nullable(Minor) })),
});
export type Household = z.infer<typeof Household>;

/** Null: the member is of none. */
export const HouseholdAnswer = z.object({ household: z.nullable(Household) });
