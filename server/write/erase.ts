import { sql } from "kysely";
import type { OpenTransaction } from "../postgres/database.js";
import { deletedTables, emptiedColumns } from "../postgres/personal-data.js";
import { eraseTags } from "./store-tags.js";

/** What stands open of the member is closed: a message that still waits never leaves. */
const closeMessages = (trx: OpenTransaction, tenant: string, memberId: string) =>
  sql`update message set lease_until = null, next_attempt_at = null, status = 'blocked', reason = 'erased'
    where tenant = ${tenant} and member_id = ${memberId} and status = 'queued'`.execute(trx);

/**
 * Deletes or empties all that is personal (S0-21): postgres/personal-data.ts says what that is. What stays is the bare
 * member, the ledger, the audit and the operations as ids, amounts and codes, so that sums and reports hold; the keys
 * of the operations stay used. The erasure's own answer can still be replayed (N18), and its ticket stays with it.
 */
export const erase = async (
  trx: OpenTransaction,
  tenant: string,
  memberId: string,
  operationId: string,
): Promise<void> => {
  const own = sql`tenant = ${tenant} and member_id = ${memberId}`;
  const ticket = await sql<{ reference: string | null }>`
    select reference from operation where tenant = ${tenant} and id = ${operationId}`.execute(trx);
  await eraseTags(trx, tenant, memberId);
  for (const table of deletedTables) await sql`delete from ${sql.table(table)} where ${own}`.execute(trx);
  for (const [table, columns] of emptiedColumns) {
    const emptied = sql.join(columns.map((column) => sql`${sql.ref(column)} = null`));
    await sql`update ${sql.table(table)} set ${emptied} where ${own}`.execute(trx);
  }
  await closeMessages(trx, tenant, memberId);
  await sql`update operation set reference = ${ticket.rows[0]?.reference ?? null}
    where tenant = ${tenant} and id = ${operationId}`.execute(trx);
};
