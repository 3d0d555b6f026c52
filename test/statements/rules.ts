import { parseSync } from "libpg-query";
import type { Recorded } from "../support/statements.js";
import { Reading, walk } from "./reading.js";

/** What breaks the rules of a database that is sharded by tenant, in words; nothing where a statement keeps them. */
export type Broken = readonly string[];

/** Beside statements on rows: what a connection is told. */
const plainStatements = new Set([
  "TransactionStmt",
  "VariableSetStmt",
  "VariableShowStmt",
  "FetchStmt",
  "ClosePortalStmt",
]);
const rowStatements = new Set([
  "SelectStmt",
  "InsertStmt",
  "UpdateStmt",
  "DeleteStmt",
  "DeclareCursorStmt",
  "ExplainStmt",
]);

/** Functions whose answer, or whose lock, is that of one node, and which others know nothing of. */
const ofOneNode =
  /^(?:nextval|setval|currval|lastval|pg_(?:try_)?advisory_\w+|pg_notify|txid_\w+|pg_\w*(?:xact|snapshot)\w*)$/;

/** PostgreSQL's own, which each node has. */
const isCatalog = (table: string): boolean => table.startsWith("pg_");

const functionsIn = (tree: unknown): string[] => {
  const names: string[] = [];
  walk(tree, (kind, node) => {
    if (kind === "FuncCall")
      names.push(/"sval":"(\w+)"\}\}\]$/.exec(JSON.stringify((node as { funcname?: unknown }).funcname))?.[1] ?? "");
    return false;
  });
  return names;
};

const valueOf = (name: string, { texts }: Recorded): string =>
  name.startsWith("$") ? (texts[Number(name.slice(1)) - 1] ?? name) : name.slice(1).replace(/^.*"(.*)".*$/, "$1");

/** How a statement touches more than one tenant, or could. */
const tenantsOf = (reading: Reading, recorded: Recorded): Broken => {
  const relations = reading.relations.filter(({ table }) => !isCatalog(table));
  const fixed = relations.map(({ table, tenant }) => ({ table, by: reading.ties.fixedBy(tenant) }));
  const loose = fixed.filter(({ by }) => by.length === 0).map(({ table }) => `${table} is held to no tenant`);
  const tenants = new Set(fixed.flatMap(({ by }) => by.map((name) => valueOf(name, recorded))));
  return [...new Set(loose), ...(tenants.size > 1 ? [`it names ${tenants.size} tenants`] : [])];
};

/** Holds a statement to the rules. */
export const brokenBy = (recorded: Recorded): Broken =>
  (parseSync(recorded.sql).stmts ?? []).flatMap(({ stmt }) => {
    if (!stmt) return [];
    const [kind = ""] = Object.keys(stmt);
    if (plainStatements.has(kind)) return [];
    if (!rowStatements.has(kind)) return [`${kind} is none of the statements that requests are made of`];
    const reading = new Reading();
    reading.statement(stmt);
    const functions = [...new Set(functionsIn(stmt))].filter((name) => ofOneNode.test(name));
    return [...tenantsOf(reading, recorded), ...functions.map((name) => `${name} is one node's own`)];
  });

/** Whether it changes or locks rows, in any of its parts. */
export const changesRows = ({ sql }: Recorded): boolean => {
  let changes = false;
  walk(parseSync(sql), (kind) => {
    changes ||= /^(?:Insert|Update|Delete|Merge)Stmt$|^lockingClause$/.test(kind);
    return changes;
  });
  return changes;
};

/** The tables that a statement reads or writes, each once. */
export const tablesOf = ({ sql }: Recorded): readonly string[] => {
  const tables = (parseSync(sql).stmts ?? []).flatMap(({ stmt }) => {
    const reading = new Reading();
    if (stmt) reading.statement(stmt);
    return reading.relations.map(({ table }) => table);
  });
  return [...new Set(tables)];
};
