import type { Insertable, Selectable } from "kysely";
import type { AuditRow } from "../audit/audited.js";
import type { ErasedStatus } from "../../sdk/contract/index.js";
import type { Stocked } from "../domain/stock.js";
import type { Schema } from "../postgres/schema.js";

type Row<T extends keyof Schema> = Insertable<Schema[T]>;

type MemberChange = Pick<
  Row<"member">,
  "tenant" | "id" | "status" | "tier_id" | "given_tiers" | "given_until" | "hidden_tier_id" | "own_currency" | "version"
>;

/** What is known of a member and can be edited. */
type ProfileChange = Omit<Row<"profile">, "salt" | "support_id" | "push_token">;

/** A row that is there from now on, or no more. */
interface RowChange<R> {
  readonly row: R;
  readonly isThere: boolean;
}

const rowsWhere =
  (wanted: boolean) =>
  <R>(changes: ReadonlyMap<string, RowChange<R>>): R[] =>
    [...changes.values()].flatMap(({ row, isThere }) => (isThere === wanted ? [row] : []));

/** Of rows that change, those that are there from now on, and those that are no more. */
export const [rowsThere, rowsGone] = [rowsWhere(true), rowsWhere(false)];

/** A member who leaves, and how, the operation that lets them, and the tags they had. */
export interface Erased {
  readonly memberId: string;
  readonly operationId: string;
  readonly as: ErasedStatus;
  readonly tags: readonly string[];
}

/** A member who becomes part of another, and the one operation that stays theirs: the merge itself. */
export interface Merged {
  readonly from: string;
  readonly into: string;
  readonly operationId: string;
}

/**
 * The rows that a group leaves behind, until they are written together. Rows that several of its operations change are
 * held by key: the last word counts, which is safe under the member's lock.
 */
export class RowsToWrite {
  /** What keeps its key: the operation, or the refusal that is its answer for ever. */
  readonly operations: Row<"operation">[] = [];
  readonly reversed: Pick<Row<"operation">, "tenant" | "id" | "reversed_by">[] = [];
  readonly members = new Map<string, MemberChange>();
  readonly accounts = new Map<string, Row<"account">>();
  /** By how much each part of a lot moves: not every lot was read. */
  readonly lots = new Map<string, Selectable<Schema["lot"]>>();
  readonly entries: Row<"entry">[] = [];
  readonly gifts = new Map<string, Row<"member_gift">>();
  readonly coupons = new Map<string, Row<"coupon">>();
  /** By how many the stocks of gifts and rewards move, by their ids. */
  readonly stock: Readonly<Record<Stocked, Map<string, number>>> = { gift: new Map(), reward: new Map() };
  readonly punchCards = new Map<string, Row<"member_punch_card">>();
  readonly cards = new Map<string, RowChange<Row<"member_card">>>();
  readonly tags = new Map<string, RowChange<Row<"member_tag">>>();
  readonly consents = new Map<string, Row<"consent">>();
  readonly profiles = new Map<string, ProfileChange>();
  readonly attributes = new Map<string, RowChange<Row<"member_attribute">>>();
  readonly lookups = new Map<string, RowChange<Row<"member_lookup">>>();
  readonly purchases = new Map<string, RowChange<Row<"purchase">>>();
  /** Whose the lines of a receipt are from now on. */
  readonly itemOwners = new Map<string, Pick<Row<"purchase_item">, "tenant" | "purchase_id" | "member_id">>();
  readonly purchaseItems: Row<"purchase_item">[] = [];
  readonly events: Row<"member_event">[] = [];
  readonly messages: Row<"message">[] = [];
  readonly resyncs: Row<"resync">[] = [];
  readonly texts: Row<"member_text">[] = [];
  readonly audits: AuditRow[] = [];
  readonly approvals: Row<"approval">[] = [];
  readonly decided: Pick<Row<"approval">, "tenant" | "id" | "status" | "decided_by" | "decided_at" | "executed_as">[] =
    [];
  /** By the member's id. */
  readonly changes = new Map<string, Row<"member_change">>();
  readonly merged: Merged[] = [];
  readonly erased: Erased[] = [];
}
