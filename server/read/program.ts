import type { Named } from "../../sdk/contract/index.js";
import { sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import type { Database } from "../postgres/database.js";
import type { Program } from "../domain/program.js";
import { RefusalError } from "../domain/refusal.js";

/**
 * A tenant's program and its branches, in their order, in one statement. 404 where the token is for a tenant without
 * one.
 */
export const readProgram = async (
  database: Database,
  tenant: string,
): Promise<{ program: Program; branches: Named[] }> => {
  const row = await database
    .selectFrom("program")
    .where("program.tenant", "=", tenant)
    .select("settings")
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom("branch")
          .select(["id", "name"])
          .whereRef("branch.tenant", "=", "program.tenant")
          .orderBy("position")
          .orderBy(sql`name collate "C"`),
      ).as("branches"),
    )
    .executeTakeFirst();
  if (!row) throw new RefusalError("not-found", "There is no such program.");
  return { program: JSON.parse(row.settings) as Program, branches: row.branches };
};
