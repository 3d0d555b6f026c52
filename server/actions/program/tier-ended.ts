import type { Decide } from "../../domain/handler.js";
import { refuse } from "../../domain/refusal.js";

/** What was given until yesterday, or before, no longer holds: the tier is what is earned, or still given. */
export const tierEnded: Decide<object> = ({ member }, _, { today }) => {
  const over = member.givenTiers.filter(({ until }) => until !== null && until < today);
  if (over.length === 0) return refuse("conflict", "No tier has ended.");
  return { effects: over.map((given) => ({ kind: "tier", change: "ended", given })) };
};
