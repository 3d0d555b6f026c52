import { type RawBuilder, sql } from "kysely";
import { deletedTables, emptiedColumns } from "../postgres/personal-data.js";
import type { Erased } from "./rows-to-write.js";
import { statementOf } from "../postgres/statement.js";
import { tagErasureParts } from "./store-tags.js";

/**
 * Deletes or empties all that is personal: postgres/personal-data.ts says what that is. What stays is the bare member,
 * the ledger, the audit and the operations as ids, amounts and codes, so that sums and reports hold; of one who is
 * anonymized also what they had. The keys of the operations stay used. The erasure's own answer can still be replayed (N18), and its ticket stays with it.
 */
export const erasureOf = (tenant: string, { memberId, operationId, as, tags }: Erased): RawBuilder<unknown>[] => {
  const own = sql`tenant = ${tenant} and member_id = ${memberId}`;
  const emptied = (table: string, column: string) => {
    const kept = table === "operation" && column === "reference";
    return kept ? sql`reference = case when id = ${operationId} then reference end` : sql`${sql.ref(column)} = null`;
  };
  return [
    ...statementOf(tagErasureParts(tenant, memberId, tags)),
    ...deletedTables(as).map((table) => sql`delete from ${sql.table(table)} where ${own}`),
    ...[...emptiedColumns].map(
      ([table, columns]) =>
        sql`update ${sql.table(table)} set ${sql.join(columns.map((column) => emptied(table, column)))} where ${own}`,
    ),
    // What stands open of the member is closed: a message that still waits never leaves.
    sql`update message set lease_until = null, next_attempt_at = null, status = 'blocked', reason = 'erased'
      where ${own} and status = 'queued'`,
  ];
};
