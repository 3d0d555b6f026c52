import { sql } from "kysely";
import type { Database } from "../postgres/database.js";
import { type ChainPart, erasuresIn, mergedIds, visitSealed } from "./erasures.js";
import type { JournalOptions } from "./journal.js";

interface Erased {
  readonly member_id: string;
  readonly action: string;
  readonly operation_id: string;
  readonly at: Date;
  readonly merged: readonly string[];
}

const readErased = async (database: Database, part: ChainPart): Promise<readonly Erased[]> => {
  const { rows } = await sql<Erased>`
    select audit.member_id, audit.action, audit.operation_id, audit.at, ${mergedIds(part.tenant)} as merged
    from ${erasuresIn(part)} order by seal.position`.execute(database);
  return rows;
};

/**
 * Keeps a tombstone for each erasure since, with whoever was merged into that member. One that could not be kept comes in the
 * next round. It is safe to repeat; several processes may keep the same one.
 */
export const keepTombstones = ({ database, keepEntry }: JournalOptions): Promise<void> =>
  visitSealed(database, "told_position", async (part) => {
    const { tenant } = part;
    for (const { member_id, merged, action, operation_id: operationId, at } of await readErased(database, part))
      await keepEntry({ type: "member.erased", tenant, memberIds: [member_id, ...merged], action, operationId, at });
  });
