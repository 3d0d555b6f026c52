import { type RawBuilder, sql } from "kysely";
import type { Database } from "./database.js";

/** How a statement begins that asks all tenants at once. None of them is part of a request, and none changes anything. */
export const OF_ALL_TENANTS = "/* of all tenants */";

/** Begins a statement that asks all tenants at once, each in a part of the database of its own: what follows goes tenant by tenant. */
export const ofAllTenants = sql.raw(OF_ALL_TENANTS);

/** The tenants that a table has rows of which something holds. */
export const tenantsWith = async (
  database: Database,
  table: RawBuilder<unknown>,
  which: RawBuilder<unknown>,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ tenant: string }>`${ofAllTenants}
    select distinct tenant from ${table} where ${which}`.execute(database);
  return rows.map(({ tenant }) => tenant);
};
