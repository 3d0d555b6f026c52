import { type Kysely, sql } from "kysely";

/** Every table of a database, as text: what an attacker with a dump could search. */
const dump = async <Tables>(database: Kysely<Tables>): Promise<Map<string, string>> => {
  const { rows } = await sql<{
    name: string;
  }>`select table_name as name from information_schema.tables where table_schema = 'public'`.execute(database);
  const texts = new Map<string, string>();
  for (const { name } of rows) {
    const table = await sql<{
      text: string;
    }>`select coalesce(string_agg(t::text, '\n'), '') as text from ${sql.table(name)} as t`.execute(database);
    texts.set(name, table.rows[0]?.text ?? "");
  }
  return texts;
};

/** The tables in which a text stands, in whatever case. */
export const tablesWith = async <Tables>(database: Kysely<Tables>, canary: string): Promise<string[]> =>
  [...(await dump(database))]
    .flatMap(([name, text]) => (text.toLowerCase().includes(canary.toLowerCase()) ? [name] : []))
    .sort();
