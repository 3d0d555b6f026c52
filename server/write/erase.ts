import { sql } from "kysely";
import type { OpenTransaction } from "../postgres/database.js";

/** What is the member's own, or says who they are: gone with them. Their e-mail, phone and ids are free again. */
const OWNED = [
  "profile",
  "external_id",
  "member_lookup",
  "member_tag",
  "consent",
  "member_text",
  "lot",
  "member_gift",
  "member_punch_card",
] as const;

/**
 * Deletes all that is personal (S0-21). What stays is the bare member, the ledger, the audit and the operations as ids, amounts and
 * codes, so that sums and reports hold; the keys of the operations stay used. The erasure's own answer can still be replayed (N18).
 */
export const erase = async (trx: OpenTransaction, tenant: string, memberId: string, operationId: string): Promise<void> => {
  for (const table of OWNED) await sql`delete from ${sql.table(table)} where tenant = ${tenant} and member_id = ${memberId}`.execute(trx);
  await sql`update message set to_address = null, subject = null, body = null, lease_until = null, next_attempt_at = null,
      status = case status when 'queued' then 'blocked' else status end,
      reason = case status when 'queued' then 'erased' else reason end
    where tenant = ${tenant} and member_id = ${memberId}`.execute(trx);
  await sql`update operation set fingerprint = null, effects = null, reference = case id when ${operationId} then reference end
    where tenant = ${tenant} and member_id = ${memberId}`.execute(trx);
};
