import { sql } from "kysely";
import { type ActionDeclaration, catalogue } from "../../sdk/contract/index.js";
import type { Database } from "../postgres/database.js";
import type { JournalOptions, KeepEntry } from "./journal.js";

interface Erased {
  readonly member_id: string;
  readonly action: string;
  readonly operation_id: string;
  readonly at: Date;
  readonly merged: readonly string[];
}

const erasures = Object.values(catalogue).flatMap((action: ActionDeclaration) =>
  action.removesMember ? [action.id] : [],
);

/** Rows of the chain that are looked at in one statement. */
const STEP = 5_000;

/** The erasures of some rows of a chain, in its order, each with whoever was merged into that member, over any number of steps. */
const erasedIn = async (database: Database, tenant: string, from: number, to: number): Promise<readonly Erased[]> => {
  const { rows } = await sql<Erased>`
    select audit.member_id, audit.action, audit.operation_id, audit.at, array(
      with recursive part as (
        select id from member where tenant = ${tenant} and merged_into = audit.member_id
        union
        select member.id from part join member on member.tenant = ${tenant} and merged_into = part.id)
      select id from part order by id) as merged
    from audit_seal as seal
      join audit on audit.tenant = ${tenant} and audit.id = seal.audit_id
    where seal.tenant = ${tenant} and seal.position > ${from} and seal.position <= ${to}
      and audit.outcome = 'applied' and audit.action = any(${erasures})
    order by seal.position`.execute(database);
  return rows;
};

interface Head {
  readonly tenant: string;
  readonly position: number;
  readonly told_position: number;
}

const tell = async (database: Database, keepEntry: KeepEntry, { tenant, ...head }: Head): Promise<void> => {
  for (let from = head.told_position; from < head.position; from += STEP) {
    const to = Math.min(from + STEP, head.position);
    for (const { member_id, merged, action, operation_id: operationId, at } of await erasedIn(
      database,
      tenant,
      from,
      to,
    ))
      await keepEntry({ type: "member.erased", tenant, memberIds: [member_id, ...merged], action, operationId, at });
    await database.updateTable("audit_head").set({ told_position: to }).where("tenant", "=", tenant).execute();
  }
};

/**
 * Keeps a tombstone for each erasure since. One that could not be kept comes in the next round. It is safe to repeat; several
 * processes may keep the same one.
 */
export const keepTombstones = async ({ database, keepEntry }: JournalOptions): Promise<void> => {
  const { rows } = await sql<Head>`
    select tenant, position, told_position from audit_head where position > told_position`.execute(database);
  for (const head of rows) await tell(database, keepEntry, head);
};
