import { type RawBuilder, sql } from "kysely";
import type { Operation } from "../../sdk/contract/index.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { awaited } from "../domain/approval.js";
import { maskedOperation, type Seer } from "../domain/masking.js";
import { fillIn, type PersonalText } from "../domain/personal-text.js";
import { readMask } from "./masking.js";

interface Row {
  readonly id: string;
  /** Whose it is by now: a merge moves it. */
  readonly member_id: string;
  readonly status: "applied" | "awaiting";
  readonly receipt: string;
  readonly reference: string | null;
  readonly reversed_by: string | null;
  readonly texts: {
    readonly note?: string;
    readonly "customer-message"?: string;
    readonly tag?: string;
    readonly counterpart?: string;
    readonly effects?: string;
  } | null;
  readonly message: {
    to: string | null;
    subject: string | null;
    body: string | null;
    status: string;
    reason: string | null;
  } | null;
  /** How far it got, where the member was handed to another system. */
  readonly resynced: string | null;
  /** What became of it, where it waited for a second person. */
  readonly approval: {
    readonly status: "waiting" | "approved" | "declined" | "expired";
    readonly comment: string | null;
    readonly executedAs: string | null;
  } | null;
}

/** What the receipts of some operations are put together from. */
export const receiptRows = (tenant: string, ids: readonly string[]): RawBuilder<Row> => sql<Row>`
  select id, member_id, status, receipt, reference, reversed_by,
    (select json_object_agg(field, text) from member_text where tenant = o.tenant and operation_id = o.id) as texts,
    (select json_build_object('to', to_address, 'subject', subject, 'body', body, 'status', status, 'reason', reason)
     from message where tenant = o.tenant and operation_id = o.id) as message,
    (select status from resync where tenant = o.tenant and operation_id = o.id) as resynced,
    case when status = 'awaiting' then
      (select json_build_object('status', status, 'comment', comment, 'executedAs', executed_as)
       from approval where tenant = o.tenant and id = o.id) end as approval
  from operation as o where tenant = ${tenant} and id = any(${[...ids]}::text[]) and status in ('applied', 'awaiting')`;

const readRows = async (
  database: Database | OpenTransaction,
  tenant: string,
  ids: readonly string[],
): Promise<readonly Row[]> => (ids.length === 0 ? [] : (await receiptRows(tenant, ids).execute(database)).rows);

const textOf = ({ reference, texts, message }: Row): PersonalText => ({
  note: texts?.note ?? null,
  customerMessage: texts?.["customer-message"] ?? null,
  tag: texts?.tag ?? null,
  counterpart: texts?.counterpart ?? null,
  effects: texts?.effects ?? null,
  reference,
  message: message && { to: message.to, subject: message.subject, body: message.body },
});

/** The receipts as they were first answered, by id. */
export const firstAnswersOf = (rows: readonly Row[]): Map<string, Operation> =>
  new Map(rows.map((row) => [row.id, fillIn(row.receipt, textOf(row))]));

const asOfNow = (row: Row): Operation => {
  const { message, reversible, effects, ...first } = fillIn(row.receipt, textOf(row));
  const isReversed = row.reversed_by !== null;
  return {
    ...first,
    member: { id: row.member_id },
    status: isReversed ? "reversed" : first.status,
    message: message && { ...message, ...(row.message && { status: row.message.status, reason: row.message.reason }) },
    effects: effects.map((effect) =>
      effect.kind === "resync" ? { ...effect, value: { before: null, after: row.resynced } } : effect,
    ),
    reversible: isReversed ? null : reversible,
    reversedBy: row.reversed_by,
  };
};

/** What waits still, or was declined. What was approved is the operation that it became. */
const ofAwaiting = (row: Row): Operation => awaited(asOfNow(row), row.approval ?? { status: "expired", comment: null });

/**
 * The operations with these ids, by id, as of now: undone, decided about, their message delivered by now. For timelines
 * and receipts. What is hidden from who reads is masked.
 */
export const readOperations = async (
  database: Database | OpenTransaction,
  who: Seer,
  ids: readonly string[],
): Promise<Map<string, Operation>> => {
  const [operations, mask] = await Promise.all([unmasked(database, who.tenant, ids), readMask(database, who)]);
  return new Map([...operations].map(([id, operation]) => [id, maskedOperation(operation, mask)]));
};

const unmasked = async (
  database: Database | OpenTransaction,
  tenant: string,
  ids: readonly string[],
): Promise<Map<string, Operation>> => {
  const rows = await readRows(database, tenant, ids);
  const becameOf = new Map(
    rows.flatMap(({ id, approval }) => (approval?.executedAs ? [[id, approval.executedAs]] : [])),
  );
  const became = becameOf.size === 0 ? null : await unmasked(database, tenant, [...becameOf.values()]);
  return new Map(
    rows.map((row) => {
      const done = became?.get(becameOf.get(row.id) ?? "");
      return [row.id, done ?? (row.status === "awaiting" ? ofAwaiting(row) : asOfNow(row))];
    }),
  );
};
