import { defineAction } from "../define-action.js";
import { heldCouponField, why } from "../fields.js";

/**
 * A coupon can't be used any more (S4-10). What was paid for it stays paid, and it stays counted as handed out: both
 * come back by an undo of the claim or the gift.
 */
export const revokeReward = defineAction({
  id: "revoke-reward",
  category: "corrections",
  title: "Disable a coupon",
  summary: "What was paid for it stays paid",
  submit: "Disable {subject}",
  done: "{subject} disabled",
  past: "Coupon disabled: {subject}",
  caution: "What was paid for the coupon stays paid. To give it back, undo what brought the coupon instead.",
  icon: "coupon-off",
  capability: "rewards.revoke",
  danger: "reversible",
  holds: "outcome",
  problems: ["conflict", "reason-required"],
  fields: { heldCouponId: heldCouponField("Coupon"), ...why },
  example: { heldCouponId: "cp_1048_29", note: "Used at the till without its code" },
});
