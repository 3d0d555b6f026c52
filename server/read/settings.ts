import type { Program } from "../domain/program.js";
import type { Database, OpenTransaction } from "../postgres/database.js";

/** A tenant's program alone; null: the tenant has none. */
export const readSettings = async (database: Database | OpenTransaction, tenant: string): Promise<Program | null> => {
  const row = await database.selectFrom("program").select("settings").where("tenant", "=", tenant).executeTakeFirst();
  return row ? (JSON.parse(row.settings) as Program) : null;
};
