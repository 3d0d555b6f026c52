import type {
  AttributeValue,
  ErasedStatus,
  Gift,
  Named,
  PunchCard,
  ReasonCode,
  Template,
} from "../../sdk/contract/index.js";
import type { ConsentState } from "./consent.js";
import type { Program } from "./program.js";
import type { Brought, PurchaseState } from "./purchase.js";
import type { TagSet } from "./tag-set.js";

/** All that a handler may look at. */
export interface State extends Library {
  readonly member: MemberState;
  /** The other member of an action that takes two: see `memberField`. */
  readonly other: MemberState | null;
  /** What the other member has beside balances; null where they are not to be merged. */
  readonly merging: Merging | null;
}

/** What a member had, and how many of each. */
export interface Belongings {
  readonly entries: number;
  readonly gifts: number;
  readonly punchCards: number;
  readonly coupons: number;
  readonly cards: number;
  readonly tags: number;
  readonly externalIds: number;
}

/** What a merge is to move, and to point out. */
export interface Merging {
  readonly belongings: Omit<Belongings, "tags">;
  /** What both members earned on the same day, of the same amount: it may be one thing that was booked twice. */
  readonly lookalikes: readonly Lookalike[];
}

export interface Lookalike {
  /** `YYYY-MM-DD`, in the program's zone. */
  readonly day: string;
  readonly currency: string;
  readonly amount: number;
  /** How many pairs there are of it. */
  readonly pairs: number;
}

/** The program, and what was chosen from its libraries, or of its purchases, by id. */
export interface Library {
  readonly program: Program;
  readonly gifts: ReadonlyMap<string, LibraryGift>;
  readonly punchCards: ReadonlyMap<string, PunchCard>;
  readonly rewards: ReadonlyMap<string, LibraryReward>;
  readonly templates: ReadonlyMap<string, Template>;
  readonly reasonCodes: ReadonlyMap<string, ReasonCode>;
  readonly branches: ReadonlyMap<string, Named>;
  /** Those that are asked about, anybody's. */
  readonly purchases: ReadonlyMap<string, PurchaseState>;
  /** What the rules did about purchases that come back, or are claimed no more, by the operation that they reacted to. */
  readonly brought: ReadonlyMap<string, readonly Brought[]>;
}

export interface LibraryGift extends Gift {
  /** How long one can be used once given, in days; null: for ever. */
  readonly validDays: number | null;
}

export interface LibraryReward {
  readonly id: string;
  readonly name: string;
  /** Minor units by currency. It can't be paid for in a currency that is missing. */
  readonly prices: Readonly<Record<string, number>>;
  /** Who claims it must have this tag; null: anybody may. */
  readonly segment: string | null;
  /** Who claims it must be of this tier or above; null: of any, or none. */
  readonly minTierId: string | null;
  /** First and last day on which it can be claimed, `YYYY-MM-DD`; null: no such day. */
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** How many coupons of it a member may get in so many days, today included; null: any number. */
  readonly frequency: { readonly times: number; readonly days: number } | null;
  /** How many are left; null: no limit. */
  readonly stock: number | null;
  /** How long a coupon can be used, in days; null: for ever. */
  readonly validDays: number | null;
}

/** `pending`: who joined has yet to be confirmed. */
export type MembershipStatus = "pending" | "active" | "blocked";

export interface MemberState {
  readonly id: string;
  /** One who is erased is never decided on. */
  readonly status: MembershipStatus | ErasedStatus;
  readonly tierId: string | null;
  /** Tiers above what they had earned: no recalculation goes below them. */
  readonly givenTiers: readonly GivenTier[];
  /** Their tier on the ladder that only the team sees; null: none. */
  readonly hiddenTierId: string | null;
  /** Null: the program's first: see {@link currencyOf}. */
  readonly currency: string | null;
  readonly version: number;
  readonly profile: ProfileState;
  /** What the program knows of them beside their profile, by attribute. Read where it is edited. */
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  /** By currency; one that was never used is missing: see {@link accountOf}. */
  readonly accounts: ReadonlyMap<string, AccountState>;
  readonly tags: TagSet;
  /** By channel; a missing one was never given. */
  readonly consents: ReadonlyMap<string, ConsentState>;
  /** Of the held gifts, those that are acted on, by their own id. */
  readonly gifts: ReadonlyMap<string, HeldGiftState>;
  /** Of the held coupons, those that are acted on, and those that count against a reward's frequency, by their own id. */
  readonly coupons: ReadonlyMap<string, HeldCouponState>;
  /** Active and full cards, by their own id. */
  readonly punchCards: ReadonlyMap<string, HeldPunchCardState>;
  /** The cards that count, by their own id. Read where they may change. */
  readonly cards: ReadonlyMap<string, HeldCardState>;
}

