import type { ColumnType, Generated } from "kysely";
import type { LookupKind } from "../domain/lookup.js";

/**
 * The tables, as the migrations make them. Every key leads with `tenant`. What may hold personal data, and what becomes
 * of it when a member is erased, stands in personal-data.ts.
 *
 * Columns of type `text` that hold JSON are named so: `jsonb` reorders keys, and a kept answer has to stay the same to
 * the byte.
 */
export interface Schema {
  program: ProgramTable;
  branch: NamedTable;
  reason_code: ReasonCodeTable;
  gift: GiftTable;
  punch_card: PunchCardTable;
  reward: RewardTable;
  template: TemplateTable;
  item: NamedTable;
  operator: OperatorTable;
  member: MemberTable;
  profile: ProfileTable;
  external_id: ExternalIdTable;
  member_lookup: MemberLookupTable;
  member_attribute: MemberAttributeTable;
  member_tag: MemberTagTable;
  household_member: HouseholdMemberTable;
  tag: TagTable;
  consent: ConsentTable;
  account: AccountTable;
  lot: LotTable;
  entry: EntryTable;
  member_gift: MemberGiftTable;
  member_punch_card: MemberPunchCardTable;
  coupon: CouponTable;
  member_card: MemberCardTable;
  operation: OperationTable;
  purchase: PurchaseTable;
  purchase_item: PurchaseItemTable;
  approval: ApprovalTable;
  member_text: MemberTextTable;
  message: MessageTable;
  resync: ResyncTable;
  audit: AuditTable;
  audit_to_seal: AuditToSealTable;
  audit_seal: AuditSealTable;
  audit_head: AuditHeadTable;
  certificate: CertificateTable;
  member_event: MemberEventTable;
  audience: AudienceTable;
  export: ExportTable;
  job: JobTable;
  job_chunk: JobChunkTable;
  job_item: JobItemTable;
  member_change: MemberChangeTable;
  job_change: JobChangeTable;
}

/**
 * `timestamptz`: read as a Date, written as a Date or an RFC 3339 text. The server's clock decides it, never the
 * database's.
 */
type Instant = ColumnType<Date, Date | string, Date | string>;
type NullableInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** `date`, read and written as `YYYY-MM-DD`, or `infinity` / `-infinity`. */
type CalendarDay = string;

interface TenantTable {
  tenant: string;
}

interface ProgramTable extends TenantTable {
  /** JSON of {@link Program} in server/domain/program.ts. */
  settings: string;
}

/** Something a picker lists, by position and then name. */
interface NamedTable extends TenantTable {
  id: string;
  name: string;
  position: Generated<number>;
}

interface ReasonCodeTable extends NamedTable {
  /** JSON of the ids of the actions that it is offered for; null: all. */
  actions: string | null;
  requires_note: Generated<boolean>;
  retired: Generated<boolean>;
}

interface GiftTable extends NamedTable {
  description: string | null;
  image_url: string | null;
  /** How many are left; null: no limit. */
  stock: number | null;
  /** How long one can be used once given; null: for ever. */
  valid_days: number | null;
}

interface PunchCardTable extends NamedTable {
  /** Punches that fill it. */
  size: number;
  reward: string | null;
}

/** See `LibraryReward` in server/domain/member.ts. */
interface RewardTable extends NamedTable {
  description: string | null;
  /** JSON: minor units by currency. */
  prices: string;
  segment: string | null;
  min_tier_id: string | null;
  starts_on: CalendarDay | null;
  ends_on: CalendarDay | null;
  /** At most so many a member, within so many days; both null: any number. */
  times: number | null;
  within_days: number | null;
  /** How many are left; null: no limit. */
  stock: number | null;
  /** How long a coupon of it can be used; null: for ever. */
  valid_days: number | null;
}

interface TemplateTable extends NamedTable {
  channel: string;
  subject: string | null;
  body: string;
}

/** Those who have acted: a row to lock while a day's limit is counted, and a name for the timeline's filter. */
interface OperatorTable extends TenantTable {
  id: string;
  name: string;
  email: string | null;
}

/**
 * A member without anything personal; stays after an erasure. Its row is the lock of all that is the
 * member's.
 */
interface MemberTable extends TenantTable {
  id: string;
  /** `pending`, `active` or `blocked`; once gone, `deleted`, `opted-out` or `anonymized`. */
  status: string;
  tier_id: string | null;
  /** JSON of the tiers that they were given, above what they had earned: see {@link GivenTier} in domain/member.ts. */
  given_tiers: Generated<string | null>;
  /** The first day after which one of these ends; null: none does. */
  given_until: Generated<CalendarDay | null>;
  /** Their tier on the ladder that only the team sees; null: none. */
  hidden_tier_id: Generated<string | null>;
  /** What rewards cost them in; null: the program's first. */
  own_currency: Generated<string | null>;
  /** The member whom a deleted one has become part of; null: none. */
  merged_into: Generated<string | null>;
  /** Raised by every change of profile, status, tier or consents: the ETag. */
  version: Generated<number>;
  joined_at: Instant;
}

