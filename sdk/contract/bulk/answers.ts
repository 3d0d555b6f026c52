import * as z from "zod/mini";
import { Count, DetailValue, Instant, Minor, Money, Named, Notice } from "../schemas/common.js";
import { MemberSummary } from "../schemas/member.js";

export { pageOf } from "../schemas/common.js";

/** Answers of the routes that are about many members: loaded with the first of them. */

/** What a condition, a column or a property of an event can be about. */
export const FilterField = z.object({
  /** `tags`, `accounts.points.spendable`, `attributes.milk`. */
  id: z.string(),
  /** As it stands in a list, under its group. */
  label: z.string(),
  /** Fields that stand together: `member`, `balance`, `activity` … */
  group: z.string(),
  /**
   * `text`, `number`, `date`, `boolean`, `choice`, `set` (of which a member has several: tags, segments) or `key` (a list of
   * ids, addresses or numbers that is pasted). A condition on any other kind is not offered.
   */
  kind: z.string(),
  /** In the order to be offered. */
  operators: z.array(z.string()),
  /** Decimal places of its minor unit; left out: whole numbers. */
  scale: z.optional(z.int()),
  /** What there is to choose from; left out: whatever is typed. */
  options: z.optional(z.array(z.object({ value: z.string(), label: z.string() }))),
  /** Where what there is to choose from is suggested as one types: `tags` or `items`. */
  suggestions: z.optional(z.string()),
  /** Whether a list can show it, and be sorted by it. */
  column: z.boolean(),
  sortable: z.boolean(),
});
export type FilterField = z.infer<typeof FilterField>;

/** Something that happens to members. */
export const FilterEvent = z.object({
  /** `purchase`, or an event of the program's own. */
  id: z.string(),
  /** As it stands in a sentence: "purchase". */
  label: z.string(),
  /** Decimal places of its amount; null: it has none, and no total. */
  scale: z.nullable(z.int()),
  /** What each of them can be told apart by. */
  fields: z.array(FilterField),
});
export type FilterEvent = z.infer<typeof FilterEvent>;

/** What members can be filtered by. */
export const FilterSchema = z.object({
  fields: z.array(FilterField),
  events: z.array(FilterEvent),
  /** The columns that a list shows at first. */
  columns: z.array(z.string()),
  greatestDepth: z.int(),
  mostRules: z.int(),
  mostValues: z.int(),
});
export type FilterSchema = z.infer<typeof FilterSchema>;

/** How many of an audience one channel reaches: who agreed, has an address, and takes part. */
export const Reach = z.object({
  channel: z.string(),
  members: z.int(),
  /** What one message (one segment, for SMS) to each of them costs; null where free. */
  cost: z.nullable(Money),
});
export type Reach = z.infer<typeof Reach>;

/** A member of an audience, with what was asked for beside. */
export const AudienceMember = z.object({
  ...MemberSummary.shape,
  /** In the order of the columns that were asked for. */
  cells: z.array(z.union([DetailValue, z.array(z.string())])),
});
export type AudienceMember = z.infer<typeof AudienceMember>;

/** A page of an audience, and what was asked for beside it. */
export const AudiencePage = z.object({
  data: z.array(AudienceMember),
  page: z.object({ next: z.nullable(z.string()) }),
  /** Null where it was not asked for. */
  count: z.nullable(Count),
  /** Of all members of the program; null where it was not asked for. */
  everybody: z.nullable(Count),
  /** Null where it was not asked for. */
  reach: z.nullable(z.array(Reach)),
  /** Of pasted lists: what no member has, by the condition's place. */
  notFound: z.array(z.object({ pointer: z.string(), values: z.array(z.string()) })),
});
export type AudiencePage = z.infer<typeof AudiencePage>;

