import type { Database } from "../../postgres/database.js";

/** A connection for as long as something takes. */
export interface Lease {
  readonly connection: Database;
  release(): void;
}

const hold = (database: Database): Promise<Lease> =>
  new Promise((resolve, reject) => {
    const held = database
      .connection()
      .execute((connection) => new Promise<void>((release) => resolve({ connection, release })));
    held.catch(reject);
  });

/**
 * Takes a connection that nobody else uses meanwhile. Throws where none is free in time. The embedded database has one
 * for all, which is never kept from the others.
 */
export const lease = async (database: Database): Promise<Lease> =>
  database.getExecutor().adapter.supportsMultipleConnections
    ? hold(database)
    : { connection: database, release: () => undefined };
