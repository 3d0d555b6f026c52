import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { Kysely, PGliteDialect } from "kysely";
import type { Database } from "./database.js";
import { parsers } from "./parsers.js";
import type { Schema } from "./schema.js";

/**
 * What PGlite is opened with beside its folder. `loadDataDir`: a prepared data folder, ready in half a second instead of five.
 * `fs`: where its files are, instead of a folder.
 */
export type PgliteOpenOptions = Pick<PGliteOptions, "loadDataDir" | "relaxedDurability" | "fs" | "startParams">;

/**
 * Opens the embedded database: PostgreSQL itself, in this process or page.
 *
 * @param dataDir a folder, or `idb://name` in a browser; left out: in memory. PGlite does not lock it, so two processes on one folder
 *   lose rows: who opens it locks it first.
 */
export const openPglite = (dataDir?: string, options: PgliteOpenOptions = {}): Database =>
  new Kysely<Schema>({
    dialect: new PGliteDialect({ pglite: () => PGlite.create({ ...(dataDir !== undefined && { dataDir }), ...options, parsers }) }),
  });
