import { CompiledQuery, type DatabaseConnection, type RawBuilder } from "kysely";
import type { Database } from "./database.js";

type Statements = readonly RawBuilder<unknown>[];

/** The rows that statements answered, in their order. */
type Answers<S extends Statements> = { [K in keyof S]: S[K] extends RawBuilder<infer Row> ? readonly Row[] : never };

/**
 * Rows are found by index alone. A plan is kept for as long as its connection: one that was made while a table was nearly
 * empty would read all of it each time, however large it has become.
 */
const BY_INDEX = "set local enable_seqscan = off";

/**
 * A transaction whose statements leave together. Each still sees what those before it did, and those after one that
 * failed are refused; but a flight of them costs one round trip. `begin` leaves with the first flight, `commit` with
 * the last.
 */
export class PipelinedTransaction {
  readonly #database: Database;
  readonly #connection: DatabaseConnection;
  #ahead: CompiledQuery[] = [CompiledQuery.raw("begin"), CompiledQuery.raw(BY_INDEX)];
  #isOpen = false;

  constructor(database: Database, connection: DatabaseConnection) {
    this.#database = database;
    this.#connection = connection;
  }

  /** Statements that leave ahead of the next ones that are sent, and whose answers nobody reads. */
  ahead(...statements: Statements): void {
    this.#ahead.push(...statements.map((statement) => statement.compile(this.#database)));
  }

  /** Sends statements at once, in their order. Rejects with the error of the first that failed. */
  async send<const S extends Statements>(...statements: S): Promise<Answers<S>> {
    const ahead = this.#ahead.splice(0).map((query) => this.#connection.executeQuery(query));
    this.#isOpen = true;
    const answers = statements.map((statement) => this.#connection.executeQuery(statement.compile(this.#database)));
    const all = await Promise.all([...ahead, ...answers]);
    return all.slice(ahead.length).map(({ rows }) => rows) as Answers<S>;
  }

  /** Sends the last statements, and commits with them. */
  async commit(...statements: Statements): Promise<void> {
    const sent = this.send(...statements);
    const committed = this.#connection.executeQuery(CompiledQuery.raw("commit"));
    await Promise.all([sent, committed]);
    this.#isOpen = false;
  }

  /** Takes back what is not committed. */
  async rollback(): Promise<void> {
    if (this.#isOpen) await this.#connection.executeQuery(CompiledQuery.raw("rollback"));
  }
}

/** Runs work in a pipelined transaction, which the work commits; what it leaves open is rolled back. */
export const pipelined = <T>(database: Database, work: (transaction: PipelinedTransaction) => Promise<T>): Promise<T> =>
  database.getExecutor().provideConnection(async (connection) => {
    const transaction = new PipelinedTransaction(database, connection);
    try {
      return await work(transaction);
    } finally {
      // The first error tells more than that of a rollback on a connection that is lost.
      await transaction.rollback().catch(() => undefined);
    }
  });