export interface GivenTier {
  readonly tierId: string;
  /** The last day that it holds, `YYYY-MM-DD`; null: for good. */
  readonly until: string | null;
}

export interface ProfileState {
  readonly salt: string;
  readonly name: string;
  readonly firstName: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  /** E.164. */
  readonly phone: string | null;
  readonly phoneVerified: boolean;
  /** `YYYY-MM-DD`. */
  readonly birthday: string | null;
  /** The device that notifications go to; null: none. */
  readonly pushToken: string | null;
  /** BCP 47. */
  readonly language: string | null;
  readonly homeBranchId: string | null;
}

export interface AccountState {
  readonly currency: string;
  readonly earned: number;
  readonly spendable: number;
  readonly spent: number;
  readonly expired: number;
  readonly pending: number;
  /** The number of its last entry. */
  readonly seq: number;
  /** First to expire first. Those of which nothing is left may be missing where nothing is to be undone. */
  readonly lots: readonly LotState[];
}

/** Which lot of an account: see the `lot` table. */
export interface LotKey {
  readonly expiresOn: string;
  readonly availableOn: string;
}

export interface LotState extends LotKey {
  /** What is left of it. */
  readonly amount: number;
  /** What was left of it on its last day, or ended before, and is neither undone nor reinstated. */
  readonly expired: number;
  /**
   * What it gave in place of other lots, whose points were undone once they had been taken. Negative: what others gave
   * for it.
   */
  readonly standIn: number;
}

export interface HeldGiftState {
  readonly id: string;
  readonly gift: Named;
  readonly status: "active" | "used" | "expired" | "revoked";
  /** Last day it can be used; null: for ever. */
  readonly expiresOn: string | null;
}

export interface HeldCouponState {
  readonly id: string;
  readonly reward: Named;
  readonly status: "active" | "used" | "disabled";
  /** The day it was issued on, in the program's time zone. */
  readonly issuedOn: string;
  /** Last day it can be used; null: for ever. */
  readonly expiresOn: string | null;
}

export interface HeldCardState {
  readonly id: string;
  readonly number: string;
}

export interface HeldPunchCardState {
  readonly id: string;
  readonly punchCardId: string;
  readonly punches: number;
  readonly status: string;
  /** It came with its first punch, and goes when an undo takes its last. */
  readonly issuedByPunch: boolean;
}

/** A lot's `expiresOn` that never comes. */
export const NEVER_EXPIRES = "infinity";
/** A lot's `availableOn` once it counts as spendable. */
export const AVAILABLE_NOW = "-infinity";

/** The account in a currency; an empty one where it was never used. */
export const accountOf = (member: Pick<MemberState, "accounts">, currency: string): AccountState =>
  member.accounts.get(currency) ?? {
    currency,
    earned: 0,
    spendable: 0,
    spent: 0,
    expired: 0,
    pending: 0,
    seq: 0,
    lots: [],
  };

/** The member's own currency: what rewards cost them in. */
export const currencyOf = (
  { currency }: Pick<MemberState, "currency">,
  { currencies }: Pick<Program, "currencies">,
): string => currency ?? currencies[0]?.code ?? "";

/** What the input chose from a library. That it exists was checked before any handler is asked. */
export const chosen = <T>(library: ReadonlyMap<string, T>, id: string): T => {
  const found = library.get(id);
  if (found === undefined) throw new Error(`The library was read without ${id}`);
  return found;
};

/**
 * A member's ETag (RFC 9110, 8.8.3): covers profile, status, tier and consents, whose every change raises the version.
 */
export const memberEtag = (version: number): string => `"${version}"`;
