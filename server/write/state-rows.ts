import type { Named, PunchCard, Template } from "../../sdk/contract/index.js";
import type { Program } from "../domain/program.js";
import type { AccountState, HeldPunchCardState, LibraryGift, LotState, ProfileState } from "../domain/member.js";
import type { UsedToday } from "../read/usage.js";

type OfMember<T> = T & { readonly memberId: string };

/** A member's own row, with their profile; no profile once erased. */
export interface MemberRow {
  readonly id: string;
  readonly status: string;
  readonly tierId: string | null;
  readonly version: number;
  readonly profile: ProfileState | null;
}

/** An operation that is to be undone. */
export interface OriginalRow {
  readonly id: string;
  readonly action: string;
  readonly currency: string | null;
  /** JSON of its effects; null where there is nothing to be undone by. */
  readonly effects: string | null;
  readonly reverses: string | null;
  readonly reversedBy: string | null;
}

/** All that a group's decisions stand on, as of one moment. */
export interface Reading {
  readonly program: Program | null;
  readonly members: readonly MemberRow[];
  readonly accounts: readonly OfMember<Omit<AccountState, "lots">>[];
  /** First to expire first. */
  readonly lots: readonly OfMember<LotState & { readonly currency: string }>[];
  readonly tags: readonly OfMember<{ readonly tag: string }>[];
  readonly consents: readonly OfMember<{ readonly channel: string; readonly granted: boolean }>[];
  readonly heldGifts: readonly OfMember<{ readonly id: string }>[];
  readonly heldPunchCards: readonly OfMember<HeldPunchCardState>[];
  readonly gifts: readonly LibraryGift[];
  readonly punchCards: readonly PunchCard[];
  readonly templates: readonly Template[];
  readonly reasonCodes: readonly Named[];
  readonly branches: readonly Named[];
  readonly originals: readonly OriginalRow[];
  readonly usage: readonly UsedToday[];
}
