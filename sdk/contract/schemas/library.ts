import * as z from "zod/mini";
import { Instant, Minor, Money, Named } from "./common.js";

/** What pickers list. */
export const Gift = z.object({
  id: z.string(),
  name: z.string(),
  description: z.nullable(z.string()),
  /** `https:` only; the kit drops any other scheme (S02). */
  imageUrl: z.nullable(z.string()),
  /** How many are left; null: no limit. */
  stock: z.nullable(z.int()),
});
export type Gift = z.infer<typeof Gift>;

export const PunchCard = z.object({
  id: z.string(),
  name: z.string(),
  /** Punches that fill it. */
  size: z.int(),
  /** What a full card earns. */
  reward: z.nullable(z.string()),
});
export type PunchCard = z.infer<typeof PunchCard>;

export const Template = z.object({
  id: z.string(),
  channel: z.string(),
  name: z.string(),
  subject: z.nullable(z.string()),
  body: z.string(),
});
export type Template = z.infer<typeof Template>;

/** Why something is done, for reports. */
export const ReasonCode = z.object({
  id: z.string(),
  name: z.string(),
  /** The ids of the actions that it is offered for, and `undo` for any undo; left out or empty: all. */
  actions: z.optional(z.array(z.string())),
  /** Whether who chooses it has to write a note too; left out: no. */
  requiresNote: z.optional(z.boolean()),
  /** It is a reason of old receipts alone, and offered no more; left out: it is offered. */
  retired: z.optional(z.boolean()),
});
export type ReasonCode = z.infer<typeof ReasonCode>;

/** A tag in use, and by how many members (S1-16). */
export const Tag = z.object({ tag: z.string(), count: z.int() });
export type Tag = z.infer<typeof Tag>;

/** What a reward costs, in minor units: set for each currency, never converted. */
export const Price = z.object({ currency: z.string(), amount: z.int() });
export type Price = z.infer<typeof Price>;

/** A reason why a member can't claim a reward now. */
export const Obstacle = z.object({
  /** `segment`, `tier`, `not-started`, `ended`, `frequency`, `insufficient-balance`, `no-price`, `out-of-stock` … */
  code: z.string(),
  detail: z.string(),
  /** Whether a forced claim disregards it. */
  forced: z.boolean(),
});
export type Obstacle = z.infer<typeof Obstacle>;

/** A reward of the program: who claims it gets a coupon. */
export const Reward = z.object({
  id: z.string(),
  name: z.string(),
  description: z.nullable(z.string()),
  /** At most one for each currency. */
  prices: z.array(Price),
  /** How many are left; null: no limit. */
  stock: z.nullable(z.int()),
  /** What it is to the member that was asked about; null where none was. */
  offer: z.nullable(
    z.object({
      /** In the member's own currency; null where none is set for it. */
      price: z.nullable(Price),
      eligible: z.boolean(),
      /** Why not; none where they are. */
      obstacles: z.array(Obstacle),
    }),
  ),
});
export type Reward = z.infer<typeof Reward>;

/** A card by which a member is known at a till. */
export const HeldCard = z.object({
  id: z.string(),
  /** Its letters and digits; no other member's card that counts has the same. */
  number: z.string(),
  /** `active` or `replaced`. */
  status: z.string(),
  issuedAt: z.string(),
  /** The id of the card that took its place; left out or null: none did, or the backend can't tell. */
  replacedBy: z.optional(z.nullable(z.string())),
});
export type HeldCard = z.infer<typeof HeldCard>;

/** Something that a program knows of its members: its own, or one of those that every member may have. */
export const Attribute = z.object({
  /** `name`, `firstName`, `email`, `phone`, `birthday`, `language` and `homeBranch` mean what they say; any other is its own. */
  id: z.string(),
  label: z.string(),
  /**
   * `text`, `number` (a whole one), `date`, `choice`, `boolean`, `address` (of several lines), `email`, `phone`,
   * `language` or `branch`. One of a kind that is not known is not edited.
   */
  kind: z.string(),
  /** Of a choice, a language, a branch: what there is to choose from. */
  options: z.optional(z.array(z.object({ value: z.string(), label: z.string() }))),
  /** Whether it can't be emptied. */
  required: z.boolean(),
  /** Whether it may be changed by hand at all. */
  editable: z.boolean(),
  /**
   * Whether it is hidden from who may not see contact data, where the program hides any. Left out: an `email`, a
   * `phone`, an `address` and the birthday are. The names never are.
   */
  personal: z.optional(z.boolean()),
});
export type Attribute = z.infer<typeof Attribute>;

/** Something that the program sells. */
export const Item = Named;
export type Item = z.infer<typeof Item>;

/** Something that a member bought. */
export const Purchase = z.object({
  id: z.string(),
  at: Instant,
  /** Null: nowhere in particular. */
  branch: z.nullable(Named),
  /** The number on the till's receipt, which counts once; null: it has none. */
  receipt: z.nullable(z.string()),
  /** What was paid. */
  amount: Money,
  /** How much of it has come back, in minor units. */
  returned: Minor,
  /** The lines of the receipt, as far as the till told of them. What was paid for a line is in minor units. */
  items: z.array(z.object({ item: Named, quantity: z.int(), amount: Minor })),
  /**
   * What the program's rules added to balances for it, in each one's minor units, whether or not some of it has gone back
   * since. Left out: the backend can't tell.
   */
  brought: z.optional(z.array(z.object({ currency: z.string(), amount: Minor }))),
});
export type Purchase = z.infer<typeof Purchase>;

/** Something that may happen to a member, and be told of. */
export const EventType = z.object({
  id: z.string(),
  name: z.string(),
  description: z.nullable(z.string()),
  /** What is told of it: JSON Schema, in the subset of {@link ActionCapability}'s own inputs. */
  properties: z.looseObject({}),
});
export type EventType = z.infer<typeof EventType>;
