import * as z from "zod/mini";
import { DetailValue, Instant, Minor, Money, Named, Notice } from "./common.js";
import { Detail } from "./member.js";

/** A number before and after: the kit's one figure of speech. */
export const Delta = z.object({ before: Minor, after: Minor });
export type Delta = z.infer<typeof Delta>;

/** What became of one account; a part that did not move is null. */
export const BalanceChange = z.object({
  currency: z.string(),
  earned: z.nullable(Delta),
  spendable: z.nullable(Delta),
  spent: z.nullable(Delta),
  expired: z.nullable(Delta),
  /** Collected for a later day, and part of none of the others. Left out: it did not move. */
  pending: z.optional(Delta),
  /** Signed minor units asked for, and done. */
  requested: Minor,
  applied: Minor,
});
export type BalanceChange = z.infer<typeof BalanceChange>;

/** Ids of tiers, where the tier changed; null: none. */
const TierChange = z.object({
  before: z.nullable(z.string()),
  after: z.nullable(z.string()),
  /** The last day of one that was given, `YYYY-MM-DD`; left out: it has none. */
  until: z.optional(z.string()),
});

/** A message as the member gets it. Its texts are personal: gone after an erasure or their retention. */
export const Message = z.object({
  channel: z.string(),
  template: z.nullable(Named),
  to: z.nullable(z.string()),
  /** `to` is hidden from this operator, and dots. Left out: it is not. */
  masked: z.optional(z.boolean()),
  subject: z.nullable(z.string()),
  body: z.nullable(z.string()),
  /** SMS segments (GSM-7 160/153, UCS-2 70/67); 1 on other channels. */
  segments: z.int(),
  /** Only in the preview of an SMS: the characters that make it UCS-2, once each; none: it is GSM-7. */
  beyondGsm: z.optional(z.array(z.string())),
  /** What it costs if delivered; null where free. */
  cost: z.nullable(Money),
  consent: z.boolean(),
  /** `simulated`, `queued`, `sent`, `delivered`, `blocked`, `failed` or `unknown`. */
  status: z.string(),
  /** Why it was blocked or failed: a code (`no-consent`, `no-address`, `opted-out`, `erased`, `rejected`). */
  reason: z.nullable(z.string()),
});
export type Message = z.infer<typeof Message>;

/** What left by one channel, and what it costs together: whoever sent it. */
export const MessageTotal = z.object({ channel: z.string(), sent: z.int(), cost: z.nullable(Money) });
export type MessageTotal = z.infer<typeof MessageTotal>;

/** What an operation did beside balances. `kind` is open; an unknown one is shown by its subject's name. */
export const Effect = z.object({
  /** `gift`, `punch`, `tag`, `status`, `consent`, `profile`, `event`, `absorb`, `merge`, `erasure`, `purchase` … */
  kind: z.string(),
  /** The gift, punch card, tag or template it is about. */
  subject: z.nullable(Named),
  /** For punches: before and after, and how many fill the card. */
  count: z.optional(z.object({ before: z.int(), after: z.int(), of: z.int() })),
  /**
   * What something was, and what it is: a member's status, a consent, a card, a detail of theirs; null: nothing. `kind` is that
   * of a detail (`masked`: both are dots); left out: both are codes. What is known of a member is gone after an erasure.
   */
  value: z.optional(z.object({ before: DetailValue, after: DetailValue, kind: z.optional(z.string()) })),
  /** A card was issued, a gift was given: the new thing's id. */
  issued: z.optional(z.nullable(z.string())),
  /**
   * For merges: what the other member had and is this one's now (`entries`, `gifts`, `punch-cards`, `coupons`,
   * `cards`, `tags`, `external-ids`), and how many.
   */
  moved: z.optional(z.array(z.object({ what: z.string(), count: z.int() }))),
  /** Of an event: what was told of it, in order. Free text has no `code`, and is gone after an erasure. */
  details: z.optional(z.array(Detail)),
  /** Of an event: the day after which what it earns expires, unless a rule says another. */
  expiresAt: z.optional(z.nullable(z.string())),
  /** For purchases: what was paid. */
  amount: z.optional(z.nullable(Money)),
});
export type Effect = z.infer<typeof Effect>;

