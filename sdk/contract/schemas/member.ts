import * as z from "zod/mini";
import { Count, DetailValue, Instant, Minor, Money, Named } from "./common.js";

/** Part of a spendable balance that expires or becomes available on one day. */
export const Lot = z.object({
  /** Of one that is pending: what it is released or cancelled by. Left out: it can't be acted on by itself. */
  id: z.optional(z.string()),
  amount: Minor,
  /** Last day it can be spent, `YYYY-MM-DD`; null: never expires. */
  expiresAt: z.nullable(z.string()),
  /** First day it can be spent; null: at once. A later one is pending. */
  availableAt: z.nullable(z.string()),
});
export type Lot = z.infer<typeof Lot>;

/** A balance. What the backend doesn't keep is null, and shown nowhere. */
export const Account = z.object({
  currency: z.string(),
  earned: z.nullable(Minor),
  spendable: Minor,
  spent: z.nullable(Minor),
  expired: z.nullable(Minor),
  /** Collected, not yet to be spent; part of none of the above. */
  pending: z.nullable(Minor),
  /** Only the lots that expire or become available, soonest first. */
  lots: z.array(Lot),
  /**
   * Spendable at the end of each of the last days, oldest first, for a sparkline; null where the backend keeps none.
   */
  trend: z.nullable(z.array(Minor)),
});
export type Account = z.infer<typeof Account>;

export const Consent = z.object({
  channel: z.string(),
  granted: z.boolean(),
  at: z.nullable(Instant),
});
export type Consent = z.infer<typeof Consent>;

/** A personal detail, in the order to be shown. */
export const Detail = z.object({
  id: z.string(),
  label: z.string(),
  /**
   * `text`, `email`, `phone`, `date`, `language`, `branch`, `currency` (the code of the member's own), `number`, `boolean`,
   * `address` or `id`; `masked`: hidden from this operator, and the value is dots. An unknown kind is shown as text.
   */
  kind: z.string(),
  value: DetailValue,
  /** What stands for it in a change, where that is another text: the id of a branch, the value of an option. */
  code: z.optional(z.nullable(z.string())),
  verified: z.optional(z.boolean()),
});
export type Detail = z.infer<typeof Detail>;

/** Enough of a member for a list. */
export const MemberSummary = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  supportId: z.nullable(z.string()),
  externalIds: z.array(z.string()),
  tier: z.nullable(Named),
});
export type MemberSummary = z.infer<typeof MemberSummary>;

/** What a member's purchases tell of them: those of the last year, as far as the backend looks back. */
export const Behaviour = z.object({
  /** The newest of all. */
  lastPurchaseAt: z.nullable(Instant),
  visits: Count,
  /** What one purchase comes to on average. */
  averageBasket: z.nullable(Money),
  favouriteBranch: z.nullable(Named),
  /** The most bought first. */
  favouriteItems: z.array(Named),
});
export type Behaviour = z.infer<typeof Behaviour>;

/**
 * Everything a profile's first view shows, in one answer. The ETag beside it covers profile, status, tier and consents.
 */
export const Member = z.object({
  ...MemberSummary.shape,
  /** On the ladder that only the team sees; null: none. */
  hiddenTier: z.optional(z.nullable(Named)),
  /** What to call them in a sentence. */
  firstName: z.string(),
  joinedAt: z.nullable(Instant),
  accounts: z.array(Account),
  tags: z.array(z.string()),
  consents: z.array(Consent),
  details: z.array(Detail),
  segments: z.array(Named),
  /** Null: nothing was bought. Left out: the backend knows of no purchases. */
  behaviour: z.optional(z.nullable(Behaviour)),
  /** Null: they are of none. Left out: the backend knows of no households. */
  household: z.optional(z.nullable(Named)),
});
export type Member = z.infer<typeof Member>;

/** Whether one action (in one currency) is allowed on this member, by this operator, now. */
export const MemberAction = z.object({
  action: z.string(),
  currency: z.nullable(z.string()),
  allowed: z.boolean(),
  /** Why not, as a problem's code and English. Null where allowed. */
  reason: z.nullable(z.object({ code: z.string(), detail: z.string() })),
  /** What is left of the operator's limit for it, in minor units; null: no limit. */
  remaining: z.nullable(Minor),
  /** What to know beforehand: `consent-missing`, `punches`. */
  warnings: z.array(z.object({ code: z.string(), detail: z.string() })),
});
export type MemberAction = z.infer<typeof MemberAction>;
