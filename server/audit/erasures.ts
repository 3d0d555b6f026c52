import { type RawBuilder, sql } from "kysely";
import { type ActionDeclaration, catalogue, type ErasedStatus } from "../../sdk/contract/index.js";
import { ofAllTenants } from "../postgres/all-tenants.js";
import type { Database } from "../postgres/database.js";

/** The actions that erase, and what a member is then. */
export const erasures: ReadonlyMap<string, ErasedStatus> = new Map(
  Object.values(catalogue).flatMap(({ id, removesMember }: ActionDeclaration) =>
    removesMember ? [[id, removesMember]] : [],
  ),
);

/** Some rows of a program's chain: those after one place, up to another. */
export interface ChainPart {
  readonly tenant: string;
  readonly from: number;
  readonly to: number;
}

/** The rows of the audit, as `audit`, that tell of an erasure in a part of a chain, as `seal`, in its order. */
export const erasuresIn = ({ tenant, from, to }: ChainPart): RawBuilder<unknown> => sql`
  audit_seal as seal join audit on audit.tenant = ${tenant} and audit.id = seal.audit_id
    and seal.tenant = ${tenant} and seal.position > ${from} and seal.position <= ${to}
    and audit.outcome = 'applied' and audit.action = any(${[...erasures.keys()]})`;

/** The ids of whoever was merged into the member of an audit's row, over any number of steps. */
export const mergedIds = (tenant: string): RawBuilder<readonly string[]> => sql<readonly string[]>`array(
  with recursive part as (
    select id from member where tenant = ${tenant} and merged_into = audit.member_id
    union
    select member.id from part join member on member.tenant = ${tenant} and merged_into = part.id)
  select id from part order by id)`;

/** Rows of a chain that are looked at in one statement. */
const STEP = 1_000;

/**
 * Visits what was sealed since, part by part, and marks how far that has come. A part that failed comes in the next round; several
 * processes may visit the same one.
 */
export const visitSealed = async (
  database: Database,
  mark: "told_position" | "certified_position",
  visit: (part: ChainPart) => Promise<void>,
): Promise<void> => {
  const { rows } = await sql<{ tenant: string; position: number; done: number }>`${ofAllTenants}
    select tenant, position, ${sql.ref(mark)} as done from audit_head where position > ${sql.ref(mark)}`.execute(
    database,
  );
  for (const { tenant, position, done } of rows)
    for (let from = done; from < position; from += STEP) {
      const to = Math.min(from + STEP, position);
      await visit({ tenant, from, to });
      await database
        .updateTable("audit_head")
        .set({ [mark]: to })
        .where("tenant", "=", tenant)
        .execute();
    }
};
