import { sql } from "kysely";
import { RefusalError } from "../domain/refusal.js";
import { ofAllTenants } from "../postgres/all-tenants.js";
import type { Database } from "../postgres/database.js";

/** Holds that the database answers and is migrated. @throws RefusalError `unavailable` while it is not */
export const requireReady = async (database: Database): Promise<void> => {
  await sql`${ofAllTenants} select 1 from program limit 1`.execute(database).catch((error: unknown) => {
    throw new RefusalError("unavailable", "The database can't be reached.", { cause: error });
  });
};