interface ProfileTable extends TenantTable {
  member_id: string;
  /**
   * Keys the digests of this member's texts in the audit; gone with the row, so that nothing can be guessed from them.
   */
  salt: string;
  name: string;
  first_name: string;
  /** Shown to members and to support: `7F3K-22`. */
  support_id: string | null;
  /** Lower case. */
  email: string | null;
  email_verified: Generated<boolean>;
  /** E.164. */
  phone: string | null;
  phone_verified: Generated<boolean>;
  birthday: CalendarDay | null;
  /** BCP 47. */
  language: string | null;
  home_branch_id: string | null;
  /** The device that notifications go to; null: none. */
  push_token: string | null;
}

/** The host's own ids. One may stand for several members, which a host is told. */
interface ExternalIdTable extends TenantTable {
  member_id: string;
  external_id: string;
}

/** By what members are looked up, in normal form: see server/domain/lookup.ts. Written with the profile. */
interface MemberLookupTable extends TenantTable {
  member_id: string;
  kind: LookupKind;
  value: string;
}

/** What the program knows of a member beside their profile: what its settings call its attributes. */
interface MemberAttributeTable extends TenantTable {
  member_id: string;
  attribute: string;
  /** JSON of a text, a number or a boolean. */
  value: string;
}

interface MemberTagTable extends TenantTable {
  member_id: string;
  tag: string;
}

/** A member's place in their household: there is none without members. */
interface HouseholdMemberTable extends TenantTable {
  member_id: string;
  household_id: string;
  /** What the household is called; the same in each place. */
  name: string;
  /** `head` or `member`. */
  role: string;
}

/**
 * How many members have a tag: the sum of its parts, of which there is one unless several transactions counted at once.
 */
interface TagTable extends TenantTable {
  /** By `foldTag`. */
  folded: string;
  tag: string;
  part: string;
  /** Below zero where more were taken off than given by those who counted here. */
  members: number;
}

interface ConsentTable extends TenantTable {
  member_id: string;
  channel: string;
  granted: boolean;
  at: NullableInstant;
}

/** A balance. Checked: nothing below zero, `earned = spendable + spent + expired`, and nothing above 2^53 - 1. */
interface AccountTable extends TenantTable {
  member_id: string;
  currency: string;
  earned: number;
  spendable: number;
  spent: number;
  expired: number;
  /** Collected, not yet available: part of none of the others. */
  pending: number;
  /** How many entries it has: the number of the last one. */
  seq: number;
}

/**
 * What is left of a balance, by the day it expires and the day it becomes available: their sum is
 * `spendable + pending`.
 */
interface LotTable extends TenantTable {
  member_id: string;
  currency: string;
  /** Last day it can be spent; `infinity`: never expires. */
  expires_on: CalendarDay;
  /**
   * First day it can be spent; `-infinity`: counted in `spendable`. Any other: counted in `pending` until it is
   * released.
   */
  available_on: CalendarDay;
  amount: number;
  /** What was left of it on its last day, or ended before, and is neither undone nor reinstated. */
  expired: Generated<number>;
  /**
   * What it gave in place of other lots, whose points were undone once they had been taken. Negative: what others gave
   * for it.
   */
  stand_in: Generated<number>;
}

/** The ledger: append-only, as its rights say. Signed deltas in minor units; balances are their sums. */
interface EntryTable extends TenantTable {
  member_id: string;
  currency: string;
  /** 1 for an account's first entry. */
  seq: number;
  operation_id: string;
  at: Instant;
  earned: number;
  spendable: number;
  spent: number;
  expired: number;
  pending: number;
  /** The spendable balance once it was booked. */
  spendable_after: number;
  /** JSON of the lots it touched: `[{ expiresOn, availableOn, delta }]`. */
  legs: string;
  /** What a forced claim was to take and was not there. */
  shortfall: Generated<number>;
}

interface MemberGiftTable extends TenantTable {
  id: string;
  member_id: string;
  gift_id: string;
  /** `active`, `used`, `expired` or `revoked`. */
  status: string;
  issued_at: Instant;
  /** Last day it can be used; null: for ever. */
  expires_on: CalendarDay | null;
}

