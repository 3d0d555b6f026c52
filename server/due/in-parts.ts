import type { RawBuilder } from "kysely";
import type { Database } from "../postgres/database.js";

/** Rows that one statement of the due work changes at most, so that none takes long. */
export const MOST_ROWS = 1000;

/** Repeats a statement that changes {@link MOST_ROWS} rows at most, until it finds fewer. */
export const inParts = async (database: Database, statement: RawBuilder<unknown>): Promise<void> => {
  while (Number((await statement.execute(database)).numAffectedRows) === MOST_ROWS);
};
