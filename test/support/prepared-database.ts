import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect } from "kysely";
import { migrate } from "../../server/migrations/index.js";
import type { Database } from "../../server/postgres/database.js";
import { parsers } from "../../server/postgres/parsers.js";
import { openPglite } from "../../server/postgres/pglite.js";
import type { Schema } from "../../server/postgres/schema.js";
import { fingerprint } from "./fingerprint.js";

const cache = path.resolve(import.meta.dirname, "../../node_modules/.cache/memberkit");

/**
 * Starting PGlite from nothing takes ten times as long as from a migrated folder, and most of that is the folder's
 * size: what no test looks at is left out of it.
 */
const prepare = async (): Promise<Blob> => {
  const pglite = await PGlite.create({ parsers, initDbStartParams: ["--wal-segsize=1"] });
  for (const template of ["template0", "template1"]) {
    await pglite.exec(`alter database ${template} is_template false`);
    await pglite.exec(`drop database ${template}`);
  }
  const database: Database = new Kysely<Schema>({ dialect: new PGliteDialect({ pglite }) });
  await migrate(database);
  const folder = await pglite.dumpDataDir("none");
  await database.destroy();
  return folder;
};

/** Puts the file there whole, so that tests that start at once may all make it. */
const keep = async (file: string, folder: Blob): Promise<void> => {
  const draft = `${file}.${randomUUID()}`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(draft, Buffer.from(await folder.arrayBuffer()));
  await rename(draft, file);
};

const migratedFolder = async (): Promise<Blob> => {
  const file = path.join(cache, `${await fingerprint("@electric-sql/pglite")}.tar`);
  const kept = await readFile(file).catch(() => null);
  if (kept) return new Blob([kept]);
  const folder = await prepare();
  await keep(file, folder);
  return folder;
};

/** A migrated PGlite of its own, in memory, from a folder that is prepared once for each schema. */
export const openPreparedDatabase = async (): Promise<Database> =>
  openPglite(undefined, { loadDataDir: await migratedFolder(), relaxedDurability: true });

/** The same in a folder, which a server process may then open. */
export const openPreparedFolder = async (folder: string): Promise<Database> =>
  openPglite(folder, { loadDataDir: await migratedFolder() });
