import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { Kysely, PGliteDialect, type PGliteDialectConfig, PGliteDriver } from "kysely";
import type { Database } from "./database.js";
import { parsers } from "./parsers.js";
import type { Schema } from "./schema.js";

/**
 * What PGlite is opened with beside its folder. `loadDataDir`: a prepared data folder, ready in half a second instead
 * of five. `fs`: where its files are, instead of a folder.
 */
export interface PgliteOpenOptions extends Pick<
  PGliteOptions,
  "loadDataDir" | "relaxedDurability" | "fs" | "startParams"
> {
  /** Called before each transaction begins. An error that it throws is that transaction's, which does not begin. */
  readonly beforeTransaction?: () => void;
}

type BeforeTransaction = NonNullable<PgliteOpenOptions["beforeTransaction"]>;

class CheckingDriver extends PGliteDriver {
  readonly #before: BeforeTransaction;

  constructor(config: PGliteDialectConfig, before: BeforeTransaction) {
    super(config);
    this.#before = before;
  }

  override async beginTransaction(connection: Parameters<PGliteDriver["beginTransaction"]>[0]): Promise<void> {
    this.#before();
    await super.beginTransaction(connection);
  }
}

class CheckingDialect extends PGliteDialect {
  readonly #config: PGliteDialectConfig;
  readonly #before: BeforeTransaction;

  constructor(config: PGliteDialectConfig, before: BeforeTransaction) {
    super(config);
    this.#config = config;
    this.#before = before;
  }

  override createDriver(): CheckingDriver {
    return new CheckingDriver(this.#config, this.#before);
  }
}

/**
 * Opens the embedded database: PostgreSQL itself, in this process or page.
 *
 * @param dataDir a folder, or `idb://name` in a browser; left out: in memory. PGlite does not lock it, so two processes
 * on one folder lose rows: who opens it locks it first.
 */
export const openPglite = (dataDir?: string, { beforeTransaction, ...options }: PgliteOpenOptions = {}): Database => {
  const pglite = () => PGlite.create({ ...(dataDir !== undefined && { dataDir }), ...options, parsers });
  return new Kysely<Schema>({ dialect: new CheckingDialect({ pglite }, beforeTransaction ?? (() => undefined)) });
};
