import { type Insertable, type RawBuilder, sql } from "kysely";
import type { Database, OpenTransaction } from "./database.js";
import type { Schema } from "./schema.js";

type Column<T extends keyof Schema> = keyof Schema[T] & string;

/**
 * What becomes of a row whose key is taken: `keep` the old one, or overwrite these columns of it. Left out: an error.
 */
interface OnConflict<T extends keyof Schema> {
  readonly keys: readonly Column<T>[];
  readonly update: readonly Column<T>[] | "keep";
}

const list = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)));

const conflictClause = <T extends keyof Schema>({ keys, update }: OnConflict<T>) => {
  if (update === "keep") return sql`on conflict (${list(keys)}) do nothing`;
  const overwritten = update.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  return sql`on conflict (${list(keys)}) do update set ${sql.join(overwritten)}`;
};

/**
 * Any number of rows as one parameter, read by the database into the table's own types: one shape of statement, however
 * many there are.
 */
export const recordset = (table: keyof Schema, rows: readonly object[]): RawBuilder<unknown> =>
  sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`;

/** Inserts rows, at least one, all with the columns of the first, in their order. */
export const insertOf = <T extends keyof Schema>(
  table: T,
  rows: readonly Insertable<Schema[T]>[],
  onConflict?: OnConflict<T>,
): RawBuilder<unknown> => {
  const columns = list(Object.keys(rows[0] ?? {}));
  const conflict = onConflict ? conflictClause(onConflict) : sql``;
  return sql`insert into ${sql.table(table)} (${columns}) select ${columns} from ${recordset(table, rows)} ${conflict}`;
};

/** Inserts rows in one statement. Nothing is asked of the database where there are none. */
export const insertRows = async <T extends keyof Schema>(
  database: Database | OpenTransaction,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
  onConflict?: OnConflict<T>,
): Promise<void> => {
  if (rows.length > 0) await insertOf(table, rows, onConflict).execute(database);
};

/** Updates rows, at least one, by their tenant and their own key, in the columns of the first. */
export const updateOf = <T extends keyof Schema>(
  table: T,
  rows: readonly object[],
  key: Column<T>,
): RawBuilder<unknown> => {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== "tenant" && column !== key);
  const assignments = columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`changed.${column}`)}`);
  return sql`update ${sql.table(table)} as t set ${sql.join(assignments)} from ${recordset(table, rows)} as changed
    where t.tenant = changed.tenant and ${sql.ref(`t.${key}`)} = ${sql.ref(`changed.${key}`)}`;
};

/** Deletes rows by their key. */
export const deleteOf = <T extends keyof Schema>(
  table: T,
  rows: readonly object[],
  key: readonly Column<T>[],
): RawBuilder<unknown> =>
  sql`delete from ${sql.table(table)} where (${list(key)}) in (select ${list(key)} from ${recordset(table, rows)})`;

/** Adds rows, all with the columns of the first one. It does nothing where there are none. */
export type InsertRows = <T extends keyof Schema>(
  transaction: OpenTransaction,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
) => Promise<void>;
