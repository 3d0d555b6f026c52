import { type Insertable, sql } from "kysely";
import type { Database, OpenTransaction } from "./database.js";
import type { Schema } from "./schema.js";

type Column<T extends keyof Schema> = keyof Schema[T] & string;

/**
 * What becomes of a row whose key is taken: `keep` the old one, or overwrite these columns of it. Left out: an error.
 */
export interface OnConflict<T extends keyof Schema> {
  readonly keys: readonly Column<T>[];
  readonly update: readonly Column<T>[] | "keep";
}

const list = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)));

const conflictClause = <T extends keyof Schema>({ keys, update }: OnConflict<T>) =>
  update === "keep"
    ? sql`on conflict (${list(keys)}) do nothing`
    : sql`on conflict (${list(keys)}) do update set ${sql.join(update.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}`;

/**
 * Any number of rows as one parameter, read by the database into the table's own types: one shape of statement, however
 * many there are.
 */
export const recordset = (table: keyof Schema, rows: readonly object[]) =>
  sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`;

/**
 * Inserts rows, all with the columns of the first one, in one statement. Nothing is asked of the database where there
 * are none.
 */
export const insertRows = async <T extends keyof Schema>(
  database: Database | OpenTransaction,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
  onConflict?: OnConflict<T>,
): Promise<void> => {
  if (!rows[0]) return;
  const columns = list(Object.keys(rows[0]));
  const conflict = onConflict ? conflictClause(onConflict) : sql``;
  await sql`insert into ${sql.table(table)} (${columns}) select ${columns} from ${recordset(table, rows)} ${conflict}`.execute(
    database,
  );
};
