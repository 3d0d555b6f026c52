import type { OpenTransaction } from "../postgres/database.js";

/** One step of a migration: a statement of SQL, or a function where one statement is not enough. */
export type Step = string | ((trx: OpenTransaction) => Promise<void>);
