import { defineAction } from "../define-action.js";
import { flagField, optional, rewardField, telling, why } from "../fields.js";

/**
 * Claims a reward on the member's behalf: its price is spent, and a coupon lands in the wallet (S3-7, S3-9). Forced, it
 * ignores whom, when and how often the reward is for, and takes what there is of the price (S3-8, S3-10).
 */
export const claimReward = defineAction({
  id: "claim-reward",
  category: "assets",
  title: "Claim a reward",
  summary: "For its price, as a coupon; tier stays",
  submit: "Claim {subject}",
  done: "{subject} claimed",
  past: "Reward claimed: {subject}",
  icon: "bag",
  capability: "rewards.claim",
  danger: "reversible",
  holds: "outcome",
  problems: ["not-eligible", "out-of-stock", "insufficient-balance", "member-blocked", "reason-required"],
  fields: {
    rewardId: rewardField("Reward", { eligibleUnless: "force" }),
    force: optional(
      flagField("Force the claim", {
        permission: "rewards:force",
        help: "Ignores tier, segment, dates and frequency. With too little to spend, what there is is taken.",
      }),
    ),
    ...why,
    ...telling,
  },
  example: { rewardId: "reward_coffee", note: "Claimed on the phone" },
});
