import { type Kysely, sql, type Transaction } from "kysely";
import type { Schema } from "./schema.js";

/**
 * The table's row type, the table itself, or an index of the catalogue: whichever the other process made a moment
 * before.
 */
const isRaceToCreate = (error: unknown): boolean =>
  ["42710", "42P07", "23505"].includes((error as { code?: string }).code ?? "");

/** `if not exists` may still collide when two processes start at the same moment; then the other one has made it. */
const ensureVersionRow = async <Tables>(database: Kysely<Tables>): Promise<void> => {
  await sql`create table if not exists schema_version (only_row boolean primary key check (only_row), version int not null)`
    .execute(database)
    .catch((error: unknown) => {
      if (!isRaceToCreate(error)) throw error;
    });
  await sql`insert into schema_version values (true, 0) on conflict do nothing`.execute(database);
};

/** One step of a migration: a statement of SQL, or a function where one statement is not enough. */
export type Step<Tables = Schema> = string | ((trx: Transaction<Tables>) => Promise<void>);

/** In order; the schema's version is how many of them have run. One that was released is never edited again. */
type Migrations<Tables> = readonly (readonly Step<Tables>[])[];

const runPending = async <Tables>(
  trx: Transaction<Tables>,
  migrations: Migrations<Tables>,
  version: number,
): Promise<void> => {
  for (const step of migrations.slice(version).flat())
    await (typeof step === "string" ? sql.raw(step).execute(trx) : step(trx));
  await sql`update schema_version set version = ${migrations.length}`.execute(trx);
};

/**
 * Brings a schema up to date, in one transaction: all of it or nothing. Safe when several processes start at once,
 * since the row of the version is the lock, and to repeat. Throws where a newer Memberkit has been at work, rather than
 * damage what it made.
 *
 * @param afterwards what follows whichever of them have run, in their transaction; by default nothing
 */
export const migrateBy = async <Tables>(
  database: Kysely<Tables>,
  migrations: Migrations<Tables>,
  afterwards: (trx: Transaction<Tables>) => Promise<void> = () => Promise.resolve(),
): Promise<void> => {
  await ensureVersionRow(database);
  await database.transaction().execute(async (trx) => {
    const { rows } = await sql<{ version: number }>`select version from schema_version for update`.execute(trx);
    const version = rows[0]?.version ?? 0;
    if (version > migrations.length)
      throw new Error(
        `The database has schema version ${version}, made by a newer Memberkit; this one knows ${migrations.length}. Update Memberkit.`,
      );
    if (version === migrations.length) return;
    await runPending(trx, migrations, version);
    await afterwards(trx);
  });
};
