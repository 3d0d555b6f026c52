import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { after, before, test, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { createClient } from "../../../sdk/index.js";
import type { Database } from "../../../server/postgres/database.js";
import { seedTenant } from "../../../server/seed/index.js";
import { hold, waitingFor } from "../../support/locks.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";
import { assertUnavailable, callerOf, serve, tokenNow } from "../../support/served.js";
import { Wire } from "../../support/wire.js";

/** The server is a process of its own, which no test here starts again. */
let postgres: TestPostgres;
let database: Database;
let wire: Wire;
before(async () => {
  postgres = await startPostgres();
  ({ database } = postgres);
  await seedTenant(database, "t1", { now: new Date() });
  wire = new Wire(Number(new URL(postgres.url).port));
  await wire.mend();
});
after(async () => {
  await wire.cut();
  await postgres.stop();
});

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

/** Asks until it is answered well, and says how long that took. */
const recovered = async (t: TestContext, ask: () => Promise<Response>): Promise<void> => {
  const start = performance.now();
  while ((await ask()).status !== 200) await pause(20);
  t.diagnostic(`recovered after ${Math.round(performance.now() - start)} ms`);
};

const effectsOf = async (key: string): Promise<number> => {
  const rows = await database
    .selectFrom("entry")
    .innerJoin("operation", (join) =>
      join.onRef("operation.tenant", "=", "entry.tenant").onRef("operation.id", "=", "operation_id"),
    )
    .where("operation.key", "=", key)
    .select("seq")
    .execute();
  return rows.length;
};

test("D07 a database that is down at the start, or goes down in the middle of a write, is a 503, and is recovered from without a restart", async (t) => {
  await postgres.down();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const { get, add } = callerOf(origin);
  const server = serve(t, { DATABASE_URL: postgres.url, PORT: String(port) });

  const assertDown = async () => {
    assert.equal((await get("/healthz")).status, 200, "The process itself is well.");
    for (const path of ["/readyz", "/v1/members/m_1048"]) await assertUnavailable(await get(path));
    await assertUnavailable(await add("down"));
  };

  while (!(await get("/healthz").catch(() => null))) await pause(20);
  await assertDown();
  await postgres.up();
  assert.equal(await server.ready, origin);
  await recovered(t, () => get("/readyz"));
  assert.equal((await add("up")).status, 200);

  const letGo = await hold(database, "select from member where tenant = 't1' and id = 'm_1048' for update");
  const cutOff = add("cut-off");
  await waitingFor(database, `from "member"`);
  await postgres.down();
  // Let go before that, the lock would pass to the write, which might then be done in time.
  await letGo().catch(() => undefined);
  await assertUnavailable(await cutOff);
  await assertDown();
  await postgres.up();
  await recovered(t, () => get("/v1/members/m_1048"));
  assert.equal((await get("/readyz")).status, 200);
  assert.equal((await add("cut-off")).status, 200, "What failed may be sent again.");
  assert.deepEqual(await Promise.all(["down", "up", "cut-off"].map(effectsOf)), [0, 1, 1]);
});

test("D04 a connection that is ended during COMMIT costs its request alone, and the client finds out: one effect", async (t) => {
  await sql
    .raw(
      `create function wait_at_commit() returns trigger language plpgsql as $$ begin
        perform pg_advisory_xact_lock(4); return null; end $$`,
    )
    .execute(database);
  await sql
    .raw(
      "create constraint trigger wait_at_commit after insert on entry deferrable initially deferred for each row execute function wait_at_commit()",
    )
    .execute(database);
  t.after(() => sql.raw("drop function wait_at_commit cascade").execute(database));
  const origin = await serve(t, { DATABASE_URL: postgres.url }).ready;
  const client = createClient({ baseUrl: `${origin}/v1`, getToken: tokenNow });

  const letGo = await hold(database, "select pg_advisory_xact_lock(4)");
  let unknown = 0;
  const adding = client.actions.add(
    "m_1048",
    { currency: "points", amount: 1 },
    { key: "at-commit", onUnknown: () => unknown++ },
  );
  for (const pid of await waitingFor(database, "commit"))
    await sql`select pg_terminate_backend(${pid})`.execute(database);
  await letGo();
  assert.equal((await adding).status, "applied");
  assert.ok(unknown > 0, "The client was told that the outcome is open.");
  assert.equal(await effectsOf("at-commit"), 1);
});

test("D04 an answer to COMMIT that never arrives: the client asks again and gets the first receipt, one effect", async (t) => {
  const url = new URL(postgres.url);
  url.port = String(wire.port);
  const origin = await serve(t, { DATABASE_URL: url.href }).ready;
  const client = createClient({ baseUrl: `${origin}/v1`, getToken: tokenNow });

  wire.loseAnswer("COMMIT", '"key":"lost"');
  let unknown = 0;
  const receipt = await client.actions.add(
    "m_1048",
    { currency: "points", amount: 1 },
    { key: "lost", onUnknown: () => unknown++ },
  );
  assert.ok(unknown > 0, "The client was told that the outcome is open.");
  assert.equal(await effectsOf("lost"), 1);
  assert.equal((await client.settle("lost")).operation?.id, receipt.id);
});

test(
  "a database that falls silent is a 503 in time, whether it is asked to read, to write or to connect, and is used again once it speaks",
  { timeout: 60_000 },
  async (t) => {
    const url = new URL(postgres.url);
    url.port = String(wire.port);
    const { get, add } = callerOf(await serve(t, { DATABASE_URL: url.href }).ready);
    const read = () => get("/v1/members/m_1048");
    await Promise.all(Array.from({ length: 8 }, read));

    wire.silence();
    const start = performance.now();
    const answers = await Promise.all([get("/readyz"), add("silent"), ...Array.from({ length: 30 }, read)]);
    t.diagnostic(`answered after ${Math.round(performance.now() - start)} ms`);
    for (const answer of answers) await assertUnavailable(answer);
    assert.equal((await get("/healthz")).status, 200);

    await wire.mend();
    await Promise.all([recovered(t, read), recovered(t, () => get("/readyz")), recovered(t, () => add("silent"))]);
    assert.equal(await effectsOf("silent"), 1);
  },
);