/** At most one `active` card of each kind for a member. */
interface MemberPunchCardTable extends TenantTable {
  id: string;
  member_id: string;
  punch_card_id: string;
  punches: number;
  /** It came with its first punch, and goes when an undo takes its last. */
  issued_by_punch: Generated<boolean>;
  /** `active`, `full`, `expired` or `withdrawn`. */
  status: string;
  issued_at: Instant;
}

interface CouponTable extends TenantTable {
  id: string;
  member_id: string;
  reward_id: string;
  /** What the member shows, and a shop takes. Null once they are anonymized. */
  code: string | null;
  /** `active`, `used`, `disabled`, or `withdrawn` with what issued it. */
  status: string;
  issued_at: Instant;
  /** The same as a day in the program's time zone, by which a reward's frequency counts. */
  issued_on: CalendarDay;
  /** Last day it can be used; null: for ever. */
  expires_on: CalendarDay | null;
}

/** A card by which a member is known at a till. */
interface MemberCardTable extends TenantTable {
  id: string;
  member_id: string;
  /** Its letters and digits; of active ones, each at most once. */
  number: string;
  /** `active` or `replaced`. */
  status: string;
  /** The id of the card that took its place; null: none did, or nobody knows. */
  replaced_by: string | null;
  issued_at: Instant;
}

/**
 * The claim of an idempotency key, the kept answer and the entry of the timeline, in one row. Never deleted once its
 * work is done.
 */
export interface OperationTable extends TenantTable {
  id: string;
  /**
   * Whose keys: `operator:<id>`, or the source (`rule`, `pos` …). A key is unique within its scope, for ever. The other
   * member's operation of two has the scope `counterpart`, which no caller has, and the id of the first as its key.
   */
  scope: string;
  key: string;
  /** Digest of what was asked for; null once the member is erased. */
  fingerprint: string | null;
  /**
   * The catalogue's id, or one of the backend's own (`purchase`, `expire`, `release`); that of the original in an undo.
   */
  action: string;
  /** Null only in a voided key. */
  member_id: string | null;
  operator_id: string | null;
  /** `manual`, `rule`, `pos`, `campaign` or `program`. */
  source: string;
  branch_id: string | null;
  at: Instant;
  /**
   * `running` (never seen outside its transaction), `applied`, `awaiting` (what became of it stands in `approval`),
   * `refused` or `voided`. Only `applied` ones stand in the timeline.
   */
  status: string;
  /** The kept answer's HTTP status. */
  http_status: number | null;
  /** JSON of the contract's Operation or Problem, without personal text: see server/write/receipt.ts. */
  receipt: string | null;
  /** JSON of the effects, from which an undo is made; null once the member is erased. */
  effects: string | null;
  /** What counts against a limit: the currency, and the amount, count or 1. */
  currency: string | null;
  amount: number | null;
  reason_code: string | null;
  reference: string | null;
  reverses: string | null;
  reversed_by: string | null;
  /** The other member's operation of the two that were done together, each naming the other. */
  counterpart: Generated<string | null>;
  /** The operator who approved it; null: it needed nobody. */
  approved_by: Generated<string | null>;
  /** The action against whose limits it counts for its operator; null: it counts nowhere. */
  counts_as: Generated<string | null>;
  /** The operation that a rule reacted to by this one; null: no rule did it. */
  caused_by: Generated<string | null>;
  /** The program's rules have yet to see it: manual operations fire none (S0-28). */
  rules_due: Generated<boolean>;
}

/** Something that was bought. See `PurchaseState` in server/domain/purchase.ts. */
interface PurchaseTable extends TenantTable {
  id: string;
  /** Null: a receipt that nobody has claimed yet. */
  member_id: string | null;
  at: Instant;
  branch_id: string | null;
  /** The number on the till's receipt, which counts once; null: it has none. */
  receipt_number: string | null;
  /** What was paid, in minor units. */
  amount: number;
  /** ISO 4217. */
  currency: string;
  scale: number;
  /** How much of it has come back, in minor units. */
  returned: Generated<number>;
  /** The operation that made it the member's; null: it is nobody's. */
  operation_id: string | null;
}

/** A line of a receipt. Its member is that of the purchase. */
interface PurchaseItemTable extends TenantTable {
  purchase_id: string;
  /** 1 for the first. */
  line: number;
  member_id: string | null;
  /** Of the library, unless the till knows more than it. */
  item_id: string;
  quantity: number;
  /** What was paid for all of them, in minor units of the purchase's currency. */
  amount: number;
}

