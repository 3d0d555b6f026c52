import { type RawBuilder, sql } from "kysely";
import type { Operation } from "../../sdk/contract/index.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { fillIn, type PersonalText } from "../domain/personal-text.js";

interface Row {
  readonly id: string;
  /** Whose it is by now: a merge moves it. */
  readonly member_id: string;
  readonly receipt: string;
  readonly reference: string | null;
  readonly reversed_by: string | null;
  readonly texts: { readonly note?: string; readonly tag?: string; readonly counterpart?: string } | null;
  readonly message: {
    to: string | null;
    subject: string | null;
    body: string | null;
    status: string;
    reason: string | null;
  } | null;
}

/** What the receipts of some operations are put together from. */
export const receiptRows = (tenant: string, ids: readonly string[]): RawBuilder<Row> => sql<Row>`
  select id, member_id, receipt, reference, reversed_by,
    (select json_object_agg(field, text) from member_text where tenant = o.tenant and operation_id = o.id) as texts,
    (select json_build_object('to', to_address, 'subject', subject, 'body', body, 'status', status, 'reason', reason)
     from message where tenant = o.tenant and operation_id = o.id) as message
  from operation as o where tenant = ${tenant} and id = any(${[...ids]}::text[]) and status = 'applied'`;

const readRows = async (
  database: Database | OpenTransaction,
  tenant: string,
  ids: readonly string[],
): Promise<readonly Row[]> => (ids.length === 0 ? [] : (await receiptRows(tenant, ids).execute(database)).rows);

const textOf = ({ reference, texts, message }: Row): PersonalText => ({
  note: texts?.note ?? null,
  tag: texts?.tag ?? null,
  counterpart: texts?.counterpart ?? null,
  reference,
  message: message && { to: message.to, subject: message.subject, body: message.body },
});

/** The receipts as they were first answered, by id. */
export const firstAnswersOf = (rows: readonly Row[]): Map<string, Operation> =>
  new Map(rows.map((row) => [row.id, fillIn(row.receipt, textOf(row))]));

const asOfNow = (row: Row): Operation => {
  const { message, reversible, ...first } = fillIn(row.receipt, textOf(row));
  const isReversed = row.reversed_by !== null;
  return {
    ...first,
    member: { id: row.member_id },
    status: isReversed ? "reversed" : first.status,
    message: message && { ...message, ...(row.message && { status: row.message.status, reason: row.message.reason }) },
    reversible: isReversed ? null : reversible,
    reversedBy: row.reversed_by,
  };
};

/**
 * The operations with these ids, by id, as of now: undone by now, their message delivered by now. For timelines and
 * receipts.
 */
export const readOperations = async (database: Database | OpenTransaction, tenant: string, ids: readonly string[]) =>
  new Map((await readRows(database, tenant, ids)).map((row) => [row.id, asOfNow(row)]));
