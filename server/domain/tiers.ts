import type { TierStep } from "../../sdk/contract/index.js";
import { isErased } from "./membership.js";
import type { Program } from "./program.js";
import { accountOf, type GivenTier, type MemberState } from "./member.js";

/** A tier's place on a ladder; -1: none. */
export const rankOn = (ladder: readonly TierStep[], tierId: string | null): number =>
  ladder.find((tier) => tier.id === tierId)?.rank ?? -1;

/** Whether two tiers that were given are one: the same, for as long. */
export const isSameGiven = (one: GivenTier, other: GivenTier): boolean =>
  one.tierId === other.tierId && one.until === other.until;

/** The highest tier that an earned balance reaches; null where the program has none. */
export const tierFor = (program: Program, earned: number): string | null =>
  program.tiers.findLast((tier) => tier.threshold <= earned)?.id ?? null;

const earnedBy = (program: Program, member: MemberState): number =>
  program.tierCurrency === null ? 0 : accountOf(member, program.tierCurrency).earned;

/** The highest of what is earned and what is given. */
const tierOf = ({ tiers }: Program, earned: string | null, given: readonly GivenTier[]): string | null =>
  given.reduce((highest, { tierId }) => (rankOn(tiers, tierId) > rankOn(tiers, highest) ? tierId : highest), earned);

/**
 * The tiers that a member was given. One that they have above these and above what they had earned was given too, by
 * whoever wrote it, and is remembered from then on.
 */
export const tiersGivenTo = (program: Program, member: MemberState): readonly GivenTier[] => {
  const { tierId, givenTiers } = member;
  const known = tierOf(program, tierFor(program, earnedBy(program, member)), givenTiers);
  const isAbove = tierId !== null && rankOn(program.tiers, tierId) > rankOn(program.tiers, known);
  return isAbove ? [...givenTiers, { tierId, until: null }] : givenTiers;
};

/**
 * Sets the member's tier after a change of balances, or of the tiers that were given: the one that is earned, and never
 * less than one that was given. Earning may lift it; taking back what was earned, by an undo too, puts it where it would
 * be without that.
 */
export const withTier = (program: Program, before: MemberState, after: MemberState): MemberState => {
  if (isErased(after.status)) return after;
  const isGiven = after.givenTiers !== before.givenTiers;
  if (!isGiven && earnedBy(program, after) === earnedBy(program, before)) return after;
  const remembered = tiersGivenTo(program, before).slice(before.givenTiers.length);
  const givenTiers = remembered.length > 0 ? [...after.givenTiers, ...remembered] : after.givenTiers;
  return { ...after, givenTiers, tierId: tierOf(program, tierFor(program, earnedBy(program, after)), givenTiers) };
};

/** The last day of a member's tier, as things stand: where it is not earned, and given until a day. */
export const lastDayOfTier = (
  { tiers }: Pick<Program, "tiers">,
  { tierId, givenTiers }: Pick<MemberState, "tierId" | "givenTiers">,
  earned: string | null,
): string | null => {
  const days = givenTiers.filter((given) => given.tierId === tierId).map(({ until }) => until);
  const isEarned = rankOn(tiers, earned) >= rankOn(tiers, tierId);
  return isEarned || days.includes(null) ? null : (days.sort().at(-1) ?? null);
};
