import { type Selectable, sql } from "kysely";
import type { Database, OpenTransaction } from "../postgres/database.js";
import type { Schema } from "../postgres/schema.js";
import { chainStart, type Link, linkAfter } from "./chain.js";
import type { Anchor } from "./journal.js";

/** What is wrong with a chain, at the first place where anything is. */
export interface Finding {
  /**
   * `changed`: the row is another one than was sealed. `moved`: it is one that was sealed elsewhere. `deleted`: it is gone.
   * `unlinked`: its seal is gone. `inserted`: it was never sealed, nor was it to be. `cut`: the chain ends too early.
   * `remade`: all fits, but is not what was anchored.
   */
  readonly kind: "changed" | "moved" | "deleted" | "unlinked" | "inserted" | "cut" | "remade";
  /** Its place in the chain; null where it has none. */
  readonly position: number | null;
  readonly auditId: string | null;
}

/** What a program's chain was found to be. */
export interface Verdict {
  readonly tenant: string;
  /** Rows that hold. */
  readonly verified: number;
  /** Rows that were committed a moment ago and are still to be sealed. */
  readonly unsealed: number;
  /** Null: the chain holds. */
  readonly finding: Finding | null;
}

type AuditRow = Selectable<Schema["audit"]>;
type Sealed = Link & { readonly audit_id: string; readonly row: AuditRow | null };

/** Seals that are read at once. */
const PAGE = 2_000;

const readPage = async (trx: OpenTransaction, tenant: string, after: number): Promise<readonly Sealed[]> => {
  const { rows } = await sql<Link & { audit_id: string } & AuditRow>`
    select seal.position, seal.hash, seal.audit_id, audit.*
    from (select * from audit_seal where tenant = ${tenant} and position > ${after} order by position limit ${PAGE}) as seal
      left join audit on audit.tenant = ${tenant} and audit.id = seal.audit_id
    order by seal.position`.execute(trx);
  return rows.map(({ position, hash, audit_id, ...row }) => ({
    ...{ position, hash, audit_id },
    row: (row.id as string | null) === null ? null : row,
  }));
};

/** Whether the hash is that of another row that was sealed nearby. */
const isMoved = (before: Link, { hash }: Link, page: readonly Sealed[]): boolean =>
  page.some(({ row }) => row !== null && linkAfter(before, row).hash === hash);

const findingAt = (before: Link, seal: Sealed, page: readonly Sealed[]): Finding | null => {
  const { position, audit_id: auditId, row } = seal;
  if (position !== before.position + 1) return { kind: "unlinked", position: before.position + 1, auditId: null };
  if (!row) return { kind: "deleted", position, auditId };
  if (linkAfter(before, row).hash === seal.hash) return null;
  return { kind: isMoved(before, seal, page) ? "moved" : "changed", position, auditId };
};

interface Walked {
  readonly last: Link;
  readonly finding: Finding | null;
}

/** Follows the chain from its start to its end, or to where it does not hold any more. */
const walk = async (trx: OpenTransaction, tenant: string, anchors: readonly Anchor[]): Promise<Walked> => {
  const anchored = new Map(anchors.map(({ position, hash }) => [position, hash]));
  let last = chainStart;
  for (;;) {
    const page = await readPage(trx, tenant, last.position);
    for (const seal of page) {
      const finding = findingAt(last, seal, page);
      if (finding) return { last, finding };
      const { position, hash, audit_id: auditId } = seal;
      if (hash !== (anchored.get(position) ?? hash)) return { last, finding: { kind: "remade", position, auditId } };
      last = { position, hash };
    }
    if (page.length < PAGE) return { last, finding: null };
  }
};

const findCut = async (
  trx: OpenTransaction,
  tenant: string,
  last: Link,
  anchors: readonly Anchor[],
): Promise<Finding | null> => {
  const { rows } = await sql<Link>`select position, hash from audit_head where tenant = ${tenant}`.execute(trx);
  const known = Math.max(rows[0]?.position ?? 0, ...anchors.map(({ position }) => position));
  return known > last.position ? { kind: "cut", position: last.position + 1, auditId: null } : null;
};

const findInserted = async (trx: OpenTransaction, tenant: string): Promise<Finding | null> => {
  const { rows } = await sql<{ id: string }>`
    select id from audit where tenant = ${tenant}
      and not exists (select from audit_seal where audit_seal.tenant = ${tenant} and audit_id = audit.id)
      and not exists (select from audit_to_seal where audit_to_seal.tenant = ${tenant} and audit_to_seal.id = audit.id)
    order by id limit 1`.execute(trx);
  return rows[0] ? { kind: "inserted", position: null, auditId: rows[0].id } : null;
};

const countUnsealed = async (trx: OpenTransaction, tenant: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from audit_to_seal where tenant = ${tenant}`.execute(trx);
  return rows[0]?.count ?? 0;
};

/** All that have anything audited, and all that are said to: a chain may be gone as a whole. */
const readTenants = async (database: Database, anchors: readonly Anchor[]): Promise<readonly string[]> => {
  const { rows } = await sql<{ tenant: string }>`
    select distinct tenant from audit union select tenant from audit_head union select tenant from audit_seal`.execute(
    database,
  );
  return [...new Set([...rows, ...anchors].map(({ tenant }) => tenant))].sort();
};

/**
 * Verifies the audit of every program against its chain, and against anchors that were kept elsewhere: without those, a tail
 * that was cut together with the head, or a chain that was made anew, goes unseen. It reads one moment's state and
 * changes nothing.
 */
export async function* verifyAudit(database: Database, anchors: readonly Anchor[] = []): AsyncGenerator<Verdict> {
  for (const tenant of await readTenants(database, anchors)) {
    const own = anchors.filter((anchor) => anchor.tenant === tenant);
    yield await database
      .transaction()
      .setIsolationLevel("repeatable read")
      .execute(async (trx) => {
        const { last, finding } = await walk(trx, tenant, own);
        return {
          ...{ tenant, verified: last.position, unsealed: await countUnsealed(trx, tenant) },
          finding: finding ?? (await findCut(trx, tenant, last, own)) ?? (await findInserted(trx, tenant)),
        };
      });
  }
}
