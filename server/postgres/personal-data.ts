import type { Selectable } from "kysely";
import type { ErasedStatus } from "../../sdk/contract/index.js";
import type { Retention } from "../domain/retention.js";
import type { Schema } from "./schema.js";

/**
 * What a column of text may hold. `code`: ids, dates, digests, and codes, names or JSON that the program itself makes.
 * `personal`: what somebody typed, or what is known of a person. An erasure empties it.
 */
type Content = "code" | "personal";

/** Who a row is of: every table has these. */
type Owner = "tenant" | "member_id";

type Row<T extends keyof Schema> = Selectable<Schema[T]>;

type TextColumn<T extends keyof Schema> = {
  [C in keyof Row<T>]-?: Extract<Row<T>[C], string> extends never ? never : C;
}[keyof Row<T>];

/** A table whose rows outlive the member says of each of its text columns what it may hold. */
type Contents<T extends keyof Schema> = Readonly<Record<Exclude<TextColumn<T>, Owner>, Content>>;

/** `delete`: the rows go with the member. `program`: nothing in it is a member's. */
type Fate<T extends keyof Schema> = "member_id" extends keyof Schema[T]
  ? "delete" | Contents<T>
  : "program" | Contents<T>;

/**
 * What becomes of every table when a member is erased (S0-21, S2-6, S3-3). A table, or a text column of one that stays, which is
 * missing here does not compile.
 */
export const erasure = {
  program: "program",
  branch: "program",
  reason_code: "program",
  gift: "program",
  punch_card: "program",
  reward: "program",
  template: "program",
  item: "program",
  operator: "program",
  member: {
    id: "code",
    status: "code",
    tier_id: "code",
    given_tiers: "code",
    given_until: "code",
    hidden_tier_id: "code",
    own_currency: "code",
    merged_into: "code",
  },
  profile: "delete",
  external_id: "delete",
  member_lookup: "delete",
  member_attribute: "delete",
  member_tag: "delete",
  household_member: "delete",
  // Words in use: one that nobody else has goes with its count.
  tag: "program",
  consent: "delete",
  account: { currency: "code" },
  lot: { currency: "code", expires_on: "code", available_on: "code" },
  entry: { currency: "code", operation_id: "code", legs: "code" },
  member_gift: { id: "code", gift_id: "code", status: "code", expires_on: "code" },
  member_punch_card: { id: "code", punch_card_id: "code", status: "code" },
  coupon: {
    id: "code",
    reward_id: "code",
    // Whoever knows it may use the coupon.
    code: "personal",
    status: "code",
    issued_on: "code",
    expires_on: "code",
  },
  // It leads to whoever carries it.
  member_card: "delete",
  operation: {
    id: "code",
    scope: "code",
    key: "code",
    // A digest of what was typed.
    fingerprint: "personal",
    action: "code",
    operator_id: "code",
    source: "code",
    branch_id: "code",
    status: "code",
    // Without its texts: see domain/personal-text.ts.
    receipt: "code",
    effects: "personal",
    currency: "code",
    reason_code: "code",
    reference: "personal",
    reverses: "code",
    reversed_by: "code",
    counterpart: "code",
    counts_as: "code",
    approved_by: "code",
    caused_by: "code",
  },
  purchase: {
    id: "code",
    branch_id: "code",
    // The till's own number, in a till's own letters: it stays used, so that nobody claims the receipt once more.
    receipt_number: "code",
    currency: "code",
    operation_id: "code",
  },
  purchase_item: { purchase_id: "code", item_id: "code" },
  // As the receipt says it, without free text.
  member_event: { id: "code", type: "code", told: "code" },
  approval: "delete",
  member_text: "delete",
  message: {
    id: "code",
    operation_id: "code",
    channel: "code",
    template_id: "code",
    template_name: "code",
    to_address: "personal",
    subject: "personal",
    body: "personal",
    cost_currency: "code",
    status: "code",
    reason: "code",
    provider_id: "code",
  },
  resync: { operation_id: "code", integration_id: "code", status: "code", reason: "code" },
  audit: {
    id: "code",
    request_id: "code",
    operator_id: "code",
    source: "code",
    action: "code",
    operation_id: "code",
    outcome: "code",
    // Keyed with the salt of the profile, which goes: it can't be guessed from any more.
    digest: "code",
    subject: "code",
    members: "code",
  },
  // Ids and hashes of what holds ids and codes.
  audit_to_seal: "program",
  audit_seal: "program",
  audit_head: "program",
  // Signed text of ids and codes, and of the ticket that stays with the erasure.
  certificate: { operation_id: "code", document: "code" },
  // What was typed is for all of its members, and is forgotten in time: see jobs/tend-jobs.ts.
  job: "program",
  job_chunk: "program",
  job_item: {
    job_id: "code",
    status: "code",
    code: "code",
    // As refusals are worded: without anything personal.
    detail: "code",
    column: "code",
    operation_id: "code",
    reverses: "code",
    // What the row of a file says.
    input: "personal",
  },
  // Ids, for minutes.
  member_change: { xid: "code", operation_id: "code" },
  job_change: "program",
  // What operators look for. Whom they named one by one stands there by id.
  audience: "program",
  // What was asked for goes within minutes.
  export: "program",
} as const satisfies { readonly [T in keyof Schema]: Fate<T> };

