import { sql } from "kysely";
import type { Database, OpenTransaction } from "../postgres/database.js";

/** What every other table lies beside: a tenant's rows are all on one node. */
const ROOT = "member";

/** A row of the whole database, which each node has. */
const REFERENCE = "schema_version";

const isThere = async (database: Database | OpenTransaction, name: string): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`
    select to_regclass(${name}) is not null or to_regproc(${name}) is not null as found`.execute(database);
  return rows[0]?.found === true;
};

/** Whether the extension is there that spreads tables over nodes. */
export const canDistribute = (database: Database | OpenTransaction): Promise<boolean> =>
  isThere(database, "create_distributed_table");

const spreadTables = async (database: Database | OpenTransaction): Promise<ReadonlySet<string>> => {
  if (!(await isThere(database, "pg_dist_partition"))) return new Set();
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_dist_partition join pg_class on pg_class.oid = logicalrelid`.execute(database);
  return new Set(rows.map(({ name }) => name));
};

interface Table {
  readonly name: string;
  /** The tables that its foreign keys name. */
  readonly parents: readonly string[];
}

/** The tables that have a tenant. */
const tenantTables = async (database: Database | OpenTransaction): Promise<readonly Table[]> => {
  const { rows } = await sql<Table>`
    select relname as name, array(
      select parent.relname from pg_constraint join pg_class as parent on parent.oid = confrelid
      where conrelid = pg_class.oid and contype = 'f' and confrelid <> conrelid)::text[] as parents
    from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'tenant'
    where relnamespace = current_schema()::regnamespace and relkind = 'r' order by relname`.execute(database);
  return rows;
};

/** Those that others name come before them, and the root first of all. */
const parentsFirst = (tables: readonly Table[]): readonly string[] => {
  const placed = new Set<string>();
  const place = (name: string): void => {
    if (placed.has(name)) return;
    for (const parent of tables.find((table) => table.name === name)?.parents ?? []) place(parent);
    placed.add(name);
  };
  for (const { name } of [{ name: ROOT }, ...tables]) place(name);
  return [...placed];
};

/**
 * Spreads the tables over the nodes of a database that has the extension for it (`create_distributed_table`): each by its
 * tenant, so that all rows of a tenant lie on one node, and foreign keys and joins stay there. Tables that are spread are
 * left as they are: it is safe to repeat, and a migration that adds one spreads it, too. Answers those that it spread.
 */
export const distribute = async (trx: OpenTransaction): Promise<readonly string[]> => {
  const spread = await spreadTables(trx);
  if (!spread.has(REFERENCE)) await sql`select create_reference_table(${REFERENCE})`.execute(trx);
  const missing = parentsFirst(await tenantTables(trx)).filter((name) => !spread.has(name));
  for (const name of missing) {
    const beside = name === ROOT ? "default" : ROOT;
    await sql`select create_distributed_table(${name}, 'tenant', colocate_with => ${beside})`.execute(trx);
  }
  return missing;
};

/** Spreads tables that were added, where the others are spread. */
export const distributeNew = async (trx: OpenTransaction): Promise<void> => {
  if ((await spreadTables(trx)).has(ROOT)) await distribute(trx);
};
