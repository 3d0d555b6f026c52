import { type Insertable, sql } from "kysely";
import { newId } from "../domain/new-id.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { byTenant, insertOf } from "../postgres/rows.js";
import type { Schema } from "../postgres/schema.js";
import { type NamedPart, statementOf } from "../postgres/statement.js";

/** What somebody did, or tried: ids and codes only. */
interface Act {
  readonly tenant: string;
  readonly at: Date;
  readonly requestId: string;
  /** Null: the program did it. */
  readonly operatorId: string | null;
  /** By default `manual`. */
  readonly source?: string;
  readonly action: string;
  /** By default `applied`. */
  readonly outcome?: string;
  readonly memberId?: string | null | undefined;
  readonly operationId?: string | null;
  readonly digest?: string | null;
  readonly subject?: string | null;
  readonly found?: number | null;
  readonly members?: string | null;
}

export type AuditRow = Insertable<Schema["audit"]>;

/** The row that tells of an act. */
export const auditRow = ({ tenant, at, requestId, operatorId, action, ...rest }: Act): AuditRow => {
  const { source = "manual", outcome = "applied" } = rest;
  const { memberId = null, operationId = null, digest = null, subject = null, found = null, members = null } = rest;
  return {
    ...{ tenant, id: newId("au", at), at, request_id: requestId, operator_id: operatorId, source, action, outcome },
    ...{ member_id: memberId, operation_id: operationId, digest, subject, found, members },
  };
};

/**
 * Parts of a statement that audit: the rows, of one tenant, and that they are to be sealed. Whoever audits does it by these, since a row
 * that is not named for the seal counts as one that was put in by hand: see verify.ts. A row whose id is there already, as that
 * of a look that was seen before, is that row.
 */
export const auditParts = (rows: readonly AuditRow[]): NamedPart[] => [
  ["audits", sql`${insertOf("audit", rows, { keys: ["tenant", "id"], update: "keep" })} returning tenant, id`],
  ["to_seal", sql`insert into audit_to_seal (tenant, id) select tenant, id from audits`],
];

/** Audits by a statement for each tenant. It does nothing where there are no rows. */
export const insertAudits = async (database: Database | OpenTransaction, rows: readonly AuditRow[]): Promise<void> => {
  const statements = byTenant(rows).flatMap((own) => statementOf(auditParts(own)));
  for (const statement of statements) await statement.execute(database);
};
