import type { CouponEffect, Effect, GiftEffect } from "./effects.js";

/** What is handed out and may run out, by its kind: the library that it is chosen from. */
export const shelves = { gift: "gifts", reward: "rewards" } as const;

export type Stocked = keyof typeof shelves;

/** By how many an effect moves a stock. */
export interface StockMove {
  readonly kind: Stocked;
  readonly id: string;
  readonly by: number;
}

/** A gift that leaves the wallet unused is there to be given again. */
const ofGift: Readonly<Record<GiftEffect["change"], number>> = {
  issued: -1,
  revoked: 1,
  used: 0,
  unused: 0,
  withdrawn: 0,
  restored: 0,
};

/** A coupon stays counted once it is disabled: only an undo of what issued it brings it back. */
const ofCoupon = ({ before, after }: CouponEffect): number => Number(after === null) - Number(before === null);

/** The stock that an effect moves; null: none. */
export const stockMoveOf = (effect: Effect): StockMove | null => {
  if (effect.kind === "gift") return { kind: "gift", id: effect.gift.id, by: ofGift[effect.change] };
  return effect.kind === "coupon" ? { kind: "reward", id: effect.reward.id, by: ofCoupon(effect) } : null;
};
