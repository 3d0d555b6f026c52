import { PGlite, type PGliteOptions, type Transaction } from "@electric-sql/pglite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type Dialect,
  Kysely,
  PGliteAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
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

/** An open transaction of PGlite, which begins and ends in a callback. */
interface Open {
  readonly transaction: Transaction;
  readonly end: (error?: Error) => void;
  /** Fulfilled once it is committed. */
  readonly ended: Promise<void>;
}

/** The one connection. Statements that are sent together run in their order. */
class Connection implements DatabaseConnection {
  readonly #pglite: PGlite;
  readonly #before: BeforeTransaction;
  #last: Promise<unknown> = Promise.resolve();
  #open: Open | undefined;

  constructor(pglite: PGlite, before: BeforeTransaction) {
    this.#pglite = pglite;
    this.#before = before;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const answer = this.#last.then(() => this.#run<R>(sql, parameters));
    this.#last = answer.catch(() => undefined);
    try {
      return await answer;
    } catch (error) {
      // PGlite's stack ends in itself: where the statement comes from is what a log needs.
      if (error instanceof Error) error.stack = `${error.stack ?? ""}\n${new Error().stack ?? ""}`;
      throw error;
    }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }

  async #run<R>(sql: string, parameters: readonly unknown[]): Promise<QueryResult<R>> {
    if (sql === "begin") return this.#begin();
    if (sql === "commit" || sql === "rollback") return this.#end(sql);
    const { rows, affectedRows } = await (this.#open?.transaction ?? this.#pglite).query<R>(sql, [...parameters]);
    return { rows, numAffectedRows: BigInt(affectedRows ?? 0) };
  }

  async #begin(): Promise<QueryResult<never>> {
    this.#before();
    this.#open = await new Promise<Open>((resolve, reject) => {
      const ended = this.#pglite.transaction(
        (transaction) =>
          new Promise<void>((commit, rollback) => {
            const end = (error?: Error) => (error ? rollback(error) : commit());
            queueMicrotask(() => resolve({ transaction, end, ended }));
          }),
      );
      ended.catch(reject);
    });
    return { rows: [] };
  }

  async #end(how: "commit" | "rollback"): Promise<QueryResult<never>> {
    const open = this.#open;
    this.#open = undefined;
    open?.end(how === "commit" ? undefined : new Error("Rolled back"));
    await (how === "commit" ? open?.ended : open?.ended.catch(() => undefined));
    return { rows: [] };
  }
}

/** Kysely's own driver would wait for ever for a transaction that can't begin, and sends a statement at a time. */
class PgliteDriver implements Driver {
  readonly #open: () => Promise<PGlite>;
  readonly #before: BeforeTransaction;
  #pglite: PGlite | undefined;
  #connection: Connection | undefined;

  constructor(open: () => Promise<PGlite>, before: BeforeTransaction) {
    this.#open = open;
    this.#before = before;
  }

  async init(): Promise<void> {
    this.#pglite = await this.#open();
    this.#connection = new Connection(this.#pglite, this.#before);
  }

  acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection ? Promise.resolve(this.#connection) : Promise.reject(new Error("PGlite is closed"));
  }

  releaseConnection(): Promise<void> {
    return Promise.resolve();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async destroy(): Promise<void> {
    await this.#pglite?.close();
  }
}

/** The default of 128 MB takes as long to lay out as all else at the start; the demo program's tables fit in these. */
const smallBuffers = ["-c", "shared_buffers=32MB"];

/**
 * Opens the embedded database: PostgreSQL itself, in this process or page.
 *
 * @param dataDir a folder, or `idb://name` in a browser; left out: in memory. PGlite does not lock it, so two processes
 * on one folder lose rows: who opens it locks it first.
 */
export const openPglite = <Tables = Schema>(dataDir?: string, options: PgliteOpenOptions = {}): Kysely<Tables> => {
  const { beforeTransaction, startParams = PGlite.defaultStartParams, ...others } = options;
  const open = () =>
    PGlite.create({
      ...(dataDir !== undefined && { dataDir }),
      ...others,
      startParams: [...startParams, ...smallBuffers],
      parsers,
    });
  const dialect: Dialect = {
    createAdapter: () => new PGliteAdapter(),
    createDriver: () => new PgliteDriver(open, beforeTransaction ?? (() => undefined)),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  return new Kysely<Tables>({ dialect });
};
