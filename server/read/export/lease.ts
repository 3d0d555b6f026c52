import { sql } from "kysely";
import type { Database } from "../../postgres/database.js";

/** A connection for as long as something takes. */
export interface Lease {
  readonly connection: Database;
  release(): void;
}

/** How long PostgreSQL waits for a process that asks for nothing more, in milliseconds: it may be frozen. */
const SILENT_MS = 90_000;

const hold = (database: Database): Promise<Lease> =>
  new Promise((resolve, reject) => {
    const held = database.transaction().execute(async (connection) => {
      await sql`set local idle_in_transaction_session_timeout = ${sql.lit(SILENT_MS)}`.execute(connection);
      await new Promise<void>((release) => resolve({ connection, release }));
    });
    held.catch(reject);
  });

/**
 * Takes a connection that nobody else uses meanwhile, in a transaction: what a cursor of it finds need not be kept
 * anywhere, and is read as it is found. Throws where no connection is free in time. The embedded database has one for all,
 * which is never kept from the others: it keeps what was found.
 */
export const lease = async (database: Database): Promise<Lease> =>
  database.getExecutor().adapter.supportsMultipleConnections
    ? hold(database)
    : { connection: database, release: () => undefined };
