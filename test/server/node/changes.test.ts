import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import { people, seedTenant } from "../../../server/seed/index.js";
import { EventReader } from "../../support/events.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";
import { spawnServer } from "../../support/server-process.js";
import { callerOf, serve, TENANT } from "../../support/served.js";

let postgres: TestPostgres;
before(async () => {
  postgres = await startPostgres();
  await seedTenant(postgres.database, TENANT, { now: new Date() });
});
after(() => postgres.stop());

const start = async (t: TestContext) => {
  const server = serve(t, { DATABASE_URL: postgres.url });
  return { ...server, call: callerOf(await server.ready) };
};

const isNoa = { event: "member.updated", id: people.noa };

/** The next that a stream tells of Noa. */
const nextOfNoa = async (stream: EventReader): Promise<{ event: string; id: string } | null> => {
  for (let events = await stream.next(); events; events = await stream.next()) {
    const found = events.find(({ data }) => (data as { id?: string }).id === people.noa);
    if (found) return { event: found.event, id: people.noa };
  }
  return null;
};

test("what one server does is told by another, and a server that stops lets its listeners go at once", async (t) => {
  const [one, two] = await Promise.all([start(t), start(t)]);
  const stream = new EventReader(await two.call.get("/v1/changes"));
  await stream.next();
  assert.equal((await one.call.add("told-1")).status, 200);
  assert.deepEqual(await nextOfNoa(stream), isNoa);

  two.child.kill("SIGTERM");
  assert.equal(await stream.next(), null);
  assert.equal(await two.exited, 0, two.errors());
});

test("whose server was killed resumes at another one, and misses nothing", async (t) => {
  const one = await start(t);
  const killed = spawnServer({ DATABASE_URL: postgres.url });
  const stream = new EventReader(await callerOf(await killed.ready).get("/v1/changes"));
  await stream.next();
  killed.child.kill("SIGKILL");
  await assert.rejects(async () => {
    while (await stream.next());
  });
  assert.equal((await one.call.add("told-2")).status, 200);
  const resumed = new EventReader(await one.call.get(`/v1/changes?after=${stream.id}`));
  assert.deepEqual(await nextOfNoa(resumed), isNoa);
  await resumed.leave();
});

test("a page that goes away makes room: a process lets go of streams that nobody reads", async (t) => {
  const { call } = await start(t);
  const open = await Promise.all(Array.from({ length: 20 }, () => call.get("/v1/changes")));
  assert(open.every(({ status }) => status === 200));
  for (const { body } of open) await body?.cancel();
  // The server hears of it when the connection is closed.
  for (let status = 0; status !== 200;) ({ status } = await call.get("/v1/changes"));
});
