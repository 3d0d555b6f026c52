import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Database } from "./database.js";
import { parsers } from "./parsers.js";
import type { Schema } from "./schema.js";

export interface PostgresOptions {
  /** Most connections at a time; by default 10. */
  readonly connections?: number;
  /** Told of connections that are lost while idle; the pool replaces them. */
  readonly onLost?: (error: Error) => void;
}

/** How many shapes of statements are worth a name; those beyond are parsed anew each time. */
const NAMED_SHAPES = 500;
const names = new Map<string, string>();

const nameOf = (text: string): string | undefined => {
  const known = names.get(text);
  if (known || names.size >= NAMED_SHAPES) return known;
  const name = `memberkit_${names.size}`;
  names.set(text, name);
  return name;
};

/** Names each statement, so that PostgreSQL plans it once for a connection: writes take two thirds of the time, previews half. */
class NamingClient extends pg.Client {
  override query(...[text, values, ...rest]: unknown[]): never {
    const isPlain = typeof text === "string" && Array.isArray(values);
    const query = super.query.bind(this) as (...query: unknown[]) => never;
    return isPlain ? query({ text, values, name: nameOf(text) }, ...rest) : query(text, values, ...rest);
  }
}

const typeParsers = {
  getTypeParser: (type: Parameters<typeof pg.types.getTypeParser>[0], format?: "text" | "binary") =>
    parsers[type] ?? (pg.types.getTypeParser(type, format) as unknown),
};

/** Opens PostgreSQL 15 or newer by its address. A lost or unreachable database fails the request at hand, never the process. */
export const openPostgres = (url: string, { connections = 10, onLost = () => undefined }: PostgresOptions = {}): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    types: typeParsers,
    Client: NamingClient,
  });
  pool.on("error", onLost);
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
};
