/**
 * After a restore, erases again whoever was erased since the backup was made: `npm run erasures:apply -- DATABASE_URL
 * --journal FILE`, before the server is started. It is safe to repeat.
 */
import { parseArgs } from "node:util";
import { migrate } from "../migrations/index.js";
import { openPostgres } from "../postgres/postgres.js";
import { bury } from "../write/bury.js";
import { createWritePath } from "../write/write-path.js";
import { readJournal } from "./journal-file.js";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { journal: { type: "string" } } });
const [url] = positionals;
if (url === undefined || values.journal === undefined) {
  console.error("npm run erasures:apply -- DATABASE_URL --journal FILE");
  process.exit(2);
}

const database = openPostgres(url, { connections: 2, timeoutMs: 0 });
try {
  const tombstones = (await readJournal(values.journal)).filter((entry) => entry.type === "member.erased");
  await migrate(database);
  const path = createWritePath({ database, clock: { now: () => new Date() } });
  let again = 0;
  for (const tombstone of tombstones) if ((await bury(path, tombstone)) === "erased-again") again++;
  console.log(`Erasures in the journal: ${tombstones.length}. Brought back by the backup, and done again: ${again}.`);
} finally {
  await database.destroy();
}
