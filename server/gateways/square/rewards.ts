import * as z from "zod/mini";
import type { HeldCoupon, Reward } from "../../../sdk/contract/index.js";
import { refuse, type Refusal } from "../../domain/refusal.js";
import { movedBalance } from "../vendor/balance-change.js";
import type { Done, Estimate, VendorAction } from "../vendor/vendor.js";
import { refusedByVendor } from "../vendor/vendor-error.js";
import { byKey, NOT_ENROLLED, notAccepted, type SquareFound, type SquareOwn } from "./actions.js";
import { CURRENCY, entryOfReward, type Loyalty } from "./loyalty.js";
import { LoyaltyReward, type RewardTier, type SquareApi } from "./square-api.js";

const Made = z.object({ reward: LoyaltyReward });
const Nothing = z.object({});

const PATH = "/v2/loyalty/rewards";

/** A reward is made for its price, or deleted, which gives the price back. */
type Plan =
  { readonly claims: string; readonly accountId: string; readonly points: number } | { readonly deletes: string };

type Estimated = Estimate<Plan> | { readonly problem: Refusal };

const nameOf = ({ id, name }: RewardTier): string => name ?? id;

const claim = ({ own: { account } }: SquareFound, tier: RewardTier | undefined): Estimated => {
  if (!account) return { problem: NOT_ENROLLED };
  if (!tier)
    return {
      problem: {
        ...{ code: "validation", detail: "There is no such reward." },
        errors: [{ pointer: "/rewardId", code: "unknown", detail: "There is no such reward." }],
      },
    };
  const change = movedBalance({ currency: CURRENCY, spendable: account.balance ?? 0 }, -tier.points);
  if ("problem" in change) return change;
  const effect = { kind: "coupon", subject: { id: tier.id, name: nameOf(tier) }, issued: null };
  return {
    plan: { claims: tier.id, accountId: account.id, points: tier.points },
    changes: [change],
    effects: [effect],
  };
};

/** The id of a reward, of the entry that it was made by. */
const rewardIn = (entryId: string | null): string | null => {
  const made = entryOfReward("", "created");
  return entryId?.startsWith(made) ? entryId.slice(made.length) : null;
};

/**
 * What gives a reward's price back. Square deletes without a key: what is deleted by now is done, whoever sent that, since the
 * price comes back once.
 */
const deleteReward = async (api: SquareApi, id: string): Promise<Done> => {
  const path = `${PATH}/${encodeURIComponent(id)}`;
  const done: Done = { status: "applied", entryId: entryOfReward(id, "deleted") };
  const statusOf = async () => (await api.ask({ method: "GET", path }, Made)).reward.status;
  const before = await statusOf();
  if (before === "DELETED") return done;
  if (before === "REDEEMED") throw refusedByVendor("not-reversible", "The reward was redeemed: its points are spent.");
  const answer = await api.try({ method: "DELETE", path }, Nothing);
  if ("value" in answer || (await statusOf()) === "DELETED") return done;
  throw notAccepted(answer.code);
};

/** Rewards of Square's program: claimed for their price, and given back as long as they were not redeemed. */
export const claiming = (
  api: SquareApi,
  tiers: () => Promise<readonly RewardTier[]>,
): VendorAction<SquareOwn, Plan> => ({
  capability: { firesRules: "no", optionalFields: ["note"], noteSeenBy: "internal" },
  repeat: byKey,
  refusal: ({ own }) => (own.account ? null : NOT_ENROLLED),
  estimate: async (found, { rewardId }) =>
    claim(
      found,
      (await tiers()).find(({ id }) => id === rewardId),
    ),
  undo: async ({ own: { account } }, { plan, entryId }): Promise<Estimated> => {
    const rewardId = rewardIn(entryId);
    if (!account || !("claims" in plan) || rewardId === null) return refuse("not-reversible", "This can't be undone.");
    const change = movedBalance({ currency: CURRENCY, spendable: account.balance ?? 0 }, plan.points);
    return "problem" in change ? change : { plan: { deletes: rewardId }, changes: [change], effects: [] };
  },
  run: async ({ plan, key }): Promise<Done> => {
    if ("deletes" in plan) return deleteReward(api, plan.deletes);
    const reward = { loyalty_account_id: plan.accountId, reward_tier_id: plan.claims };
    const request = { method: "POST", path: PATH, body: { idempotency_key: key, reward } } as const;
    const answer = await api.try(request, Made);
    if ("value" in answer) {
      const { id } = answer.value.reward;
      return { status: "applied", entryId: entryOfReward(id, "created"), issued: id };
    }
    if (answer.code === "BAD_REQUEST")
      throw refusedByVendor("insufficient-balance", "There isn't enough for this reward any more.");
    throw notAccepted(answer.code);
  },
});

/** The rewards of the program, and whether a member has enough for each; null: nobody was asked about. */
export const rewardsOf = (tiers: readonly RewardTier[], found: SquareFound | null): Reward[] =>
  tiers.map((tier) => {
    const price = { currency: CURRENCY, amount: tier.points };
    const short = (found?.own.account?.balance ?? 0) < tier.points;
    const obstacle = { code: "insufficient-balance", detail: "There are not enough points.", forced: false };
    return {
      ...{ id: tier.id, name: nameOf(tier), description: null, prices: [price], stock: null },
      offer: found && { price, eligible: !short, obstacles: short ? [obstacle] : [] },
    };
  });

const statuses: Readonly<Record<string, string>> = { ISSUED: "active", REDEEMED: "used", DELETED: "disabled" };

/** Rewards that a member has claimed, newest first. What a till takes of them is their id. */
export const couponsOf = async (
  loyalty: Loyalty,
  tiers: readonly RewardTier[],
  { own: { account } }: SquareFound,
): Promise<HeldCoupon[]> => {
  const rewards = account ? await loyalty.rewardsOf(account.id) : [];
  return rewards.map(({ id, status, reward_tier_id: tierId, created_at: at }) => {
    const tier = tiers.find((each) => each.id === tierId);
    return {
      ...{ id, code: id, status: statuses[status] ?? status.toLowerCase(), expiresAt: null },
      reward: { id: tierId, name: tier ? nameOf(tier) : tierId },
      issuedAt: new Date(at ?? 0).toISOString(),
    };
  });
};
