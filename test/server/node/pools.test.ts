import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Database } from "../../../server/postgres/database.js";
import { seedTenant } from "../../../server/seed/index.js";
import { hold, waitingFor } from "../../support/locks.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";
import { assertUnavailable, callerOf, serve, TENANT } from "../../support/served.js";

let postgres: TestPostgres;
let database: Database;
before(async () => {
  postgres = await startPostgres();
  ({ database } = postgres);
  await seedTenant(database, TENANT, { now: new Date() });
});
after(() => postgres.stop());

test("D09 while 500 slow requests use up every connection, each is a 503 in time, and the health checks are answered", async (t) => {
  const { get } = callerOf(await serve(t, { DATABASE_URL: postgres.url, DATABASE_TIMEOUT_MS: "3000" }).ready);
  const letGo = await hold(database, "lock table member in access exclusive mode");
  const ask = (count: number) => Array.from({ length: count }, () => get("/v1/members/m_1048"));
  // A busy process sends 500 requests slower than the first of them give up: a few take the connections first.
  const asking = ask(20);
  await waitingFor(database, "member", 10);
  asking.push(...ask(480));
  for (const path of ["/healthz", "/readyz"]) assert.equal((await get(path)).status, 200, path);
  for (const answer of await Promise.all(asking)) await assertUnavailable(answer);
  await letGo();
  assert.equal((await get("/v1/members/m_1048")).status, 200);
});

test("while more queries wait than there are connections, a change passes", async (t) => {
  const { get, add } = callerOf(await serve(t, { DATABASE_URL: postgres.url, DATABASE_TIMEOUT_MS: "5000" }).ready);
  const letGo = await hold(database, "lock table punch_card in access exclusive mode");
  const queries = Array.from({ length: 30 }, () => get("/v1/punch-cards"));
  await waitingFor(database, "punch_card", 10);
  assert.equal((await add("passes")).status, 200);
  assert.equal((await waitingFor(database, "punch_card", 10)).length, 10, "The queries still wait.");
  await letGo();
  for (const query of queries) assert.equal((await query).status, 200);
});
