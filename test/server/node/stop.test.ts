import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { migrate } from "../../../server/migrations/index.js";
import type { Database } from "../../../server/postgres/database.js";
import { openPglite } from "../../../server/postgres/pglite.js";
import { seedTenant } from "../../../server/seed/index.js";
import { mintFor } from "../../support/backend.js";
import { spawnServer } from "../../support/server-process.js";

const DATA_DIR = mkdtempSync(path.join(tmpdir(), "memberkit-stop-"));
after(() => rmSync(DATA_DIR, { recursive: true, force: true }));

/** The folder as the server has it, while none runs. */
const withDatabase = async <T>(use: (database: Database) => Promise<T>): Promise<T> => {
  const database = openPglite(path.join(DATA_DIR, "postgres"));
  return use(database).finally(() => database.destroy());
};

test("D10 told to stop under load, it finishes what is in hand, refuses what is new, loses nothing, and ends with 0", async () => {
  await withDatabase(async (database) => {
    await migrate(database);
    await seedTenant(database, "t1", { now: new Date() });
  });
  const server = spawnServer({ DATA_DIR });
  const origin = await server.ready;
  const authorization = `Bearer ${await mintFor(new Date(), { tenant: "t1" })}`;

  const acknowledged: string[] = [];
  const add = async (key: string): Promise<void> => {
    const response = await fetch(`${origin}/v1/members/m_1048/actions/add`, {
      method: "POST",
      headers: { authorization, "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify({ currency: "points", amount: 1 }),
    });
    assert.equal(response.status, 200, await response.clone().text());
    acknowledged.push(((await response.json()) as { id: string }).id);
    if (acknowledged.length === 20) server.child.kill("SIGTERM");
  };
  const worker = async (name: number): Promise<void> => {
    for (let turn = 0; ; turn++) await add(`${name}-${turn}`);
  };
  const ends = await Promise.allSettled(Array.from({ length: 8 }, (_, name) => worker(name)));

  for (const end of ends)
    assert(end.status === "rejected" && end.reason instanceof TypeError, "Only connections were refused.");
  assert.equal(await server.exited, 0, server.errors());
  assert(acknowledged.length >= 20);
  await withDatabase(async (database) => {
    const rows = await database.selectFrom("entry").select("operation_id").where("tenant", "=", "t1").execute();
    const booked = new Set(rows.map(({ operation_id }) => operation_id));
    for (const id of acknowledged) assert(booked.has(id), id);
  });
});

test("an idle connection is kept as long as the settings say, beyond Node's own limits too", async (t) => {
  const server = spawnServer({ DATA_DIR, KEEP_ALIVE_TIMEOUT_MS: "630000" });
  t.after(async () => {
    server.child.kill();
    await server.exited;
  });
  const { headers } = await fetch(`${await server.ready}/healthz`);
  assert.equal(headers.get("Keep-Alive"), "timeout=630");
});

test("a wrong environment ends the start with words", async () => {
  const server = spawnServer({ DATA_DIR, PORT: "no port", TOKEN_SECRET: "short" });
  assert.equal(await server.exited, 1);
  assert.match(server.errors(), /^PORT must be a port/m);
  assert.match(server.errors(), /^TOKEN_SECRET must have at least 32 bytes/m);
  assert.doesNotMatch(server.errors(), /\n\s+at /);
});