/** What waits, or waited, for a second person. Its id is that of the operation that was answered with. */
interface ApprovalTable extends TenantTable {
  id: string;
  member_id: string;
  /** Who asked. */
  operator_id: string;
  action: string;
  /** JSON of {@link Asked} in server/domain/asked.ts; null, as its comment, once it was decided about long ago. */
  asked: string | null;
  requested_at: Instant;
  expires_at: Instant;
  /** `waiting`, `approved`, `declined` or `expired`. */
  status: string;
  decided_by: string | null;
  decided_at: NullableInstant;
  comment: string | null;
  /** The operation that it became once it was approved. */
  executed_as: string | null;
}

/** Free text that an operation was given: a note, a tag. Fills in its receipt on the way out; deleted on erasure. */
interface MemberTextTable extends TenantTable {
  operation_id: string;
  /**
   * `note`, `tag`; `counterpart`: the name of the other member, whose text it is; `effects`: JSON of what the effects tell
   * of the member.
   */
  field: string;
  member_id: string;
  text: string;
}

/** The outbox, and what became of each message. At most one for each operation. */
export interface MessageTable extends TenantTable {
  id: string;
  member_id: string;
  operation_id: string;
  channel: string;
  template_id: string | null;
  template_name: string | null;
  /** Address, subject and text are null once their retention is over. */
  to_address: string | null;
  subject: string | null;
  body: string | null;
  segments: number;
  cost_amount: number | null;
  cost_currency: string | null;
  cost_scale: number | null;
  /** Whether consent stood when it was asked for; decided again at delivery. */
  consent: boolean;
  /** `queued`, `sent`, `delivered`, `blocked`, `failed` or `unknown`. */
  status: string;
  reason: string | null;
  attempts: Generated<number>;
  next_attempt_at: NullableInstant;
  lease_until: NullableInstant;
  /** The provider's own id of it. */
  provider_id: string | null;
  created_at: Instant;
  updated_at: Instant;
}

/** A member who is handed to another system: what is handed over is read when it leaves. */
export interface ResyncTable extends TenantTable {
  operation_id: string;
  member_id: string;
  integration_id: string;
  /** `queued`, `sent`, `failed` or `unknown`. */
  status: string;
  reason: string | null;
  attempts: Generated<number>;
  next_attempt_at: NullableInstant;
  lease_until: NullableInstant;
  created_at: Instant;
  updated_at: Instant;
}

/**
 * Who tried what, and how it ended: one row for each decided request, refused ones too. Append-only; ids and codes
 * only.
 */
interface AuditTable extends TenantTable {
  id: string;
  at: Instant;
  request_id: string;
  operator_id: string | null;
  source: string;
  action: string;
  /** Of a refused look at what isn't there, the id that was asked for; one of both ids is null then. */
  member_id: string | null;
  operation_id: string | null;
  /** `applied`, `shown` of a look, or the problem's code. */
  outcome: string;
  /** HMAC of the receipt with its texts, keyed by the member's salt; null where nothing was applied. */
  digest: string | null;
  /** What it is about, where that is neither a member nor an operation: an audience, a job; of a look, a detail. */
  subject: Generated<string | null>;
  /** Of a look at several members, or a file of them: how many. */
  found: Generated<number | null>;
  /** Of a look at several members: JSON of their ids. */
  members: Generated<string | null>;
}

/** A row of the audit that is not sealed yet. It stands there from the commit of its row until the seal's. */
interface AuditToSealTable extends TenantTable {
  id: string;
}

/** The place of a row in its program's chain, made by audit/seal.ts. Append-only. */
interface AuditSealTable extends TenantTable {
  /** 1 is the first. */
  position: number;
  audit_id: string;
  /** Of the row, its place and the seal before: see audit/chain.ts. */
  hash: string;
}

/** How far a program's chain has come, and up to where others were told of it. */
interface AuditHeadTable extends TenantTable {
  /** Of the last seal; 0: there is none. */
  position: number;
  hash: string;
  anchored_position: Generated<number>;
  anchored_at: NullableInstant;
  /** Up to where others were told of erasures. */
  told_position: Generated<number>;
  /** Up to where erasures have their certificates. */
  certified_position: Generated<number>;
}

/** What was said and signed of an erasure: see audit/certificate.ts. Append-only. */
interface CertificateTable extends TenantTable {
  operation_id: string;
  member_id: string;
  /** A compact JWS. */
  document: string;
}

/** Something that happened to a member beside purchases. */
interface MemberEventTable extends TenantTable {
  /** The operation's id. */
  id: string;
  member_id: string;
  at: Instant;
  /** The id of an event type of the program. */
  type: string;
  /** JSON of what was told of it, by the names of its properties: numbers, days, codes, yes or no; never free text. */
  told: string;
}

