import assert from "node:assert/strict";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, mock, test } from "node:test";
import { migrate } from "../../../server/migrations/index.js";
import { type OpenDatabase, openDatabase } from "../../../server/node/open-database.js";
import { startBackend } from "../../support/backend.js";
import { makeMember, makeTenant } from "../../support/tenant.js";

const dataDir = fs.mkdtempSync(path.join(tmpdir(), "memberkit-synced-"));
const folder = path.join(dataDir, "postgres");
const draft = `${folder}.draft`;

/**
 * What was synced, by its path, and whether the database's folder was there by then. Only Linux tells a file's path.
 */
const synced: { file: string; hadFolder: boolean }[] = [];
const { fsyncSync } = fs;
mock.method(fs, "fsyncSync", (file: number) => {
  synced.push({ file: fs.readlinkSync(`/proc/self/fd/${file}`), hadFolder: fs.existsSync(folder) });
  fsyncSync(file);
});

let opened: OpenDatabase;
before(async () => {
  fs.mkdirSync(draft);
  fs.writeFileSync(path.join(draft, "PG_VERSION"), "of a start that was killed");
  opened = openDatabase(
    { databaseUrl: null, dataDir, databaseConnections: 1, databaseTimeoutMs: 5_000 },
    () => undefined,
  );
  await migrate(opened.migrationDatabase);
});
after(async () => {
  await opened.close();
  fs.rmSync(dataDir, { recursive: true });
});

const skip = process.platform !== "linux";

test("a new database has its name only once all of it is on the disk", { skip }, () => {
  assert(!fs.existsSync(draft));
  const before = new Set(synced.filter(({ hadFolder }) => !hadFolder).map(({ file }) => path.relative(draft, file)));
  for (const file of ["", "PG_VERSION", "global", "global/pg_control", "base/1/PG_VERSION"])
    assert(before.has(file), file);
  assert(synced.some(({ file, hadFolder }) => file === dataDir && hadFolder));
});

test("what is acknowledged was synced before", { skip }, async () => {
  const backend = await startBackend({ database: opened.database });
  const tenant = await makeTenant(opened.database);
  const member = await makeMember(opened.database, tenant);
  const call = await backend.as({ tenant });
  for (let turn = 1; turn <= 20; turn++) {
    synced.length = 0;
    assert.equal((await call(`/members/${member}/actions/add`, { currency: "points", amount: 1 })).status, 200);
    assert(
      synced.some(({ file }) => path.dirname(file) === path.join(folder, "pg_wal")),
      `write ${turn}`,
    );
  }
});
