import { type RawBuilder, sql } from "kysely";

/** How long a key waits for the transaction in which it was used a moment ago, in milliseconds. */
export const TWIN_WAIT_MS = 1_000;

/**
 * How long the statements after it wait for a lock, in this transaction, in milliseconds: at least one. It is a `set
 * local`, since a database that spreads tables hands these on to the nodes that do the work, and no `set_config()`.
 */
export const lockTimeout = (ms: number): RawBuilder<unknown> =>
  sql`set local lock_timeout = ${sql.lit(Math.max(1, Math.ceil(ms)))}`;

/** Takes a lock that did not come in time for what it means; every other error stays what it is. */
export const onLockTimeout =
  <T>(meaning: (cause: unknown) => T) =>
  (error: unknown): T => {
    if ((error as { code?: unknown }).code === "55P03") return meaning(error);
    throw error;
  };
