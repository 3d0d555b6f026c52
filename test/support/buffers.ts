import { type CompiledQuery, type KyselyPlugin, type QueryId, type RootOperationNode, sql } from "kysely";
import type { Database } from "../../server/postgres/database.js";

/** A view of a database that remembers the statements it was asked for. */
export interface Recorded {
  readonly database: Database;
  readonly statements: CompiledQuery[];
}

export const recordStatements = (database: Database): Recorded => {
  const statements: CompiledQuery[] = [];
  const remember = (node: RootOperationNode, queryId: QueryId) =>
    statements.push(database.getExecutor().compileQuery(node, queryId));
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      remember(node, queryId);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { database: database.withPlugin(plugin), statements };
};

interface Plan {
  readonly "Shared Hit Blocks": number;
  readonly "Shared Read Blocks": number;
}

const literal = (value: unknown): string => {
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `array[${value.map(literal).join(", ")}]::text[]`;
  return `'${(value instanceof Date ? value.toISOString() : (value as string)).replaceAll("'", "''")}'`;
};

/**
 * How many pages of the database a reading statement looks at: the same on any machine, unlike its time. By the plan
 * that PostgreSQL keeps for a statement which comes again and again, made without a look at its parameters.
 */
export const buffersOf = (database: Database, { sql: text, parameters }: CompiledQuery): Promise<number> =>
  database.connection().execute(async (connection) => {
    const values = parameters.length > 0 ? `(${parameters.map(literal).join(", ")})` : "";
    await sql`set plan_cache_mode = force_generic_plan`.execute(connection);
    await sql.raw(`prepare measured as ${text}`).execute(connection);
    const { rows } = await sql
      .raw<{ "QUERY PLAN": readonly { Plan: Plan }[] }>(
        `explain (analyze, buffers, format json) execute measured${values}`,
      )
      .execute(connection);
    await sql`deallocate measured`.execute(connection);
    await sql`reset plan_cache_mode`.execute(connection);
    const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
    if (!plan) throw new Error("The database has answered no plan");
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
  });

/** The pages that all statements look at which something reads by. */
export const buffersRead = async (
  { database, statements }: Recorded,
  read: () => Promise<unknown>,
): Promise<number> => {
  statements.length = 0;
  await read();
  let buffers = 0;
  for (const statement of statements.splice(0)) buffers += await buffersOf(database, statement);
  return buffers;
};