/**
 * A filter that an operator saved, for all of the team; or handed on to the host, without a name, for a while. No list of
 * addresses or numbers is in it: see domain/filter/keep.ts.
 */
interface AudienceTable extends TenantTable {
  id: string;
  name: string | null;
  /** The name by which no two are the same. */
  folded: string | null;
  description: string | null;
  /** JSON of a {@link FilterGroup}. */
  filter: string;
  /** Whether profiles show who is in it. */
  is_segment: Generated<boolean>;
  /** The operator's id. */
  created_by: string;
  created_at: Instant;
  updated_at: Instant;
}

/** An action over many members: what the contract calls a Job, and what is needed to do it. */
export interface JobTable extends TenantTable {
  id: string;
  /** `action`, `import` or `reversal`. */
  kind: string;
  action: string;
  /** What is done to each, without anything that was typed: it stands in the receipts of the rows. */
  title: string;
  /** See the contract's Job. */
  status: string;
  /** Who made it. */
  operator_id: string;
  /** JSON of {@link Starter} in domain/job.ts. */
  operator: string;
  /** JSON of what is asked for, the same for every member; it may hold what was typed, and is forgotten in time. */
  input: string | null;
  /** JSON of whom it is for; null once that is written down in its items. */
  target: string | null;
  /** JSON of {@link LeavingOut} in domain/job.ts. */
  leaving_out: string;
  /** The job that it undoes, and the one that undoes it. */
  reverses: string | null;
  reversed_by: string | null;
  created_at: Instant;
  /** When all of its members had been looked at. */
  checked_at: NullableInstant;
  /** When it was started, or asked for. */
  started_at: NullableInstant;
  finished_at: NullableInstant;
  /** Digest of the program's settings when it was checked. */
  program: string | null;
  /** Until when a second person may decide about it. */
  expires_at: NullableInstant;
  /** JSON of the operator who decided about it. */
  approver: string | null;
  decided_at: NullableInstant;
  comment: string | null;
  /** Digest of the file that was imported. */
  file: Generated<string | null>;
  /** JSON of {@link Found} in domain/job.ts. */
  found: string;
  /** Its items. */
  total: Generated<number>;
  /** How many of them were looked at. */
  looked_at: Generated<number>;
  /** How many of them are to be done: those that are not left out. */
  to_do: Generated<number>;
  succeeded: Generated<number>;
  failed: Generated<number>;
  skipped: Generated<number>;
  /** `kept`, `dropping` or `dropped`: see jobs/drop-items.ts. */
  items: Generated<string>;
}

/** Some of the items of a job that one process looks at, or does, at a time: see jobs/chunks.ts. */
interface JobChunkTable extends TenantTable {
  job_id: string;
  /** 0 for the first. */
  number: number;
  is_done: Generated<boolean>;
  /** Until when a process has it to itself; one that is over means that the process is gone, or that it tries again. */
  lease_until: NullableInstant;
  /** How often it was taken since the last one was done. */
  attempts: Generated<number>;
}

/** One member of a job, or one row of an import. */
export interface JobItemTable extends TenantTable {
  job_id: string;
  /** 1 for the first. */
  position: number;
  /** As it was given or found; null where a row names nobody. */
  member_id: string | null;
  /** `waiting`, `excluded`, `succeeded`, `failed` or `skipped`. */
  status: string;
  code: string | null;
  detail: string | null;
  column: string | null;
  operation_id: string | null;
  /** The operation that is to be undone. */
  reverses: Generated<string | null>;
  /** JSON of what a row of an import asks for; null: the job's own. */
  input: Generated<string | null>;
  /** How often it was tried again after it had failed: each time is a key of its own. */
  tries: Generated<number>;
}

/** An export that was asked for, and what it is for. */
interface ExportTable extends TenantTable {
  id: string;
  operator_id: string;
  /** SHA-256 of the secret in its address, in hex. */
  token_hash: string;
  /** JSON of what was asked for, which may name a person: null once it was taken, or is too late to be. */
  asked: string | null;
  purpose: string;
  created_at: Instant;
  expires_at: Instant;
  /** When it was fetched; null: it was not. */
  taken_at: NullableInstant;
}

/** That a member has changed, once for each transaction that did so: read by `GET /changes`, and kept for minutes. */
interface MemberChangeTable extends TenantTable {
  /** The number of that transaction. */
  xid: Generated<string>;
  member_id: string;
  /** What changed them; null: several operations did, or none. */
  operation_id: string | null;
  at: Instant;
}

/** That a job has changed: read and kept as the same. */
interface JobChangeTable extends TenantTable {
  xid: Generated<string>;
  job_id: string;
  at: Instant;
}
