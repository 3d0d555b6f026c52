import type { Program } from "./program.js";
import { accountOf, type MemberState } from "./member.js";

/** A tier's place on the ladder; -1: none. */
export const rankOf = (program: Program, tierId: string | null): number =>
  program.tiers.find((tier) => tier.id === tierId)?.rank ?? -1;

/** The highest tier that an earned balance reaches; null where the program has none. */
export const tierFor = (program: Program, earned: number): string | null =>
  program.tiers.findLast((tier) => tier.threshold <= earned)?.id ?? null;

const earnedBy = (program: Program, member: MemberState): number =>
  program.tierCurrency === null ? 0 : accountOf(member, program.tierCurrency).earned;

/** The higher of two tiers. */
const higher = (program: Program, one: string | null, other: string | null): string | null =>
  rankOf(program, other) > rankOf(program, one) ? other : one;

/** The tier that a member was given: one above what they had earned is such, and is remembered from then on. */
export const givenTier = (program: Program, member: MemberState): string | null => {
  const earned = tierFor(program, earnedBy(program, member));
  const isGiven = rankOf(program, member.tierId) > rankOf(program, earned);
  return isGiven ? higher(program, member.givenTierId, member.tierId) : member.givenTierId;
};

/**
 * Sets the member's tier after a change of balances, or of the tier that was given: the one that is earned, and never
 * less than one that was given. Earning may lift it; taking back what was earned, by an undo too, puts it where it would
 * be without that.
 */
export const withTier = (program: Program, before: MemberState, after: MemberState): MemberState => {
  const isGiven = after.givenTierId !== before.givenTierId;
  if (!isGiven && earnedBy(program, after) === earnedBy(program, before)) return after;
  const givenTierId = isGiven ? after.givenTierId : givenTier(program, before);
  return { ...after, givenTierId, tierId: higher(program, givenTierId, tierFor(program, earnedBy(program, after))) };
};
