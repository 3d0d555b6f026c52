import { type QueryResult, type RawBuilder, sql } from "kysely";
import type { Database } from "../../postgres/database.js";
import { plannedAnew } from "../../postgres/planned-anew.js";
import type { Texts } from "./lines.js";

/** How many rows are in memory at a time. */
const AT_ONCE = 2_000;

/** A file as it is read and written. */
export interface FileParts {
  /** What stands before the first row. */
  readonly head: string;
  readonly statement: RawBuilder<unknown>;
  /** What is written of each row. */
  readonly line: (texts: Texts) => string;
  /** What stands behind the last row; by default nothing. */
  readonly tail?: () => string;
}

/**
 * What a statement finds at one moment, some rows at a time. In a transaction it is read as it is found, a fifth faster
 * than where all of it is kept first (`with hold`), as it is outside of one.
 *
 * @param connection held until this ends
 */
async function* lines(connection: Database, { statement, line }: FileParts): AsyncGenerator<string, void> {
  const name = sql.raw(`export_${crypto.randomUUID().replaceAll("-", "")}`);
  await sql`${plannedAnew} declare ${name} no scroll cursor with hold for ${statement}`.execute(connection);
  const fetching = (): Promise<QueryResult<Texts>> => {
    const next = sql<Texts>`fetch ${sql.lit(AT_ONCE)} from ${name}`.execute(connection);
    // Whoever leaves early no longer hears of it.
    next.catch(() => undefined);
    return next;
  };
  try {
    // The next are fetched while these are written.
    for (let next: Promise<QueryResult<Texts>> | null = fetching(); next;) {
      const { rows }: QueryResult<Texts> = await next;
      next = rows.length === AT_ONCE ? fetching() : null;
      if (rows.length > 0) yield rows.map(line).join("");
    }
  } finally {
    await sql`close ${name}`.execute(connection);
  }
}

/** A file, in chunks: none is made before the one before was taken. */
export async function* fileOf(connection: Database, parts: FileParts): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  if (parts.head) yield encoder.encode(parts.head);
  for await (const some of lines(connection, parts)) yield encoder.encode(some);
  if (parts.tail) yield encoder.encode(parts.tail());
}
