import { type Insertable, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Database } from "../postgres/database.js";
import { typeParsers } from "../postgres/postgres.js";
import type { InsertRows } from "../postgres/rows.js";
import type { Schema } from "../postgres/schema.js";

/** A PostgreSQL that is to be filled, by one connection without a time limit. */
export interface Loading {
  readonly database: Database;
  /** Adds rows by COPY, which takes a fraction of the work of an INSERT, in the transaction that is open. */
  readonly copyRows: InsertRows;
}

/** What the driver's connection offers for COPY. Its types leave it out. */
interface CopyConnection extends pg.Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** A statement `copy … from stdin` with all of its data, which follow it without waiting for the database. */
class Copy extends pg.Query {
  constructor(text: string, data: Buffer) {
    super(text);
    const { submit } = this;
    this.submit = (connection) => {
      submit.call(this, connection);
      const stdin = connection as CopyConnection;
      stdin.sendCopyFromChunk(data);
      stdin.endCopyFrom();
    };
  }

  /** The database is ready for the data, which the driver itself would refuse to send. They are on their way. */
  readonly handleCopyInResponse = (): void => undefined;
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A value in the text format of COPY. */
const fieldOf = (value: string | number | boolean | Date | null | undefined): string => {
  if (value === null || value === undefined) return "\\N";
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "string") return String(value);
  return value.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? character);
};

const linesOf = <T extends keyof Schema>(
  rows: readonly Insertable<Schema[T]>[],
  columns: readonly string[],
): Buffer => {
  const lines = rows.map((row) => {
    const values = row as Readonly<Record<string, Parameters<typeof fieldOf>[0]>>;
    return columns.map((column) => fieldOf(values[column])).join("\t");
  });
  return Buffer.from(`${lines.join("\n")}\n`);
};

const copyTo = (client: pg.Client, text: string, data: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    const copy = new Copy(text, data);
    copy.once("end", () => resolve());
    copy.once("error", reject);
    client.query(copy);
  });

/** Opens a PostgreSQL to fill it. `database.destroy()` closes it. */
export const openToLoad = async (url: string): Promise<Loading> => {
  const client = new pg.Client({ connectionString: url, types: typeParsers, pipeline: true });
  // The statement at hand fails too. Unheard, the event would end the process.
  client.on("error", () => undefined);
  await client.connect();
  const lent = Object.assign(client, { release: () => undefined });
  const pool = { connect: () => Promise.resolve(lent), end: () => client.end(), options: {} };
  return {
    database: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }),
    copyRows: async (_transaction, table, rows) => {
      if (!rows[0]) return;
      const columns = Object.keys(rows[0]);
      const names = columns.map((column) => client.escapeIdentifier(column)).join(", ");
      await copyTo(client, `copy ${client.escapeIdentifier(table)} (${names}) from stdin`, linesOf(rows, columns));
    },
  };
};
