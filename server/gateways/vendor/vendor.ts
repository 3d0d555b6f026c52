import type {
  ActionCapability,
  ActionId,
  Attribute,
  AttributeValue,
  BalanceChange,
  Capabilities,
  Effect,
  HeldCoupon,
  Member,
  MemberSummary,
  Notice,
  Reward,
  Tag,
} from "../../../sdk/contract/index.js";
import type { Refusal, Refused } from "../../domain/refusal.js";

/**
 * A loyalty system that somebody else runs, as the gateway speaks to it: what it can do, its members, their ledger, and the
 * actions that are true in its own console. All that it throws is a `VendorError`, or a `RefusalError` of what isn't there.
 * `Own` is what an adapter reads of a member beside what the contract tells.
 */
export interface Vendor<Own = unknown> {
  /** As operators know it: "Square". */
  readonly name: string;
  /** What can be done, by the ids of the catalogue. What isn't here is offered nowhere. */
  readonly actions: Readonly<Partial<Record<ActionId, VendorAction<Own>>>>;
  /** What there is beside actions. Asked often: an adapter keeps it for a while. */
  capabilities(): Promise<VendorCapabilities>;
  /** Members whom a text finds, as `capabilities().search` says; an empty text finds all. */
  find(search: VendorSearch): Promise<Listed<MemberSummary>>;
  /** Up to 100 members by the vendor's ids, or by those that the host gave them; who isn't there is left out. */
  summaries(by: MembersBy): Promise<readonly MemberSummary[]>;
  /** The member as they are now. @throws RefusalError `not-found` */
  member(id: string): Promise<Found<Own>>;
  /**
   * What happened to a member by the vendor's ledger, page by page, newest first: all, or what stands behind a position, none
   * twice. It is read on as long as it is iterated.
   */
  history(found: Found<Own>, behind: HistoryPosition | null): AsyncIterable<readonly VendorEntry[]>;
  /** The rewards of the program, and what each is to a member; null: to nobody. Only with the module `rewards`. */
  rewards?(found: Found<Own> | null): Promise<readonly Reward[]>;
  /** Coupons in a member's wallet, newest first. Only with the module `rewards`. */
  coupons?(found: Found<Own>): Promise<readonly HeldCoupon[]>;
  /** Tags in use that begin with a text, whatever its case, most used first. */
  tags?(search: TagSearch): Promise<TagPage>;
  /** The channels of which the vendor knows whether a member has agreed; left out: none. */
  readonly consentChannels?: readonly string[];
  /** What is known of members, and what of it can be edited. */
  attributes?(): Promise<readonly Attribute[]>;
}

export type MembersBy = { readonly ids: readonly string[] } | { readonly externalIds: readonly string[] };

/** What of the capabilities a vendor says; the rest is the gateway's own. */
export type VendorCapabilities = Pick<
  Capabilities,
  "program" | "currencies" | "tiers" | "tierCurrency" | "modules" | "branches" | "tagCase"
> & { readonly search: NonNullable<Capabilities["search"]> };

export interface VendorSearch {
  readonly q: string;
  readonly status?: string | undefined;
  readonly limit: number;
  /** As the vendor wrote it; undefined: from the start. */
  readonly cursor?: string | undefined;
}