/** The tables whose rows may outlive the member. */
type StayingTable = { [T in keyof Schema]: (typeof erasure)[T] extends string ? never : T }[keyof Schema];

/** What rows that outlive the member are there for. */
export interface Kept {
  /** In words, for whoever reads the certificate of an erasure. */
  readonly why: string;
  /** For how many days at most; null: for ever. A name is that of a setting of the program. */
  readonly days: number | null | keyof Retention;
}

const figures: Kept = { why: "Statistics, without a name", days: null };
const ledger: Kept = { why: "The ledger adds up, without a name", days: null };
const record: Kept = { why: "Who did what, by ids and codes", days: null };

/** Why what stays of an erased member does, and for how long. A table that is missing here does not compile. */
export const keptOf: Readonly<Record<StayingTable, Kept>> = {
  member: { why: "The id is never another's, and no restore brings the member back", days: null },
  account: ledger,
  lot: figures,
  entry: ledger,
  member_gift: figures,
  member_punch_card: figures,
  coupon: figures,
  operation: { why: "What was done once is not done again, and the ledger adds up", days: null },
  purchase: { why: "A receipt counts once", days: null },
  purchase_item: figures,
  member_event: figures,
  message: { why: "What messages cost, without address or text", days: null },
  resync: record,
  audit: record,
  certificate: { why: "What was erased, for who asks later", days: null },
  job_item: { why: "What became of each member of a job", days: "jobItems" },
  // Twenty minutes.
  member_change: { why: "Whoever is looking at the member is told", days: 1 },
};

const tables = Object.entries<string | Readonly<Record<string, Content>>>(erasure) as [
  keyof Schema,
  string | Readonly<Record<string, Content>>,
][];

/** The tables that hold anything of a member: all of them, but those that are the program's. */
export const memberTables: readonly (keyof Schema)[] = tables.flatMap(([table, fate]) =>
  fate === "program" ? [] : [table],
);

/** What a member has: nothing personal, and lost all the same, unless they are anonymized. */
const holdings = ["lot", "member_gift", "member_punch_card", "coupon"] as const satisfies readonly (keyof Schema)[];

/** The tables whose rows go with the member who leaves in this way. */
export const deletedTables = (as: ErasedStatus): readonly (keyof Schema)[] => [
  ...tables.flatMap(([table, fate]) => (fate === "delete" ? [table] : [])),
  ...(as === "anonymized" ? [] : holdings),
];

/** The tables of which rows stay with the member who leaves in this way. */
export const stayingTables = (as: ErasedStatus): readonly StayingTable[] => {
  const deleted = deletedTables(as);
  return (Object.keys(keptOf) as StayingTable[]).filter((table) => !deleted.includes(table));
};

/** The columns that are emptied, by the table whose rows stay. */
export const emptiedColumns: ReadonlyMap<keyof Schema, readonly string[]> = new Map(
  tables.flatMap(([table, fate]) => {
    if (typeof fate === "string") return [];
    const columns = Object.entries(fate).flatMap(([column, content]) => (content === "personal" ? [column] : []));
    return columns.length > 0 ? [[table, columns]] : [];
  }),
);
