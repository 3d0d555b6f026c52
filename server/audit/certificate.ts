import { type Selectable, sql } from "kysely";
import type { ErasedStatus, Erasure } from "../../sdk/contract/index.js";
import type { Clock } from "../clock.js";
import { consequences } from "../domain/consequences.js";
import { keptForDays, type RetentionSettings } from "../domain/retention.js";
import type { Database } from "../postgres/database.js";
import { deletedTables, emptiedColumns, keptOf, stayingTables } from "../postgres/personal-data.js";
import { insertRows } from "../postgres/rows.js";
import type { Schema } from "../postgres/schema.js";
import { type Link, presentIn } from "./chain.js";
import { type ChainPart, erasures, erasuresIn, mergedIds, visitSealed } from "./erasures.js";
import type { Signer } from "./signer.js";

/** The `typ` of a certificate's signature. */
export const CERTIFICATE_TYPE = "erasure+jws";

type AuditRow = Selectable<Schema["audit"]>;

interface Around extends Link {
  /** The hash of the place before; "": it is the first. */
  readonly before: string;
  readonly merged: readonly string[];
  readonly reference: string | null;
  readonly reason_code: string | null;
  readonly approved_by: string | null;
  /** JSON of the program's settings. */
  readonly settings: string;
}

interface Sealed {
  readonly row: AuditRow;
  readonly around: Around;
}

const readSealed = async (database: Database, part: ChainPart): Promise<readonly Sealed[]> => {
  const { tenant } = part;
  const { rows } = await sql<AuditRow & Around>`
    select audit.*, seal.position, seal.hash, coalesce(previous.hash, '') as before, ${mergedIds(tenant)} as merged,
      operation.reference, operation.reason_code, operation.approved_by, program.settings
    from ${erasuresIn(part)}
      join operation on operation.tenant = ${tenant} and operation.id = audit.operation_id
      join program on program.tenant = ${tenant}
      left join audit_seal as previous on previous.tenant = ${tenant} and previous.position = seal.position - 1
    order by seal.position`.execute(database);
  return rows.map(
    ({ position, hash, before, merged, reference, reason_code, approved_by, settings, ...row }): Sealed => ({
      row,
      around: { position, hash, before, merged, reference, reason_code, approved_by, settings },
    }),
  );
};

/** What each way to leave does to the data: see postgres/personal-data.ts. */
const doneBy = (as: ErasedStatus, settings: RetentionSettings): Pick<Erasure, "removed" | "kept" | "released"> => {
  const { removed, kept, freed } = consequences[as];
  const deleted = deletedTables(as);
  const emptied = [...emptiedColumns].filter(([table]) => !deleted.includes(table));
  return {
    removed: {
      words: [...removed],
      deleted: [...deleted],
      emptied: emptied.map(([data, fields]) => ({ data, fields: [...fields] })),
    },
    kept: {
      words: [...kept],
      data: stayingTables(as).map((data) => {
        const { why, days } = keptOf[data];
        return { data, why, days: typeof days === "string" ? keptForDays(settings, days) : days };
      }),
    },
    released: [...freed],
  };
};

/** Null of what is no erasure, which none of them is. */
const erasureIn = ({ row, around }: Sealed, issuedAt: Date): Erasure | null => {
  const { tenant, operation_id: operationId, member_id: memberId, action, at, source } = row;
  const as = erasures.get(action);
  if (as === undefined || operationId === null || memberId === null) return null;
  const { position, hash, before, merged, reference, reason_code: reasonCode, approved_by: approvedBy } = around;
  return {
    ...{ version: 1, tenant, issuedAt: issuedAt.toISOString() },
    ...{ operationId, memberId, mergedIds: [...merged], action, at: at.toISOString(), source },
    ...{ operatorId: row.operator_id, approvedBy, reference, reasonCode },
    ...doneBy(as, JSON.parse(around.settings) as RetentionSettings),
    seal: { position, before, hash, row: { ...presentIn(row), at: at.toISOString() } },
  };
};

interface CertificateOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly signer: Signer;
}

/**
 * Certifies the erasures that were sealed since: what each removed, kept and released, as this version of the server does it, signed
 * with today's key, and kept as it is. It is safe to repeat, and to run in several processes: the first one of an erasure stays.
 */
export const issueCertificates = ({ database, clock, signer }: CertificateOptions): Promise<void> =>
  visitSealed(database, "certified_position", async (part) => {
    const erased = (await readSealed(database, part)).flatMap((sealed) => erasureIn(sealed, clock.now()) ?? []);
    const rows = await Promise.all(
      erased.map(async (erasure) => ({
        ...{ tenant: erasure.tenant, operation_id: erasure.operationId, member_id: erasure.memberId },
        document: await signer.sign(CERTIFICATE_TYPE, erasure),
      })),
    );
    await insertRows(database, "certificate", rows, { keys: ["tenant", "operation_id"], update: "keep" });
  });
