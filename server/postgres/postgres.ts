import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { parsers } from "./parsers.js";
import { PLANNED_ANEW } from "./planned-anew.js";
import type { Schema } from "./schema.js";
import { isConflict, MOST_TRIES } from "./transaction.js";

interface PostgresOptions {
  /** Most connections at a time; by default 10. */
  readonly connections?: number;
  /** How long a statement may take, in milliseconds; by default 5,000. 0: any time. */
  readonly timeoutMs?: number;
  /** Refuses every change; by default not. */
  readonly readOnly?: boolean;
  /** Told of each connection that is lost; the pool replaces it. */
  readonly onLost?: (error: Error) => void;
}

/** How many shapes of statements are worth a name; those beyond are parsed anew each time. */
const NAMED_SHAPES = 500;
const names = new Map<string, string>();

const nameOf = (text: string): string | undefined => {
  if (text.startsWith(PLANNED_ANEW)) return undefined;
  const known = names.get(text);
  if (known || names.size >= NAMED_SHAPES) return known;
  const name = `memberkit_${names.size}`;
  names.set(text, name);
  return name;
};

/**
 * The connection is about to close: the driver gave a statement up, whose answer might still come, or the server has
 * ended the session.
 */
const closesConnection = (error: unknown): boolean =>
  error instanceof Error &&
  (error.message === "Query read timeout" || ("severity" in error && error.severity === "FATAL"));

/** The answer of a statement, sent again where others got in its way. */
const untilNoConflict = async <T>(answer: Promise<T>, again: () => Promise<T>, tries = 1): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    if (!isConflict(error) || tries === MOST_TRIES) throw error;
    return untilNoConflict(again(), again, tries + 1);
  }
};

const begins = /^(?:begin|start transaction)\b/;
const ends = /^(?:commit|rollback)\b/;

/**
 * Names each statement, so that PostgreSQL plans it once for a connection: writes take two thirds of the time, previews
 * half. One outside of a transaction that others got in the way of did nothing, and is sent again. Sends statements without waiting for the answers of those before. An error that closes it is known once it is
 * closed, so that nothing more is asked of it.
 */
class Client extends pg.Client {
  readonly #ended = new Promise<void>((resolve) => this.once("end", resolve));
  #isInTransaction = false;

  override query(...[text, values, ...rest]: unknown[]): never {
    const isPlain = typeof text === "string" && Array.isArray(values) && values.length > 0;
    const send = super.query.bind(this) as (...query: unknown[]) => unknown;
    const again = () => (isPlain ? send({ text, values, name: nameOf(text) }, ...rest) : send(text, values, ...rest));
    if (typeof text === "string" && begins.test(text)) this.#isInTransaction = true;
    const isAlone = !this.#isInTransaction;
    if (typeof text === "string" && ends.test(text)) this.#isInTransaction = false;
    const answer = again();
    if (!(answer instanceof Promise)) return answer as never;
    const done = isAlone ? untilNoConflict(answer, again as () => Promise<unknown>) : answer;
    return this.#afterEndIfClosing(done) as never;
  }

  async #afterEndIfClosing<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (closesConnection(error)) await this.#ended;
      throw error;
    }
  }
}

/** How the driver reads values: see parsers.ts. */
export const typeParsers = {
  getTypeParser: (type: Parameters<typeof pg.types.getTypeParser>[0], format?: "text" | "binary") =>
    parsers[type] ?? (pg.types.getTypeParser(type, format) as unknown),
};

/** How long to wait for a connection, a new one or one that others use, in milliseconds. */
const CONNECT_MS = 3_000;

/** How long a client waits for an answer after the server should have given the statement up, in milliseconds. */
const GRACE_MS = 1_000;

/**
 * How long the server waits for a client that fell silent in a transaction, and for whose locks others wait, in
 * milliseconds.
 */
const SILENT_CLIENT_MS = 10_000;

/** How long a connection may be idle before the system asks whether its other end is still there, in milliseconds. */
const KEEP_ALIVE_MS = 10_000;

/**
 * Opens PostgreSQL 15 or newer by its address. A lost, silent or unreachable database fails the request at hand, never
 * the process, and is used again as soon as it answers. Parameters of the address (`statement_timeout`, `sslmode`, …)
 * win over these settings.
 */
export const openPostgres = <Tables = Schema>(
  url: string,
  { connections = 10, timeoutMs = 5_000, readOnly = false, onLost = () => undefined }: PostgresOptions = {},
): Kysely<Tables> => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: timeoutMs === 0 ? CONNECT_MS : Math.min(CONNECT_MS, timeoutMs),
    ...(timeoutMs !== 0 && {
      statement_timeout: timeoutMs,
      query_timeout: timeoutMs + GRACE_MS,
      idle_in_transaction_session_timeout: SILENT_CLIENT_MS,
    }),
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    ...(readOnly && { options: "-c default_transaction_read_only=on" }),
    types: typeParsers,
    Client,
    pipeline: true,
  });
  // A connection may be lost while it is idle or in use: unheard, either would end the process.
  pool.on("connect", (client) => client.on("error", onLost));
  pool.on("error", () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
};
