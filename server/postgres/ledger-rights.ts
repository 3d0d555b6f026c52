import { sql } from "kysely";
import type { Database } from "./database.js";

/**
 * Whether the connected role could change what is append-only. A superuser can, whatever its rights say: see
 * migrations/0004-append-only.ts.
 */
export const canChangeLedger = async (database: Database): Promise<boolean> => {
  const { rows } = await sql<{ can: boolean }>`
    select bool_or(has_table_privilege(name, right_to)) as can
    from unnest(array['entry', 'audit', 'audit_seal']) as name, unnest(array['update', 'delete', 'truncate']) as right_to`.execute(
    database,
  );
  return rows[0]?.can ?? false;
};
