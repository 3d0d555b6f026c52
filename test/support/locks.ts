import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import type { Database } from "../../server/postgres/database.js";

/**
 * Holds what a statement locks, in a transaction of its own, until the answered function is called. The server ends
 * such a silent transaction of a client; this one stays, however long a busy machine takes.
 */
export const hold = async (database: Database, statement: string): Promise<() => Promise<void>> => {
  let letGo: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (letGo = resolve));
  let locked: () => void = () => undefined;
  const isLocked = new Promise<void>((resolve) => (locked = resolve));
  const transaction = database.transaction().execute(async (trx) => {
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx);
    await sql.raw(statement).execute(trx);
    locked();
    await released;
  });
  await Promise.race([isLocked, transaction]);
  return () => {
    letGo();
    return transaction;
  };
};

/** A wait for what does not come is a failure that says so, well before its test is ended. */
const PATIENCE_MS = 30_000;

/**
 * Resolves once so many connections wait for a lock in a statement with these words, with the numbers of their
 * processes. Rejects if that does not come.
 */
export const waitingFor = async (database: Database, words: string, count = 1): Promise<number[]> => {
  const until = performance.now() + PATIENCE_MS;
  let seen = 0;
  while (performance.now() < until) {
    const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
      where wait_event_type = 'Lock' and query like ${`%${words}%`} and pid != pg_backend_pid()`.execute(database);
    if (rows.length >= count) return rows.map(({ pid }) => pid);
    seen = Math.max(seen, rows.length);
    await pause(10);
  }
  throw new Error(`Of ${count} connections that should wait in "${words}", ${seen} did.`);
};