/** A saved filter. */
export const Audience = z.object({
  id: z.string(),
  name: z.string(),
  description: z.nullable(z.string()),
  /** A {@link FilterGroup}. */
  filter: z.looseObject({}),
  /** Whether profiles show who is in it. Left out: the backend has no segments. */
  isSegment: z.optional(z.boolean()),
  createdBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Audience = z.infer<typeof Audience>;

/** A saved filter that is shown on the profile of whoever is in it, by the id that it has among the saved ones. */
export const Segment = z.object({ ...Named.shape, description: z.nullable(z.string()) });
export type Segment = z.infer<typeof Segment>;

/** Why members are left out, or were not done. */
export const Exclusion = z.object({
  /** A problem's code, or `unconsented`, `contacted`, `received` … */
  code: z.string(),
  detail: z.string(),
  members: z.int(),
});
export type Exclusion = z.infer<typeof Exclusion>;

/** What an action would do to all of an audience, or has done. */
export const BulkTotals = z.object({
  /** Signed minor units of the spendable balance, by currency. */
  amounts: z.array(z.object({ currency: z.string(), amount: Minor })),
  /** What messages cost, at most: consent is asked again when each is delivered. */
  cost: z.nullable(Money),
  /** Members whose tier changes. */
  tiers: z.array(z.object({ before: z.nullable(z.string()), after: z.nullable(z.string()), members: z.int() })),
});
export type BulkTotals = z.infer<typeof BulkTotals>;

/**
 * An action over many members. It is checked first, over a snapshot of its members: nothing is written. Once started it
 * does exactly those, each once, less those who can't be done any more.
 */
export const Job = z.object({
  id: z.string(),
  /** `action`, `import` or `reversal`. */
  kind: z.string(),
  /** The action's id; of a reversal, that of what is undone. */
  action: z.string(),
  /** What is done to each, in the program's language: "Add 50 points". */
  title: z.string(),
  /**
   * `checking`, `checked` (waits to be started), `awaiting_approval`, `running`, `cancelling`, `cancelled`, `done`,
   * `declined`, `expired` (nobody decided about it in time) or `failed` (to be checked at all).
   */
  status: z.string(),
  /** Who made it. */
  operator: z.object({ id: z.string(), name: z.string() }),
  createdAt: Instant,
  startedAt: z.nullable(Instant),
  finishedAt: z.nullable(Instant),
  /** While checking: `done` of `total` looked at. Then: of those that are to be done. */
  progress: z.object({
    total: z.int(),
    done: z.int(),
    succeeded: z.int(),
    failed: z.int(),
    skipped: z.int(),
  }),
  /** Who is left out, by why; known once it is checked. */
  exclusions: z.array(Exclusion),
  /** Why items failed or were skipped while it ran, by code. */
  failures: z.array(Exclusion),
  totals: BulkTotals,
  /** Worth knowing before it is started: `quiet-hours`, `same-file`. */
  warnings: z.array(Notice),
  /** Whether the number of members has to be typed before it starts. */
  confirmCount: z.boolean(),
  /** Whether this operator may decide about it now. */
  decidable: z.boolean(),
  /** Whether all of it can be undone, as far as its operations can. */
  reversible: z.boolean(),
  /** The job that undoes it; null: none does. */
  reversedBy: z.nullable(z.string()),
  /**
   * Whether what became of each member is still known. A program drops that some time after a job is over, by default 90
   * days: then its members can't be read, tried again or undone, and the job itself stays. Left out: it is known.
   */
  itemsKept: z.optional(z.boolean()),
  /**
   * What has become of the messages that it sent, by their state (`queued`, `sent`, `delivered`, `blocked`, `failed`,
   * `unknown`): they add up to those who were done, less those whom it does not write to. Told of one job that is over. Left
   * out: it sends none, or what was typed for it is forgotten.
   */
  deliveries: z.optional(z.array(z.object({ state: z.string(), messages: z.int() }))),
});
export type Job = z.infer<typeof Job>;

/** One member of a job, or one row of an import. */
export const JobItem = z.object({
  /** 1 for the first; of an import, the row of its file. */
  position: z.int(),
  /** Null where a row names nobody. */
  member: z.nullable(z.object({ id: z.string(), name: z.nullable(z.string()) })),
  /** `waiting`, `excluded`, `succeeded`, `failed` or `skipped`. */
  status: z.string(),
  /** A problem's code; null: none. */
  code: z.nullable(z.string()),
  detail: z.nullable(z.string()),
  /** Of an import, which column it is about. */
  column: z.nullable(z.string()),
  /** The operation that it became. */
  operationId: z.nullable(z.string()),
});
export type JobItem = z.infer<typeof JobItem>;

/** Where something can be fetched, once and soon: below the base URL, as a route's path is. */
export const SingleUse = z.object({ url: z.string(), expiresAt: Instant });
export type SingleUse = z.infer<typeof SingleUse>;

/**
 * What an erasure was, and what it did. It holds ids, codes and the backend's own words: nothing of the person. The
 * names of data are the backend's own, too.
 */
export const Erasure = z.object({
  /** Of this shape: 1. */
  version: z.int(),
  tenant: z.string(),
  issuedAt: Instant,
  operationId: z.string(),
  memberId: z.string(),
  /** Those who had been merged into the member, and went with them. */
  mergedIds: z.array(z.string()),
  /** `delete`, `anonymize` or `opt-out`. */
  action: z.string(),
  at: Instant,
  /** `manual`; `restore`, where a backup had brought the member back. */
  source: z.string(),
  /** Null: the program did it. */
  operatorId: z.nullable(z.string()),
  /** The second person; null: it needed none. */
  approvedBy: z.nullable(z.string()),
  /** The ticket that it was done for. */
  reference: z.nullable(z.string()),
  reasonCode: z.nullable(z.string()),
  removed: z.object({
    words: z.array(z.string()),
    /** Data that went as a whole. */
    deleted: z.array(z.string()),
    /** Data of which only what is not personal stays. */
    emptied: z.array(z.object({ data: z.string(), fields: z.array(z.string()) })),
  }),
  kept: z.object({
    words: z.array(z.string()),
    /** For how many days at most; null: for ever. */
    data: z.array(z.object({ data: z.string(), why: z.string(), days: z.nullable(z.int()) })),
  }),
  /** What somebody else may have from then on. */
  released: z.array(z.string()),
  /** Its row of the audit, and the row's place in the chain: `before` is the hash of the place before. Null: there is no chain. */
  seal: z.nullable(z.object({ position: z.int(), before: z.string(), hash: z.string(), row: z.looseObject({}) })),
});
export type Erasure = z.infer<typeof Erasure>;

/** What an erasure was, to be read, and the same as it was signed: a compact JWS (RFC 7515) whose payload it is. */
export const Certificate = z.object({ erasure: Erasure, jws: z.string() });
export type Certificate = z.infer<typeof Certificate>;

/** Where the host's campaign wizard goes on with an audience. */
export const Handoff = z.object({ url: z.string() });
export type Handoff = z.infer<typeof Handoff>;

/** What is there no more. */
export const Deleted = z.object({ id: z.string() });
export type Deleted = z.infer<typeof Deleted>;
