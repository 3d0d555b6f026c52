import { type Selectable, sql } from "kysely";
import { tenantsWith } from "../postgres/all-tenants.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { insertRows } from "../postgres/rows.js";
import type { Schema } from "../postgres/schema.js";
import { inTransaction } from "../postgres/transaction.js";
import { chainStart, type Link, linkAfter } from "./chain.js";

/** Rows that are sealed in one transaction at most. */
const MOST_ROWS = 1_000;

/** The last link, held until the transaction ends; null: another process seals this program. */
const holdHead = async (trx: OpenTransaction, tenant: string): Promise<Link | null> => {
  await insertRows(trx, "audit_head", [{ tenant, ...chainStart }], { keys: ["tenant"], update: "keep" });
  const { rows } = await sql<Link>`
    select position, hash from audit_head where tenant = ${tenant} for update skip locked`.execute(trx);
  return rows[0] ?? null;
};

const takeUnsealed = async (trx: OpenTransaction, tenant: string) => {
  const { rows } = await sql<Selectable<Schema["audit"]>>`
    with taken as (
      delete from audit_to_seal where tenant = ${tenant} and id in (
        select id from audit_to_seal where tenant = ${tenant} order by id limit ${MOST_ROWS})
      returning id)
    select audit.* from taken join audit on audit.tenant = ${tenant} and audit.id = taken.id
    order by audit.id`.execute(trx);
  return rows;
};

/** Seals some rows of a program; answers how many. */
const sealPart = (database: Database, tenant: string): Promise<number> =>
  inTransaction(database, async (trx) => {
    const head = await holdHead(trx, tenant);
    if (!head) return 0;
    const rows = await takeUnsealed(trx, tenant);
    let link = head;
    const seals = rows.map((row) => {
      link = linkAfter(link, row);
      return { tenant, audit_id: row.id, ...link };
    });
    await insertRows(trx, "audit_seal", seals);
    await trx
      .updateTable("audit_head")
      .set({ ...link })
      .where("tenant", "=", tenant)
      .execute();
    return rows.length;
  });

/**
 * Puts the rows of the audit that were committed since into the chains of their programs. It is safe to repeat, and to run in
 * several processes: a program is sealed by one of them at a time.
 */
export const sealAudit = async (database: Database): Promise<void> => {
  const tenants = await tenantsWith(database, sql`audit_to_seal`, sql`true`);
  for (const tenant of tenants) while ((await sealPart(database, tenant)) === MOST_ROWS);
};
