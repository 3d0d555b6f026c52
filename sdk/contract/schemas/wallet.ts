import * as z from "zod/mini";

/** A gift in a member's wallet. */
export const HeldGift = z.object({
  id: z.string(),
  gift: z.object({ id: z.string(), name: z.string() }),
  /** `active`, `used`, `expired` or `revoked`. */
  status: z.string(),
  issuedAt: z.string(),
  expiresAt: z.nullable(z.string()),
});
export type HeldGift = z.infer<typeof HeldGift>;

/** A punch card that a member holds. */
export const HeldPunchCard = z.object({
  id: z.string(),
  punchCard: z.object({ id: z.string(), name: z.string(), size: z.int(), reward: z.nullable(z.string()) }),
  punches: z.int(),
  /** `active`, `full` or `expired`. */
  status: z.string(),
});
export type HeldPunchCard = z.infer<typeof HeldPunchCard>;

/** A coupon in a member's wallet. */
export const HeldCoupon = z.object({
  id: z.string(),
  reward: z.object({ id: z.string(), name: z.string() }),
  /** What the member shows, and a shop takes. */
  code: z.string(),
  /** `active`, `used`, `disabled` or `expired`. */
  status: z.string(),
  issuedAt: z.string(),
  /** Last day it can be used; null: for ever. */
  expiresAt: z.nullable(z.string()),
});
export type HeldCoupon = z.infer<typeof HeldCoupon>;
