import type { Kysely, Transaction } from "kysely";
import type { Schema } from "./schema.js";

/** The one handle on the database: the same SQL runs on PostgreSQL and on PGlite. */
export type Database = Kysely<Schema>;

/**
 * An open transaction. Inside one, nothing else may be asked of the {@link Database} itself: PGlite has a single
 * connection, so that such a query would wait for ever.
 */
export type OpenTransaction = Transaction<Schema>;
