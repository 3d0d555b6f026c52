import type { Obstacle, Price } from "../../sdk/contract/index.js";
import { addDays, dayInWords } from "./calendar.js";
import type { BalanceEffect, CouponEffect, Effect } from "./effects.js";
import type { Context } from "./handler.js";
import { balanceEffect, spendableLots, spendableOn, sumOf, take } from "./ledger.js";
import { accountOf, currencyOf, type HeldCouponState, type LibraryReward, type MemberState } from "./member.js";
import type { Program } from "./program.js";
import { type Refused, refuseAt } from "./refusal.js";
import type { TagSet } from "./tag-set.js";
import { rankOn } from "./tiers.js";

/** What of a member decides whether they may claim a reward. */
export interface Claimant {
  readonly tierId: string | null;
  readonly currency: string | null;
  readonly tags: TagSet;
  /** At least those that count against the reward's frequency. */
  readonly coupons: readonly HeldCouponState[];
  /** What they have to spend today, by currency; a currency that is missing: nothing. */
  readonly spendable: ReadonlyMap<string, number>;
}

/** The same of a member who is decided on. */
export const claimantOf = ({ tierId, currency, tags, coupons, accounts }: MemberState, today: string): Claimant => ({
  tierId,
  currency,
  tags,
  coupons: [...coupons.values()],
  spendable: new Map([...accounts].map(([code, account]) => [code, spendableOn(account, today)])),
});

/** What a reward costs a member, in their own currency. Null where no price is set for it: none is converted (S3-12). */
export const priceOf = (
  { prices }: LibraryReward,
  member: Pick<Claimant, "currency">,
  program: Program,
): Price | null => {
  const currency = currencyOf(member, program);
  const amount = prices[currency];
  return amount === undefined ? null : { currency, amount };
};

/** How many coupons of a reward count against its frequency today. One that was disabled doesn't. */
const lately = ({ coupons }: Claimant, rewardId: string, since: string): number =>
  coupons.filter(({ reward, status, issuedOn }) => reward.id === rewardId && status !== "disabled" && issuedOn > since)
    .length;

const isShort = ({ spendable }: Claimant, price: Price | null): boolean =>
  price !== null && (spendable.get(price.currency) ?? 0) < price.amount;

type Rule = (reward: LibraryReward, claimant: Claimant, program: Program, today: string) => string | false;

/** What stands in a claim's way, in words, by its code: what nothing overcomes first. */
const rules: Readonly<Record<string, Rule>> = {
  "no-price": (reward, claimant, program) =>
    priceOf(reward, claimant, program) === null && "It has no price in the member's currency.",
  "out-of-stock": ({ stock }) => stock === 0 && "None of these are left.",
  tier: ({ minTierId }, { tierId }, program) =>
    minTierId !== null &&
    rankOn(program.tiers, tierId) < rankOn(program.tiers, minTierId) &&
    `It is for ${program.tiers.find(({ id }) => id === minTierId)?.name ?? minTierId} and above.`,
  segment: ({ segment }, { tags }) =>
    segment !== null && tags.find(segment) === undefined && `It is for members tagged “${segment}” only.`,
  "not-started": ({ startsOn }, _claimant, _program, today) =>
    startsOn !== null && today < startsOn && `It starts on ${dayInWords(startsOn)}.`,
  ended: ({ endsOn }, _claimant, _program, today) =>
    endsOn !== null && endsOn < today && `It ended on ${dayInWords(endsOn)}.`,
  frequency: ({ id, frequency }, claimant, _program, today) =>
    frequency !== null &&
    lately(claimant, id, addDays(today, -frequency.days)) >= frequency.times &&
    `They have had ${frequency.times} in ${frequency.days} days, the most that is allowed.`,
  "insufficient-balance": (reward, claimant, program) =>
    isShort(claimant, priceOf(reward, claimant, program)) && "There isn't that much to spend.",
};

/** What a forced claim can't disregard: there is nothing to take, or nothing to give. */
const unforced: ReadonlySet<string> = new Set(["no-price", "out-of-stock"]);

/** Why a member can't claim a reward today, what matters most first; none: they can. */
export const obstaclesTo = (
  reward: LibraryReward,
  claimant: Claimant,
  program: Program,
  today: string,
): readonly Obstacle[] =>
  Object.entries(rules).flatMap(([code, rule]) => {
    const detail = rule(reward, claimant, program, today);
    return detail === false ? [] : [{ code, detail, forced: !unforced.has(code) }];
  });

/** Refuses for what stands in the way: by a code of its own where the contract has one. The field says which it is. */
export const refuseFor = ({ code, detail }: Obstacle): Refused =>
  refuseAt(code === "out-of-stock" || code === "insufficient-balance" ? code : "not-eligible", [
    { pointer: "/rewardId", code, detail },
  ]);

/** The coupon of a reward, and what is spent for it; null: it is free. */
export const handOut = (
  reward: LibraryReward,
  price: Price | null,
  member: MemberState,
  context: Context,
): readonly Effect[] => [...(price ? [charge(member, price, context.today)] : []), issue(reward, context)];

/** A price is spent: as much of it as there is. Spendable falls and spent rises; the tier stays (S3-9, S3-10). */
const charge = (member: MemberState, { currency, amount }: Price, today: string): BalanceEffect => {
  const lots = spendableLots(accountOf(member, currency), today);
  const spent = Math.min(amount, sumOf(lots));
  return balanceEffect(currency, -amount, take(lots, spent), { spent, shortfall: amount - spent });
};

/** A coupon of a reward lands in the wallet. Its code is made once it is written. */
const issue = ({ id, name, validDays }: LibraryReward, { today, newId }: Context): CouponEffect => ({
  kind: "coupon",
  id: newId("cp"),
  reward: { id, name },
  before: null,
  after: "active",
  issuedOn: today,
  expiresOn: validDays === null ? null : addDays(today, validDays),
});
