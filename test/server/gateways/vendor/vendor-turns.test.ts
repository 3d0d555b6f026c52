import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createTalonOneDouble,
  seedTalonOne,
  TALON_ONE_KEYS,
} from "../../../../examples/doubles/talon-one/talon-one.js";
import { PROGRAM_ID } from "../../../../examples/doubles/talon-one/state.js";
import { VendorTurns } from "../../../../server/gateways/vendor/vendor-turns.js";
import { listen, mintFor, NOW, TestClock } from "../../../support/backend.js";
import { gatewayDatabases, TENANT } from "../../../support/gateway.js";
import { spawnServer } from "../../../support/server-process.js";

const pace = { everyMs: 250, burst: 2 };

for (const { name, open } of gatewayDatabases)
  test(`two processes on ${name} go by one pace for an endpoint, and each endpoint has its own`, async (context) => {
    const { database, close } = await open();
    context.after(close);
    const clock = new TestClock(NOW);
    const ground = { tenant: TENANT, database, clock };
    const processes = [new VendorTurns(ground), new VendorTurns(ground)];
    const take = (endpoint: string, patienceMs = 10_000) =>
      Promise.all(processes.flatMap((turns) => [0, 1, 2].map(() => turns.take(endpoint, pace, patienceMs))));
    const waitsFor = async (endpoint: string, patienceMs?: number) =>
      (await take(endpoint, patienceMs)).flatMap(({ isTaken, inMs }) => (isTaken ? inMs : [])).sort((a, b) => a - b);
    assert.deepEqual(await waitsFor("add"), [0, 0, 250, 500, 750, 1_000]);
    assert.deepEqual(await waitsFor("deduct", 250), [0, 0, 250]);
    const late = await processes[1]?.take("add", pace, 1_000);
    assert.deepEqual(late, { isTaken: false, inMs: 1_250 });
    clock.advance(1_250);
    assert.deepEqual(await processes[0]?.take("add", pace, 0), { isTaken: true, inMs: 0 });
  });

for (const { name, open } of gatewayDatabases)
  test(`what a vendor has turned away in one process waits in the other one, too, on ${name}`, async (context) => {
    const { database, close } = await open();
    context.after(close);
    const ground = { tenant: TENANT, database, clock: new TestClock(NOW) };
    const [one, other] = [new VendorTurns(ground), new VendorTurns(ground)];
    await one.close("add", pace, 4_000);
    assert.deepEqual(await other.take("add", pace, 3_000), { isTaken: false, inMs: 4_000 });
    assert.deepEqual(await other.take("add", pace, 5_000), { isTaken: true, inMs: 4_000 });
    assert.deepEqual(await one.take("add", pace, 5_000), { isTaken: true, inMs: 4_250 });
    const unlimited = { everyMs: 0, burst: 0 };
    assert.deepEqual(await one.take("find", unlimited, 0), { isTaken: true, inMs: 0 });
    await one.close("find", unlimited, 4_000);
    assert.deepEqual(await other.take("find", unlimited, 0), { isTaken: false, inMs: 4_000 });
  });

test("two gateways on one PostgreSQL keep together to the three calls a second of an endpoint of Talon.One's", async (context) => {
  const { url, close } = await gatewayDatabases[1].open();
  context.after(close);
  const double = createTalonOneDouble();
  seedTalonOne(double);
  let searches = 0;
  const vendor = await listen({
    fetch: async (request) => {
      if (request.url.includes("/customer_search/")) searches++;
      return double.fetch(request);
    },
  });
  context.after(() => vendor.close());
  const variables = {
    ...{ VENDOR: "talon-one", TENANT, PROGRAM_NAME: "Corner Club", DATABASE_URL: url ?? "" },
    ...{ TALON_ONE_URL: vendor.origin, TALON_ONE_PROGRAM_ID: String(PROGRAM_ID) },
    ...{ TALON_ONE_MANAGEMENT_KEY: TALON_ONE_KEYS.managementKey, TALON_ONE_API_KEY: TALON_ONE_KEYS.apiKey },
  };
  const servers = [spawnServer(variables), spawnServer(variables)];
  context.after(async () => {
    for (const { child } of servers) child.kill("SIGTERM");
    for (const { exited } of servers) assert.equal(await exited, 0);
  });
  const origins = await Promise.all(servers.map(({ ready }) => ready));
  const token = await mintFor(new Date(), { tenant: TENANT });
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const search = async (origin: string): Promise<number> => {
    const body = JSON.stringify({ q: "Noa Levi" });
    return (await fetch(`${origin}/v1/member-searches`, { method: "POST", headers, body })).status;
  };
  const start = performance.now();
  const statuses = await Promise.all(
    origins.map(async (origin) => [await search(origin), await search(origin), await search(origin)]),
  );
  const tookMs = performance.now() - start;
  assert.deepEqual(statuses.flat(), [200, 200, 200, 200, 200, 200]);
  // Each search asks twice. A machine that is slow only makes it longer.
  assert.equal(searches, 12);
  assert.ok(tookMs >= 11_000 / 3 - 2, `12 calls took ${tookMs} ms`);
});
