import type { Handler } from "../domain/handler.js";
import { refuse, refuseField } from "../domain/refusal.js";

/** The coupon's code counts no more. Nothing is paid back (S4-10). */
export const revokeReward: Handler<"revoke-reward"> = ({ member }, { heldCouponId }) => {
  const held = member.coupons.get(heldCouponId);
  if (!held) return refuseField("heldCouponId", "unknown", "This member has no such coupon.");
  const { status, ...coupon } = held;
  if (status !== "active") return refuse("conflict", "This coupon has been used or disabled already.");
  return { effects: [{ kind: "coupon", ...coupon, before: status, after: "disabled" }] };
};
