import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect } from "kysely";
import { migrate } from "../../server/migrations/index.js";
import type { Database } from "../../server/postgres/database.js";
import { parsers } from "../../server/postgres/parsers.js";
import { openPglite } from "../../server/postgres/pglite.js";
import type { Schema } from "../../server/postgres/schema.js";

const root = path.resolve(import.meta.dirname, "../..");
const cache = path.join(root, "node_modules/.cache/memberkit");

const fingerprint = async (): Promise<string> => {
  const folder = path.join(root, "server/migrations");
  const hash = createHash("sha256");
  for (const name of (await readdir(folder)).sort()) hash.update(await readFile(path.join(folder, name)));
  hash.update(await readFile(path.join(root, "node_modules/@electric-sql/pglite/package.json")));
  return hash.digest("hex").slice(0, 16);
};

/** Starting PGlite from nothing takes ten times as long as from a migrated folder. */
const prepare = async (): Promise<Blob> => {
  const pglite = await PGlite.create({ parsers });
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
  const file = path.join(cache, `${await fingerprint()}.tar`);
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
