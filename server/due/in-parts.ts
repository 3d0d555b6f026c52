import type { RawBuilder } from "kysely";
import { tenantsWith } from "../postgres/all-tenants.js";
import type { Database } from "../postgres/database.js";

/** Rows that one statement of the due work changes at most, so that none takes long. */
export const MOST_ROWS = 1000;

/** Repeats a statement that changes {@link MOST_ROWS} rows at most, until it finds fewer. */
export const untilFewer = async (database: Database, statement: RawBuilder<unknown>): Promise<void> => {
  while (Number((await statement.execute(database)).numAffectedRows) === MOST_ROWS);
};

/** What is done to rows that it is time for, tenant by tenant. */
interface Part {
  readonly table: RawBuilder<unknown>;
  /** What holds of the rows. */
  readonly which: RawBuilder<unknown>;
  /** Changes {@link MOST_ROWS} of them at most, of this tenant alone, so that `which` does not hold any more. */
  readonly statement: (tenant: string) => RawBuilder<unknown>;
}

/** Does it to all of them, of each tenant that has any. */
export const inParts = async (database: Database, { table, which, statement }: Part): Promise<void> => {
  for (const tenant of await tenantsWith(database, table, which)) await untilFewer(database, statement(tenant));
};
