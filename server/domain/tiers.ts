import type { Program } from "./program.js";
import { accountOf, type MemberState } from "./member.js";

const rankOf = (program: Program, tierId: string | null): number => program.tiers.find((tier) => tier.id === tierId)?.rank ?? -1;

/** The highest tier that an earned balance reaches; null where the program has none. */
export const tierFor = (program: Program, earned: number): string | null =>
  program.tiers.findLast((tier) => tier.threshold <= earned)?.id ?? null;

const earnedBy = (program: Program, member: MemberState): number =>
  program.tierCurrency === null ? 0 : accountOf(member, program.tierCurrency).earned;

/**
 * The member's tier after a change of balances. Earning may lift it and never lowers it, so that a tier which was given stays;
 * taking back what was earned puts it where the ladder says.
 */
export const tierAfter = (program: Program, before: MemberState, after: MemberState): string | null => {
  const difference = earnedBy(program, after) - earnedBy(program, before);
  if (difference === 0) return before.tierId;
  const reached = tierFor(program, earnedBy(program, after));
  return difference > 0 && rankOf(program, reached) < rankOf(program, before.tierId) ? before.tierId : reached;
};
