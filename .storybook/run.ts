import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect } from "kysely";
import { writePages } from "../docs/site/write-pages.js";
import { migrate } from "../server/migrations/index.js";
import type { Schema } from "../server/postgres/schema.js";

const folder = path.resolve(import.meta.dirname, "../node_modules/.cache/memberkit/storybook");

/** A migrated database as one file: a page that loads it is ready in a second or two, not in five. */
const prepareDatabase = async (): Promise<void> => {
  const pglite = await PGlite.create();
  const database = new Kysely<Schema>({ dialect: new PGliteDialect({ pglite }) });
  await migrate(database);
  const dump = await pglite.dumpDataDir("gzip");
  await database.destroy();
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "database.tar.gz"), Buffer.from(await dump.arrayBuffer()));
};

/** `dev` or `build`, and Storybook's own options. */
const [command = "dev", ...options] = process.argv.slice(2);
await writePages();
await prepareDatabase();
const storybook = [
  "--import",
  "tsx",
  "node_modules/storybook/dist/bin/dispatcher.js",
  command,
  "--disable-telemetry",
  ...options,
];
const { status } = spawnSync(process.execPath, storybook, {
  stdio: "inherit",
  env: { ...process.env, STORYBOOK_DISABLE_TELEMETRY: "1" },
});
process.exitCode = status ?? 1;