export interface TagSearch {
  readonly prefix?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export interface TagPage {
  readonly data: Tag[];
  readonly page: { readonly next: string | null };
}

export interface Listed<T> {
  readonly data: readonly T[];
  /** The vendor's own cursor; null: that was the end. */
  readonly next: string | null;
}

export interface Found<Own = unknown> {
  readonly member: Member;
  /** Another one whenever profile, status, tier or consents are others, and only then. Balances are no part of it. */
  readonly version: string;
  readonly own: Own;
}

/** Behind which entry a history goes on. */
export interface HistoryPosition {
  readonly at: string;
  /** What the entry said to go on by: see {@link VendorEntry.resume}. */
  readonly resume: unknown;
}

/** An entry of the vendor's ledger. */
export interface VendorEntry {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** An action of the catalogue, or a word of its own: `purchase`, `expire`. */
  readonly action: string;
  /** `manual`, `pos`, `program` … */
  readonly source: string;
  readonly changes: readonly BalanceChange[];
  readonly effects: readonly Effect[];
  readonly note: string | null;
  /** Our mark, where the vendor returns one: see {@link VendorCall.mark}. */
  readonly mark: string | null;
  /** Small JSON by which a history goes on behind this entry: the balance before it, what else has its instant. */
  readonly resume: unknown;
}

/**
 * Whether a call whose answer was lost may be sent again. `key`: with the same key, and it has one effect, for so long
 * after it was first sent. `mark`: only once it was looked for by our mark and is not there, so long after it was last sent
 * that the vendor can't still be at work on it. `never`: then its outcome stays unknown.
 */
export type Repeat =
  | { readonly by: "key"; readonly forMs: number }
  | { readonly by: "mark"; readonly quietMs: number }
  | { readonly by: "never" };

/** An action as a vendor does it. */
export interface VendorAction<Own = unknown, Plan = unknown> {
  /** What it takes, who reads its note, how it is undone, what it leaves of a member. */
  readonly capability: Omit<ActionCapability, "id" | "own"> & { readonly optionalFields: string[] };
  readonly repeat: Repeat;
  /** Why it can't be done to this member, whoever asks and whatever for; null: it can. */
  refusal?(found: Found<Own>): Refusal | null;
  /**
   * What would come of it, and what the vendor is to be asked for; or why not. It changes nothing. The plan is kept as JSON
   * before anything is sent: it holds no personal text, which is in {@link VendorCall.text}.
   */
  estimate(found: Found<Own>, input: Readonly<Record<string, unknown>>): Promise<Estimate<Plan> | Refused>;
  /** Does it. It is called anew with the same call where {@link Repeat} allows it. */
  run(call: VendorCall<Plan>): Promise<Done>;
  /**
   * What became of a call: done, `absent` where that is certain, `unclear` else. A vendor that may show a write late never
   * says `absent`. Asked by `mark`, and of what is `pending`.
   */
  lookUp?(call: VendorCall<Plan>): Promise<Done | "absent" | "unclear">;
  /** What takes back what was done: an estimate whose plan `run` carries out. Left out: it can't be undone. */
  undo?(found: Found<Own>, original: Original<Plan>): Promise<Estimate<Plan> | Refused>;
}

/** What may be personal, and so stands in no plan: what the operator wrote (null: nothing), and the tags that it is about, in order. */
export interface CallText {
  readonly note: string | null;
  readonly tags: readonly string[];
  /** What of a profile it changes. */
  readonly profile: readonly ProfileChange[];
}

/** What was known under an attribute, and what is to be. */
export interface ProfileChange {
  readonly id: string;
  readonly before: AttributeValue;
  readonly after: AttributeValue;
}

/** What was done, and is to be undone. */
export interface Original<Plan = unknown> {
  readonly plan: Plan;
  readonly text: CallText;
  readonly entryId: string | null;
}

export interface Estimate<Plan = unknown> {
  readonly plan: Plan;
  readonly changes: readonly BalanceChange[];
  readonly effects: readonly Effect[];
  readonly tier?: { readonly before: string | null; readonly after: string | null } | null;
  readonly warnings?: readonly Notice[];
}

/** One act as it is sent, the same at each repeat. */
export interface VendorCall<Plan = unknown> {
  readonly memberId: string;
  /** For the vendor's own idempotency key: 67 visible characters, made of the caller's key. */
  readonly key: string;
  /** For a field that the vendor returns: the id of our operation, which is also what an operator looks it up by. */
  readonly mark: string;
  readonly plan: Plan;
  readonly text: CallText;
  /** The vendor's entry, once it is known. */
  readonly entryId: string | null;
}

/** The vendor has done it, or has taken it and will. */
export interface Done {
  readonly status: "applied" | "pending";
  /** The id of the entry in its ledger; null: it keeps none of this. */
  readonly entryId: string | null;
  /** When, by the vendor's own clock: RFC 3339, UTC. Left out: it doesn't say. */
  readonly at?: string;
  /** The id of what was issued, for the receipt's effects. */
  readonly issued?: string;
}
