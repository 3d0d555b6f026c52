import { writeFileSync } from "node:fs";
import path from "node:path";
import { type KyselyPlugin, PostgresQueryCompiler, type RootOperationNode } from "kysely";
import { STATEMENTS_FOLDER } from "./statements-folder.js";
import type { Database } from "../../server/postgres/database.js";

/** A statement as the product sent it, with the texts that it was given the first time. */
export interface Recorded {
  readonly sql: string;
  /** By place; null: it was no short text, and so no tenant. */
  readonly texts: readonly (string | null)[];
}

const LONGEST_TEXT = 64;

const statements = new Map<string, Recorded>();

const textOf = (value: unknown): string | null =>
  typeof value === "string" && value.length <= LONGEST_TEXT ? value : null;

const record = (node: RootOperationNode): void => {
  const { sql, parameters } = new PostgresQueryCompiler().compileQuery(node, { queryId: "" });
  if (!statements.has(sql)) statements.set(sql, { sql, texts: parameters.map(textOf) });
};

const write = (folder: string): void => {
  if (statements.size === 0) return;
  writeFileSync(path.join(folder, `${process.pid}.json`), JSON.stringify([...statements.values()]));
};

const recorder: KyselyPlugin = {
  transformQuery: ({ node }) => {
    record(node);
    return node;
  },
  transformResult: ({ result }) => Promise.resolve(result),
};

const folder = process.env[STATEMENTS_FOLDER];
if (folder) process.once("exit", () => write(folder));

/**
 * The database as the product gets it: what it sends is written down, where anybody asks for it. What a test asks of the
 * database itself is not.
 */
export const recorded = (database: Database): Database => (folder ? database.withPlugin(recorder) : database);