/** Something that both of two profiles have, and not the same; `kind` is that of a detail. */
const Conflict = z.object({ attribute: Named, kind: z.string(), own: DetailValue, other: DetailValue });
export type Conflict = z.infer<typeof Conflict>;

/** The other member of an operation that takes two, such as a transfer, and what it did to them. */
export const Counterpart = z.object({
  /** Their own entry of it. */
  operation: z.string(),
  /** No name once they are erased. */
  member: z.object({ id: z.string(), name: z.nullable(z.string()) }),
  changes: z.array(BalanceChange),
  tier: z.nullable(TierChange),
});
export type Counterpart = z.infer<typeof Counterpart>;

const Person = z.object({ id: z.string(), name: z.nullable(z.string()), email: z.nullable(z.string()) });

/**
 * The receipt of a write, and an entry of the timeline: one shape for both. `action` is open, since a backend has
 * actions of its own (`purchase`, `expire`) and an unknown one is shown generically (U10).
 */
export const Operation = z.object({
  id: z.string(),
  action: z.string(),
  /** See {@link outcomeOf}: an operation is an outcome, whatever HTTP status it came with. */
  status: z.string(),
  member: z.object({ id: z.string() }),
  operator: z.nullable(Person),
  /** The second person, where it waited for one; left out or null where it needed nobody. */
  approvedBy: z.optional(z.nullable(Person)),
  /** `manual`, `rule`, `pos`, `campaign`, `program` … */
  source: z.string(),
  /** The rule or campaign that did it; of what was done by hand to many members at once, the job. */
  cause: z.nullable(Named),
  branch: z.nullable(Named),
  at: Instant,
  changes: z.array(BalanceChange),
  tier: z.nullable(TierChange),
  /** What it sends: the message itself, or the one by which the member is told of it. */
  message: z.nullable(Message),
  effects: z.array(Effect),
  /** Left out or null where it is about one member alone. */
  counterpart: z.optional(z.nullable(Counterpart)),
  warnings: z.array(Notice),
  reasonCode: z.nullable(z.string()),
  note: z.nullable(z.string()),
  /** What the member may read of it; gone after an erasure. Left out or null: nothing. */
  customerMessage: z.optional(z.nullable(z.string())),
  reference: z.nullable(z.string()),
  /** Null where it can't be undone (any more). */
  reversible: z.nullable(z.object({ until: z.nullable(Instant) })),
  /** The operation that undid this one, and the one that this undid. */
  reversedBy: z.nullable(z.string()),
  reverses: z.nullable(z.string()),
  /** Only in the preview of a merge: what both members have, and not the same. */
  conflicts: z.optional(z.array(Conflict)),
  /** Only in a preview: a digest of its outcome, to be sent as `Preview-Match`. */
  previewTag: z.optional(z.string()),
});
export type Operation = z.infer<typeof Operation>;

/** What became of a key. */
export const Settlement = z.object({
  /**
   * `settled`: its outcome is known, and here. `running`: ask again in a second. `voided`: it never arrived, and a late
   * arrival is refused. `unknown`: the backend can't tell and never will by itself, so it must not be sent again. Any
   * other is as `unknown` (U10).
   */
  state: z.string(),
  /** The HTTP status of the kept answer; null unless settled. */
  status: z.nullable(z.int()),
  /** The receipt, where the outcome was one. */
  operation: z.nullable(Operation),
  /** The refusal, where the outcome was one. */
  problem: z.nullable(z.object({ code: z.string(), detail: z.string() })),
});
export type Settlement = z.infer<typeof Settlement>;
