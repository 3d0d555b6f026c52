import { defineAction } from "../define-action.js";
import { optionField, rewardField, telling, why } from "../fields.js";

/**
 * Gives a reward's coupon, for its price or free (S4-6). The price is spent, as by redeeming: the tier stays (S4-5).
 * Whether the member could claim it is not asked.
 */
export const giveReward = defineAction({
  id: "give-reward",
  category: "assets",
  title: "Give a reward",
  summary: "A coupon, free or for its price",
  submit: "Give {subject}",
  done: "{subject} given",
  past: "Reward given: {subject}",
  icon: "coupon",
  capability: "rewards.give",
  danger: "reversible",
  holds: "outcome",
  gives: true,
  problems: ["not-eligible", "out-of-stock", "insufficient-balance", "member-blocked", "reason-required"],
  fields: {
    rewardId: rewardField("Reward"),
    deductPoints: optionField("Deduct the price?", [
      { value: true, label: "Yes, it is paid for" },
      { value: false, label: "No, the coupon is free" },
    ]),
    ...why,
    ...telling,
  },
  example: { rewardId: "reward_coffee", deductPoints: false, note: "Sorry for the wait" },
});
