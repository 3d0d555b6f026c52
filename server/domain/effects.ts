import type { Detail, ErasedStatus, Money, Named } from "../../sdk/contract/index.js";
import type { ConsentState } from "./consent.js";
import type { AttributeState } from "./attribute.js";
import type { PurchaseState } from "./purchase.js";
import type { Belongings, GivenTier, HeldCardState, HeldCouponState, LotKey, MembershipStatus } from "./member.js";

/**
 * What an operation does to a member: plain data, decided by a handler, shown in a preview, written by `apply`, kept
 * with the operation, and from which an undo is made. Nothing else changes a member.
 */
export type Effect =
  | BalanceEffect
  | GiftEffect
  | PunchEffect
  | CouponEffect
  | TagEffect
  | StatusEffect
  | ConsentEffect
  | TierEffect
  | HiddenTierEffect
  | ProfileEffect
  | CurrencyEffect
  | CardEffect
  | MessageEffect
  | ResyncEffect
  | PurchaseEffect
  | ReturnEffect
  | EventEffect
  | AbsorbEffect
  | MergeEffect
  | ErasureEffect;

/** Signed minor units by which each part of an account moves: the sums of its legs, see `balanceEffect`. */
export interface BalanceEffect {
  readonly kind: "balance";
  readonly currency: string;
  readonly earned: number;
  readonly spendable: number;
  readonly spent: number;
  readonly expired: number;
  readonly pending: number;
  /** The lots it moves; their sum is `spendable + pending`. */
  readonly legs: readonly Leg[];
  /** Signed, as it was asked for. */
  readonly requested: number;
  /** How much of that was not there to be taken: a forced claim takes what there is. Left out: none. */
  readonly shortfall?: number;
  /** What a purchase brought went back with it. An undo of that moves each lot by the contrary. */
  readonly returned?: true;
}

/** Signed minor units by which each part of one lot moves: see {@link LotState}. A part that is missing stays still. */
export interface Leg extends LotKey {
  /** By how much what is left of it moves. */
  readonly delta: number;
  readonly expired?: number;
  readonly standIn?: number;
}

/**
 * A gift lands in the wallet, is taken out of it again, or is used; `unused`: that it was used is undone. `withdrawn`: it
 * goes with the purchase that brought it, which no stock counts; `restored`: that is undone.
 */
export interface GiftEffect {
  readonly kind: "gift";
  readonly change: "issued" | "revoked" | "used" | "unused" | "withdrawn" | "restored";
  /** The held gift's own id. */
  readonly id: string;
  readonly gift: Named;
  /** Last day it can be used; null: for ever. */
  readonly expiresOn: string | null;
}

/** A card's punches change; the card is issued with it, or withdrawn when the punches that issued it are undone. */
export interface PunchEffect {
  readonly kind: "punch";
  readonly change: "issued" | "punched" | "withdrawn";
  /** The held card's own id. */
  readonly id: string;
  readonly punchCard: Named;
  readonly before: number;
  readonly after: number;
  /** Punches that fill it. */
  readonly of: number;
}

/** A coupon is issued, disabled, or taken back with what issued it. Null: it is not there. */
export interface CouponEffect extends Omit<HeldCouponState, "status"> {
  readonly kind: "coupon";
  readonly before: HeldCouponState["status"] | null;
  readonly after: HeldCouponState["status"] | null;
}

export interface TagEffect {
  readonly kind: "tag";
  readonly change: "added" | "removed";
  readonly tag: string;
}

/** The member agrees to a channel, or no longer does. */
export interface ConsentEffect {
  readonly kind: "consent";
  readonly channel: string;
  readonly before: ConsentState;
  readonly after: ConsentState;
}

/** Something that is known of the member changes. */
export interface ProfileEffect {
  readonly kind: "profile";
  readonly attribute: Named & { readonly kind: string };
  readonly before: AttributeState;
  readonly after: AttributeState;
}

/** A tier is given, for good or until the end of a day; or it has ended, or is taken back. */
export interface TierEffect {
  readonly kind: "tier";
  readonly change: "given" | "ended";
  readonly given: GivenTier;
}

/** The tier that only the team sees changes. Null: none. */
export interface HiddenTierEffect {
  readonly kind: "hidden-tier";
  readonly before: string | null;
  readonly after: string | null;
}

/** The member gets another currency of their own. */
export interface CurrencyEffect {
  readonly kind: "currency";
  readonly before: string;
  readonly after: string;
}

/**
 * One card less, one more, or one in the place of another. `taken-back`: that it was so is undone. Then what was there
 * `before` has never been; otherwise it has been replaced.
 */
export interface CardEffect {
  readonly kind: "card";
  readonly change: "given" | "taken-back";
  readonly before: HeldCardState | null;
  readonly after: HeldCardState | null;
}

/** The membership begins to count, is blocked, or counts again. */
export interface StatusEffect {
  readonly kind: "status";
  readonly before: MembershipStatus;
  readonly after: MembershipStatus;
}

/** A message is put into the outbox. Consent is looked at again at delivery. */
export interface MessageEffect {
  readonly kind: "message";
  readonly channel: string;
  /** Null: a custom text. */
  readonly template: Named | null;
  readonly to: string | null;
  readonly subject: string | null;
  readonly body: string;
  readonly segments: number;
  /** The characters that make an SMS UCS-2, once each. */
  readonly beyondGsm: readonly string[];
  readonly cost: Money | null;
  readonly consent: boolean;
  /** `blocked` where it is known already that it would never leave. */
  readonly status: "queued" | "blocked";
  /** Why it is blocked: `no-consent`, `no-address`. */
  readonly reason: string | null;
}

/** The member is handed to another system, as they are by then. */
export interface ResyncEffect {
  readonly kind: "resync";
  readonly integration: Named;
}

/** Something was bought. By itself it earns nothing: that is for the program's rules. */
export interface PurchaseEffect {
  readonly kind: "purchase";
  /** A till told whose it is; it was claimed; or that it was is undone. */
  readonly change: "bought" | "claimed" | "unclaimed";
  /** Without those who have it since; its `at` may be {@link NOW}. */
  readonly purchase: PurchaseState;
  /** Its day, `YYYY-MM-DD`, in the program's time zone. */
  readonly day: string;
  /** Whether its receipt was kept before, as nobody's: so it is again once the claim is undone. */
  readonly wasKept: boolean;
}

/** A part of a purchase comes back, or is the member's again. */
export interface ReturnEffect {
  readonly kind: "return";
  /** As it was before. */
  readonly purchase: PurchaseState;
  /** How much of it has come back in all, in minor units. */
  readonly before: number;
  readonly after: number;
}

/** What another member had is this one's: their history, what they hold, their tags and ids. Balances have legs. */
export interface AbsorbEffect {
  readonly kind: "absorb";
  readonly from: string;
  readonly moved: Belongings;
  /** The tags that are new here. */
  readonly tags: readonly string[];
}

/** The member becomes part of another one, and is gone. */
export interface MergeEffect {
  readonly kind: "merge";
  readonly into: string;
}

/** Something else has happened. By itself it earns nothing, as a purchase. */
export interface EventEffect {
  readonly kind: "event";
  readonly type: Named;
  /** What was told of it. */
  readonly details: readonly Detail[];
  /** The day after which what it earns expires; null: when its rule says. */
  readonly expiresOn: string | null;
}

/** The member leaves for good: all that is personal is deleted, and unless they are anonymized, all they had. */
interface ErasureEffect {
  readonly kind: "erasure";
  readonly as: ErasedStatus;
}
