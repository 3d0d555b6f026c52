import { sql } from "kysely";
import { auditRow, insertAudits } from "../audit/audited.js";
import { refusedToDecide } from "../domain/approval.js";
import { programOf } from "../domain/masking.js";
import type { Operator } from "../domain/operator.js";
import { RefusalError } from "../domain/refusal.js";
import type { Database } from "../postgres/database.js";
import { inTransaction } from "../postgres/transaction.js";
import { readOperations } from "../read/receipts.js";
import { answerOf } from "./answer.js";
import type { Answer, ApprovalRequest, DecisionRequest } from "./request.js";

/** A row of `approval`. */
export interface ApprovalRow {
  readonly id: string;
  readonly member_id: string;
  readonly operator_id: string;
  readonly action: string;
  /** JSON of {@link Asked}; null once it was decided about long ago. */
  readonly asked: string | null;
  readonly status: "waiting" | "approved" | "declined" | "expired";
  readonly expires_at: Date;
  readonly decided_by: string | null;
  readonly executed_as: string | null;
}

/** What waits, as it was asked for; a member who has gone since takes it with them. */
export const findApproval = async (
  database: Database,
  { tenant, approvalId }: ApprovalRequest,
): Promise<ApprovalRow> => {
  const row = await database
    .selectFrom("approval")
    .selectAll()
    .where("tenant", "=", tenant)
    .where("id", "=", approvalId)
    .executeTakeFirst();
  if (row) return row as ApprovalRow;
  const { rows } = await sql`
    select from operation where tenant = ${tenant} and id = ${approvalId} and status = 'awaiting'`.execute(database);
  throw new RefusalError(rows.length > 0 ? "member-gone" : "not-found");
};

/** Throws why this operator can't decide about it now. The write path asks again, under the lock. */
export const assertDecidable = (row: ApprovalRow, operator: Operator, now: Date): void => {
  const { id, operator_id: operatorId, status, expires_at } = row;
  const refusal = refusedToDecide({ id, operatorId, status, expiresAt: expires_at.toISOString() }, operator, now);
  if (refusal) throw new RefusalError(refusal.code, refusal.detail);
};

/**
 * What the same decision of the same operator answered before; null where nobody has decided yet. So a decision is safe
 * to repeat without a key.
 */
export const decidedBefore = async (
  database: Database,
  row: ApprovalRow,
  { tenant, operator, decision }: DecisionRequest,
): Promise<Answer | null> => {
  const same = row.status === (decision === "approve" ? "approved" : "declined") && row.decided_by === operator.id;
  return same ? answerOf(200, JSON.stringify(await operationOf(database, tenant, row.id)), true) : null;
};

const operationOf = async (database: Database, tenant: string, id: string) =>
  (await readOperations(database, programOf(tenant), [id])).get(id);

/** Declines it, unless somebody decided a moment before. Nothing else is changed. */
export const decline = async (
  database: Database,
  row: ApprovalRow,
  { tenant, operator, comment, requestId }: DecisionRequest,
  now: Date,
): Promise<Answer> => {
  await inTransaction(database, async (trx) => {
    const declined = await trx
      .updateTable("approval")
      .set({ status: "declined", decided_by: operator.id, decided_at: now, comment: comment ?? null })
      .where("tenant", "=", tenant)
      .where("id", "=", row.id)
      .where("status", "=", "waiting")
      .returning("id")
      .executeTakeFirst();
    if (!declined) throw new RefusalError("already-done", "This was decided about already.");
    const act = { tenant, at: now, requestId, operatorId: operator.id, action: "decline", outcome: "declined" };
    await insertAudits(trx, [auditRow({ ...act, memberId: row.member_id, operationId: row.id })]);
  });
  return answerOf(200, JSON.stringify(await operationOf(database, tenant, row.id)));
};
