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

/** Whose the rows are, all of one tenant: a statement names it once, so that a database that is sharded by it knows where to go. */
export const tenantOf = (rows: readonly object[]): string => {
  const [tenant = "", ...others] = new Set(rows.map((row) => ("tenant" in row ? String(row.tenant) : "")));
  if (others.length > 0) throw new Error("Rows of several tenants are no one statement's");
  return tenant;
};

/** Inserts rows of one tenant, at least one, all with the columns of the first, in their order. */
export const insertOf = <T extends keyof Schema>(
  table: T,
  rows: readonly Insertable<Schema[T]>[],
  onConflict?: OnConflict<T>,
): RawBuilder<unknown> => {
  const columns = list(Object.keys(rows[0] ?? {}).filter((column) => column !== "tenant"));
  const conflict = onConflict ? conflictClause(onConflict) : sql``;
  return sql`insert into ${sql.table(table)} (tenant, ${columns})
    select ${tenantOf(rows)}, ${columns} from ${recordset(table, rows)} ${conflict}`;
};

/** Inserts rows by a statement for each tenant. Nothing is asked of the database where there are none. */
export const insertRows = async <T extends keyof Schema>(
  database: Database | OpenTransaction,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
  onConflict?: OnConflict<T>,
): Promise<void> => {
  for (const own of byTenant(rows)) await insertOf(table, own, onConflict).execute(database);
};

/** The rows of each tenant, in their order. */
export const byTenant = <Row extends object>(rows: readonly Row[]): readonly (readonly Row[])[] => {
  const all = new Map<string, Row[]>();
  for (const row of rows) {
    const tenant = tenantOf([row]);
    const own = all.get(tenant) ?? [];
    own.push(row);
    all.set(tenant, own);
  }
  return [...all.values()];
};

/** Updates rows of one tenant, at least one, by their own key, in the columns of the first. */
export const updateOf = <T extends keyof Schema>(
  table: T,
  rows: readonly object[],
  key: Column<T>,
): RawBuilder<unknown> => {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== "tenant" && column !== key);
  const assignments = columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`changed.${column}`)}`);
  return sql`update ${sql.table(table)} as t set ${sql.join(assignments)} from ${recordset(table, rows)} as changed
    where t.tenant = ${tenantOf(rows)} and ${sql.ref(`t.${key}`)} = ${sql.ref(`changed.${key}`)}`;
};

/** Deletes rows of one tenant, at least one, by what their key has beside it. */
export const deleteOf = <T extends keyof Schema>(
  table: T,
  rows: readonly object[],
  key: readonly Column<T>[],
): RawBuilder<unknown> =>
  sql`delete from ${sql.table(table)}
    where tenant = ${tenantOf(rows)} and (${list(key)}) in (select ${list(key)} from ${recordset(table, rows)})`;

/** Adds rows, all with the columns of the first one. It does nothing where there are none. */
export type InsertRows = <T extends keyof Schema>(
  transaction: OpenTransaction,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
) => Promise<void>;
