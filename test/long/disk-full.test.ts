import assert from "node:assert/strict";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { sql } from "kysely";
import type { Database } from "../../server/postgres/database.js";
import { mintFor } from "../support/backend.js";
import { startPostgres } from "../support/postgres.js";
import { mountSmallDisk, type SmallDisk } from "../support/small-disk.js";
import { type Backend, TENANT } from "./backends.js";
import { describeFindings } from "./figures.js";
import { Load } from "./load.js";
import { type Run, runOn } from "./run.js";

const MEGABYTE = 1024 * 1024;

/** A disk of this test; without the right to mount one, the test is skipped. */
const diskFor = async (t: TestContext, megabytes: number): Promise<SmallDisk | null> => {
  const disk = await mountSmallDisk(megabytes);
  if (!disk) t.skip("No disk can be mounted here.");
  return disk;
};

const loadOf = (run: Run): Load => new Load({ workers: 8, seed: 6, mayFail: true, ...run });

const assertReads = async ({ servers: { origins }, cast }: Backend): Promise<void> => {
  const authorization = `Bearer ${await mintFor(new Date(), { tenant: TENANT })}`;
  const response = await fetch(`${origins[0]}/v1/members/${cast.hot[0]}`, { headers: { authorization } });
  assert.equal(response.status, 200, await response.text());
};

/** Every attempt of the load is a 503 of the contract or is answered well: anything else is a finding. */
test("D06 PGlite: a change is a 503 while the disk holds no further log, reads are answered, and all is well once there is space", async (t) => {
  const disk = await diskFor(t, 192);
  if (!disk) return;
  const postgres = await startPostgres();
  try {
    const ground = { postgres, members: 40, parentFolder: disk.folder };
    const figures = await runOn(ground, "1 server, PGlite", "disk full", async (run) => {
      const load = loadOf(run);
      await load.during(async () => {
        await load.answered(20);
        disk.fill(8 * MEGABYTE);
        await load.failed(30);
        await assertReads(run.backend);
        disk.clear();
        await load.answered(20);
      });
      return load.counts();
    });
    assert.equal(describeFindings(figures), "");
  } finally {
    await postgres.stop();
    await disk.remove();
  }
});

/** Writes PostgreSQL's log until the disk holds no more of it. */
const exhaustLog = async (database: Database): Promise<void> => {
  const write = () => sql`select pg_logical_emit_message(false, 'fill', repeat('x', 1000000))`.execute(database);
  for (;;) if (!(await write().catch(() => null))) return;
};

test("D06 PostgreSQL: a change is a 503 while its disk is full, and where it has ended over it; once it is back with space, the servers go on", async (t) => {
  const disk = await diskFor(t, 192);
  if (!disk) return;
  const postgres = await startPostgres({ isDurable: true, dataDir: path.join(disk.folder, "data") });
  try {
    const figures = await runOn({ postgres, members: 40 }, "1 server, PostgreSQL", "disk full", async (run) => {
      const load = loadOf(run);
      await load.during(async () => {
        await load.answered(20);
        // A log file that is new has room for what the tables have none for.
        await sql`select pg_switch_wal()`.execute(postgres.database);
        disk.fill(0);
        await load.failed(30);
        await assertReads(run.backend);
        disk.clear();
        await load.answered(20);

        disk.fill(0);
        await exhaustLog(postgres.database);
        await load.failed(30);
        await postgres.down();
        disk.clear();
        await postgres.up();
        await load.answered(20);
      });
      return load.counts();
    });
    assert.equal(describeFindings(figures), "");
  } finally {
    await postgres.stop();
    await disk.remove();
  }
});
