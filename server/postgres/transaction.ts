import { RefusalError } from "../domain/refusal.js";
import type { Database, OpenTransaction } from "./database.js";

/** How often something is tried that other transactions get in the way of. */
export const MOST_TRIES = 5;

/** A serialization failure or a deadlock: nothing was done, and the next try may pass. */
export const isConflict = (error: unknown): boolean =>
  ["40001", "40P01"].includes((error as { code?: string } | null)?.code ?? "");

/**
 * Runs work in a transaction, anew where others got in its way: so it does nothing but ask the database, and is safe to
 * repeat until it is committed.
 *
 * @throws RefusalError `unavailable` where others got in its way each time
 */
export const inTransaction = async <T>(
  database: Database,
  work: (trx: OpenTransaction) => Promise<T>,
  tries = 1,
): Promise<T> => {
  try {
    return await database.transaction().execute(work);
  } catch (error) {
    if (!isConflict(error)) throw error;
    if (tries === MOST_TRIES) throw new RefusalError("unavailable", undefined, { cause: error });
    return inTransaction(database, work, tries + 1);
  }
};
