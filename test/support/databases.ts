import { sql } from "kysely";
import { foundation } from "../../server/migrations/0001-foundation.js";
import { migrate } from "../../server/migrations/index.js";
import type { Database } from "../../server/postgres/database.js";
import { openPglite } from "../../server/postgres/pglite.js";
import { openPreparedDatabase } from "./prepared-database.js";
import { startPostgres } from "./postgres.js";

/** A database for tests that hold on both. */
export interface OpenDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

interface Kind {
  readonly name: string;
  open(): Promise<OpenDatabase>;
}

const alone = (database: Database): OpenDatabase => ({ database, close: () => database.destroy() });

/** Its own order of texts is another than PGlite's: what is left to the database to compare shows. */
const openEmptyPostgres = async (): Promise<OpenDatabase> => {
  const postgres = await startPostgres();
  await sql`create database german template template0 locale_provider icu icu_locale 'de-DE' locale 'C'`.execute(
    postgres.database,
  );
  const database = postgres.connect(4, postgres.url.replace(/\/postgres$/, "/german"));
  return { database, close: () => postgres.stop() };
};

const openPostgres = async (): Promise<OpenDatabase> => {
  const opened = await openEmptyPostgres();
  await migrate(opened.database);
  return opened;
};

/** Both databases that the server runs on, migrated. */
export const databases: readonly Kind[] = [
  { name: "PGlite", open: async () => alone(await openPreparedDatabase()) },
  { name: "PostgreSQL", open: openPostgres },
];

/** The same, with nothing in them. */
export const emptyDatabases: readonly Kind[] = [
  { name: "PGlite", open: async () => alone(openPglite(undefined, { relaxedDurability: true })) },
  { name: "PostgreSQL", open: openEmptyPostgres },
];

/** The database as the first version made it. */
export const makeFoundation = async (database: Database): Promise<void> => {
  await sql`create table schema_version (only_row boolean primary key, version int not null)`.execute(database);
  await sql`insert into schema_version values (true, 1)`.execute(database);
  for (const statement of foundation) await sql.raw(statement).execute(database);
};
