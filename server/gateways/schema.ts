import type { Generated, Kysely, Transaction } from "kysely";

/**
 * What a gateway keeps of its own, beside what the vendor does: who asked for what, why, and what came of it. Every key
 * leads with the tenant.
 */
export interface GatewayTables {
  intent: IntentTable;
  intent_text: IntentTextTable;
  member_lease: MemberLeaseTable;
  vendor_turn: VendorTurnTable;
  operator_lock: OperatorLockTable;
  departed: DepartedTable;
  approval: ApprovalTable;
  kept_tag: KeptTagTable;
  kept_consent: KeptConsentTable;
  audit: AuditTable;
}

export type GatewayDatabase = Kysely<GatewayTables>;
export type GatewayTransaction = Transaction<GatewayTables>;

/**
 * How far an act has come. `claimed`: nothing was sent. `sent`: it may have been done, or not. `pending`: the vendor has
 * taken it and carries it out. `applied` and `refused` are final; `unknown` is never sent again; `voided` was given up before
 * it arrived. `awaiting` is done by another act, once a second person approves it.
 */
export type IntentStatus = "awaiting" | "claimed" | "sent" | "pending" | "applied" | "refused" | "unknown" | "voided";

interface IntentTable {
  tenant: string;
  /** The id of the operation. */
  id: string;
  operator_id: string;
  /** The caller's idempotency key: one of an operator is used once, ever. */
  key: string;
  fingerprint: string;
  action: string;
  member_id: string;
  /** The operation that this one undoes; null: none. */
  reverses: string | null;
  /** What waited for a second person and is done by this act; null: it needed nobody. */
  approval: string | null;
  status: IntentStatus;
  /** What was answered first, and is answered again: null while nothing was. */
  http_status: number | null;
  /** JSON of that answer, without personal text. */
  first_answer: string | null;
  /** JSON of the operation as it is now, without personal text; null: it became none. */
  receipt: string | null;
  /** JSON of what the vendor is asked to do; null while that is not decided. */
  plan: string | null;
  /** The vendor's id of its entry; null: it has none, or it is not known. */
  entry_id: string | null;
  /** The action that limits count it as; null: none does. */
  counts_as: string | null;
  currency: string | null;
  amount: number;
  reference: string | null;
  at: Date;
  /** When it was last sent to the vendor. */
  sent_at: Date | null;
  /** How often. */
  sends: Generated<number>;
}

/** Personal text of an act, as JSON: it goes with the member. */
interface IntentTextTable {
  tenant: string;
  intent_id: string;
  member_id: string;
  text: string;
}

/** Who may act on a member now. */
interface MemberLeaseTable {
  tenant: string;
  member_id: string;
  holder: string;
  until: Date;
}

/** How far ahead the calls to an endpoint of the vendor are, over all processes. */
interface VendorTurnTable {
  tenant: string;
  endpoint: string;
  /** When all calls that were let through will be earned: milliseconds since 1970. */
  earned_ms: number;
}

/** A row to lock while an operator's limits are looked at. */
interface OperatorLockTable {
  tenant: string;
  operator_id: string;
}

/** Who was erased by this gateway: gone is not the same as never there. */
interface DepartedTable {
  tenant: string;
  member_id: string;
  at: Date;
}

/** What waits for a second person, and what became of it. Its id is that of the act that was asked for. */
interface ApprovalTable {
  tenant: string;
  id: string;
  member_id: string;
  /** Who asked. */
  operator_id: string;
  /** JSON of {@link Asked} in server/domain/asked.ts; null, as its comment, once the member has left, or long after it was decided. */
  asked: string | null;
  requested_at: Date;
  expires_at: Date;
  status: "waiting" | "approved" | "declined" | "expired";
  decided_by: string | null;
  decided_at: Date | null;
  comment: string | null;
  /** The act that does it, from when it may have been sent; null: there is none. */
  executed_as: string | null;
}

/** A tag that the gateway keeps, since the vendor has none. */
interface KeptTagTable {
  tenant: string;
  member_id: string;
  tag: string;
  /** As tags are compared. */
  folded: string;
}

/** What a member says of a channel of which the vendor knows nothing. */
interface KeptConsentTable {
  tenant: string;
  member_id: string;
  channel: string;
  granted: boolean;
  /** Since when; null: it was never asked. */
  at: Date | null;
}

/** Who did, or tried, what: ids and codes only. */
interface AuditTable {
  tenant: string;
  id: string;
  at: Date;
  request_id: string;
  operator_id: string;
  action: string;
  member_id: string | null;
  operation_id: string | null;
  /** `applied`, `unknown`, or the code of the refusal. */
  outcome: string;
}
