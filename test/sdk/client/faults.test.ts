import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import fc from "fast-check";
import {
  type ActionDeclaration,
  catalogue,
  ContractError,
  createClient as createPublicClient,
  NetworkError,
  NotDoneError,
  ProblemError,
  UnknownOutcomeError,
  type Client,
  type ClientOptions,
} from "../../../sdk/index.js";
import { createClient } from "../../../sdk/client/create-client.js";
import { memberFor } from "../../../server/seed/index.js";
import { startBackend, type TestBackend } from "../../support/backend.js";
import { FaultProxy, type Attempt, type Fault } from "../../support/fault-proxy.js";
import { checkProperty } from "../../support/property.js";
import { afterReload, jumpingTime, memoryKeys } from "./scripted.js";

/**
 * The client, the fault proxy and the real backend on real sockets. Only the waits between attempts are jumped over.
 */
let backend: TestBackend;
let proxy: FaultProxy;
let baseUrl: string;
let tenant: string;
let direct: Client;
/** Each test has an operator of its own, so that what came of their keys can be told apart. */
let operator = 0;

before(async () => {
  backend = await startBackend();
  proxy = new FaultProxy((await backend.listen()).origin);
  baseUrl = `${await proxy.listen()}/v1`;
  tenant = await backend.seed();
  direct = createPublicClient({
    baseUrl: backend.baseUrl,
    getToken: () => backend.tokenFor({ tenant }),
    fetch: (request) => backend.app.fetch(request),
  });
});

beforeEach(async () => {
  operator++;
  await proxy.reset();
});

after(async () => {
  await proxy.close();
  await backend.close();
});

const getToken = () => backend.tokenFor({ tenant, id: `u_${operator}`, permissions: ["*"] });

const faultyClient = (options: Partial<ClientOptions> = {}) => {
  const time = jumpingTime();
  const keys = memoryKeys();
  return { client: createClient({ baseUrl, getToken, keys, ...options }, time), time, keys };
};

/** What our operator's keys came to, as the database has it. */
const claims = () =>
  backend.database
    .selectFrom("operation")
    .select(["key", "action", "status"])
    .where("tenant", "=", tenant)
    .where("scope", "=", `operator:u_${operator}`)
    .execute();

const spendable = async (memberId = "m_1048") => (await direct.members.get(memberId)).value.accounts[0]?.spendable;

const writes = (log: Attempt[] = proxy.log) => log.filter(({ key }) => key !== null);

/** N19: one key per user action, however often it was sent. */
const assertOneKeyPerAction = (log: Attempt[], actions: number): void => {
  const keys = new Set(writes(log).map(({ key }) => key));
  assert.equal(keys.size, actions, `${keys.size} keys for ${actions} user actions`);
};

const add = { currency: "points", amount: 7 };

interface Mutation {
  name: string;
  act: (client: Client) => Promise<{ id: string }>;
}

const memberOf: Readonly<Record<string, string>> = {
  delete: "m_scratch",
  "opt-out": "m_scratch2",
  anonymize: "m_1201",
  block: "m_1077",
  "remove-tag": "m_1063",
};
const removing: ReadonlySet<string> = new Set(
  (Object.values(catalogue) as ActionDeclaration[]).flatMap(({ id, removesMember }) => (removesMember ? [id] : [])),
);
const mutations: Mutation[] = [
  ...(Object.values(catalogue) as ActionDeclaration[]).map((action) => ({
    name: action.id,
    act: async (client: Client) => {
      const { id, example } = action;
      const memberId = memberOf[id] ?? memberFor(action, "m_1048");
      if (id === "remove-tag") await direct.actions.addTag(memberId, { tag: "test-user" });
      const { etag } = await direct.members.get(memberId);
      return client.run(id, memberId, example, etag === null ? {} : { ifMatch: etag });
    },
  })),
  { name: "undo", act: async (client) => client.undo(await direct.actions.add("m_1048", add)) },
];

for (const { name, act } of mutations) {
  test(`N01${removing.has(name) ? " N18" : ""} ${name}: its answer is lost after the commit; it is sent again, replayed and done once`, async () => {
    proxy.script({ fault: { kind: "drop" }, method: "POST" });
    const receipt = await act(faultyClient().client);
    const [first, second, ...more] = proxy.log;
    assert.deepEqual([first?.fault, first?.status, second?.replayed, more.length], ["drop", 200, true, 0]);
    assertOneKeyPerAction(proxy.log, 1);
    const done = await claims();
    assert.deepEqual([done.length, done[0]?.key, done[0]?.status], [1, first?.key, "applied"]);
    assert.match(receipt.id, /^op_/);
  });
}

test("N01 every answer is lost: the key is asked about, and the receipt comes from there", async () => {
  proxy.script({ fault: { kind: "drop" }, path: "/actions/", times: 4 });
  const { client, keys } = faultyClient();
  const told: number[] = [];
  const receipt = await client.actions.add("m_1048", add, { onUnknown: ({ attempt }) => told.push(attempt) });
  assert.deepEqual(receipt.changes[0]?.applied, 7);
  assert.deepEqual(told, [1, 2, 3]);
  assert.equal(proxy.log.at(-1)?.path, "/v1/operations/settle");
  assert.deepEqual([(await claims()).length, keys.all().length], [1, 0]);
});

test("N02 reset before the request arrives: sent again with the same key, done once", async () => {
  proxy.script({ fault: { kind: "reset" }, times: 2 });
  const before = await spendable();
  await faultyClient().client.actions.add("m_1048", add);
  assert.deepEqual(
    proxy.log.map(({ status }) => status),
    [null, null, 200],
  );
  assertOneKeyPerAction(proxy.log, 1);
  assert.equal(await spendable(), Number(before) + 7);
});

const outcomes = fc.record({
  bytes: fc.nat(1000),
  framing: fc.constantFrom("cut" as const, "whole" as const),
  times: fc.integer({ min: 1, max: 4 }),
});

test("N03 an answer that breaks off after the commit, wherever: unknown first, then its receipt, done once", async () => {
  const { client } = faultyClient();
  await checkProperty(
    fc.asyncProperty(outcomes, async ({ bytes, framing, times }) => {
      await proxy.reset();
      proxy.script({ fault: { kind: "truncate", bytes, framing }, path: "/actions/", times });
      const before = await claims();
      const receipt = await client.actions.add("m_1048", add);
      assert.equal(receipt.changes[0]?.applied, 7);
      assertOneKeyPerAction(proxy.log, 1);
      assert.equal((await claims()).length, before.length + 1);
    }),
    { numRuns: 20, seed: 3 },
  );
});

/** JSON pointers of every value in an answer, the whole excepted. */
const pointersOf = (value: unknown, at = ""): string[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, part]) => [`${at}/${name}`, ...pointersOf(part, `${at}/${name}`)])
    : [];

test("N04 a read with a wrong type, a null or a missing field: a ContractError that names the path, or it was optional", async () => {
  const pointers = pointersOf((await direct.members.get("m_1048")).value).filter(
    (pointer) => !/\/trend\/\d+/.test(pointer),
  );
  const { client } = faultyClient();
  const wrong = fc.record({
    pointer: fc.constantFrom(...pointers),
    value: fc.constantFrom({}, null, undefined, [[]], 1.5, "x"),
  });
  await checkProperty(
    fc.asyncProperty(wrong, async ({ pointer, value }) => {
      await proxy.reset();
      proxy.script({ fault: { kind: "mutate", pointer, value } });
      await client.members.get("m_1048").catch((error: unknown) => {
        assert.ok(error instanceof ContractError, String(error));
        assert.ok(error.path.startsWith(pointer), `${error.path} is not in ${pointer}`);
      });
      assert.equal(proxy.log.length, 1);
    }),
    { numRuns: 60, seed: 4 },
  );
});

test("N04 each wrong type of a read is noticed", async () => {
  const { value } = await direct.members.get("m_1048");
  for (const [pointer, wrong] of [
    ["/accounts/0/spendable", "1240"],
    ["/accounts", null],
    ["/name", undefined],
    ["/consents/0/granted", 1],
  ] as const) {
    proxy.script({ fault: { kind: "mutate", pointer, value: wrong } });
    await assert.rejects(faultyClient().client.members.get(value.id), (error: ContractError) => error.path === pointer);
  }
});

test("N04 a write with a wrong answer is looked up by its key, never failed", async () => {
  for (const [pointer, value] of [
    ["/changes", null],
    ["/id", 1],
    ["/at", 5],
    ["/status", undefined],
    ["", []],
  ] as const) {
    await proxy.reset();
    const before = await claims();
    proxy.script({ fault: { kind: "mutate", pointer, value }, path: "/actions/", times: 4 });
    assert.match((await faultyClient().client.actions.add("m_1048", add)).id, /^op_/);
    assert.equal(proxy.log.at(-1)?.path, "/v1/operations/settle");
    assert.equal((await claims()).length, before.length + 1);
  }
});

test("N04 a write whose receipt has an instant that is none is done, and its receipt is what came", async () => {
  await proxy.reset();
  const before = await claims();
  proxy.script({ fault: { kind: "mutate", pointer: "/at", value: "yesterday" }, path: "/actions/" });
  assert.equal((await faultyClient().client.actions.add("m_1048", add)).at, "yesterday");
  assert.equal((await claims()).length, before.length + 1);
});

test("N05 a login page with status 200: a read is no API reply, a write is asked about", async () => {
  const { client } = faultyClient();
  proxy.script({ fault: { kind: "html" } });
  await assert.rejects(
    client.members.get("m_1048"),
    (error: ContractError) => error instanceof ContractError && error.path === "",
  );
  proxy.script({ fault: { kind: "html" }, path: "/actions/", times: 4 });
  assert.match((await client.actions.add("m_1048", add)).id, /^op_/);
  assert.equal((await claims()).length, 1);
});

test("N06 500, 502, 503 and 504 pass: backed off, same key, done once", async () => {
  proxy.script(...[502, 503, 504].map((status) => ({ fault: { kind: "status", status } as const })));
  const { client, time } = faultyClient();
  await client.actions.add("m_1048", add);
  assert.deepEqual(time.waits, [225, 450, 900]);
  assertOneKeyPerAction(proxy.log, 1);
  assert.equal((await claims()).length, 1);
});

for (const [retryAfter, waits] of [
  ["2", [2000]],
  [new Date(jumpingTime().now() + 4000).toUTCString(), [4000]],
  ["in a moment", [225]],
  ["1000000000", [30_000]],
] as const) {
  test(`N07 429 with Retry-After: ${retryAfter}: waited for, up to the cap, and it is no unknown outcome`, async () => {
    proxy.script({ fault: { kind: "status", status: 429, headers: { "retry-after": retryAfter } } });
    const { client, time } = faultyClient();
    await client.actions.add("m_1048", add, { onUnknown: () => assert.fail("nothing is unknown") });
    assert.deepEqual(time.waits, waits);
    assertOneKeyPerAction(proxy.log, 1);
  });
}

test("N08 the answer takes longer than the timeout and the server commits: unknown, then the receipt, done once", async () => {
  proxy.script({ fault: { kind: "hold", at: "answer" }, path: "/actions/" });
  const told: number[] = [];
  const { client, time } = faultyClient();
  const sent = client.actions.add("m_1048", add, { onUnknown: ({ attempt }) => told.push(attempt) });
  await proxy.arrived(1);
  time.expire();
  assert.match((await sent).id, /^op_/);
  await proxy.release();
  assert.deepEqual(told, [1]);
  assertOneKeyPerAction(proxy.log, 1);
  assert.equal((await claims()).length, 1);
});

test("N08 the request itself is late and arrives after its twin: replayed, done once", async () => {
  proxy.script({ fault: { kind: "hold", at: "request" }, path: "/actions/" });
  const { client, time } = faultyClient();
  const sent = client.actions.add("m_1048", add);
  await proxy.arrived(1);
  time.expire();
  await sent;
  await proxy.release();
  assert.equal(proxy.log[0]?.replayed, true);
  assert.equal((await claims()).length, 1);
});

test("N08 a request that arrives after its key was voided is refused: not done is not done", async () => {
  proxy.script(
    { fault: { kind: "hold", at: "request" }, path: "/actions/" },
    { fault: { kind: "reset" }, path: "/actions/", times: 3 },
  );
  const before = await spendable();
  const { client, keys, time } = faultyClient();
  const sent = client.actions.add("m_1048", add);
  await proxy.arrived(1);
  time.expire();
  await assert.rejects(sent, NotDoneError);
  await proxy.release();
  assert.equal(proxy.log[0]?.status, 409);
  assert.deepEqual([await spendable(), keys.all().length], [before, 0]);
});

test("N16 401 once: another token, the same key, done once", async () => {
  proxy.script({ fault: { kind: "status", status: 401 } });
  const asked: boolean[] = [];
  const { client } = faultyClient({ getToken: ({ refresh }) => (asked.push(refresh), getToken()) });
  await client.actions.add("m_1048", add);
  assert.deepEqual(asked, [false, true]);
  assert.deepEqual(
    proxy.log.map(({ status }) => status),
    [null, 200],
  );
  assertOneKeyPerAction(proxy.log, 1);
  assert.equal((await claims()).length, 1);
});

test("N16 a token that ends between two writes is renewed without a word", async () => {
  const { client } = faultyClient();
  await client.actions.add("m_1048", add);
  backend.clock.advance(3_600_000);
  await client.actions.add("m_1048", add);
  assert.deepEqual(
    proxy.log.map(({ status }) => status),
    [200, 401, 200],
  );
  assertOneKeyPerAction(proxy.log, 2);
});

const anyFault: fc.Arbitrary<Fault> = fc.oneof(
  fc.constantFrom<Fault>(
    { kind: "reset" },
    { kind: "drop" },
    { kind: "html" },
    { kind: "mutate", pointer: "/changes", value: null },
  ),
  fc.constantFrom(401, 429, 500, 502, 503, 504).map((status): Fault => ({ kind: "status", status })),
  fc.nat(600).map((bytes): Fault => ({ kind: "truncate", bytes, framing: "cut" })),
);

test("N19 whatever goes wrong, each user action has one key, and is done once", async () => {
  const { client } = faultyClient();
  await checkProperty(
    fc.asyncProperty(fc.array(anyFault, { maxLength: 4 }), async (faults) => {
      await proxy.reset();
      const before = await spendable();
      proxy.script(...faults.map((fault) => ({ fault, path: "/actions/" })));
      const outcome: unknown = await client.actions.add("m_1048", add).catch((error: unknown) => error);
      assertOneKeyPerAction(proxy.log, 1);
      const refused = outcome instanceof ProblemError || outcome instanceof NotDoneError;
      assert.equal(await spendable(), Number(before) + (refused ? 0 : 7), String(outcome));
    }),
    { numRuns: 25, seed: 19 },
  );
});

test("N19 the check fails on a client that makes a new key for each attempt, which then adds twice", async () => {
  const newKeyEachTime = (request: Request): Promise<Response> => {
    if (request.headers.has("idempotency-key")) request.headers.set("idempotency-key", crypto.randomUUID());
    return fetch(request);
  };
  proxy.script({ fault: { kind: "drop" } });
  await faultyClient({ fetch: newKeyEachTime }).client.actions.add("m_1048", add);
  assert.throws(() => assertOneKeyPerAction(proxy.log, 1), /2 keys for 1 user actions/);
  assert.equal((await claims()).length, 2);
});

test("N20 nobody is there: one clear error after a bounded number of tries, and a write keeps its key", async () => {
  const nobody = { baseUrl: "http://127.0.0.1:1/v1" };
  const { client, time, keys } = faultyClient(nobody);
  await assert.rejects(client.members.get("m_1048"), NetworkError);
  assert.equal(time.waits.length, 3);
  await assert.rejects(client.actions.add("m_1048", add), UnknownOutcomeError);
  assert.equal(keys.all().length, 1);
});

test("U04 a page that is gone after sending: the next one settles what it left", async () => {
  const keys = memoryKeys();
  const gone = new AbortController();
  proxy.script({ fault: { kind: "hold", at: "answer" }, path: "/actions/" });
  const sent = faultyClient({ keys }).client.actions.add("m_1048", add, { signal: gone.signal });
  await proxy.arrived(1);
  gone.abort();
  await assert.rejects(sent, { name: "AbortError" });
  await proxy.release();

  const [left] = await faultyClient({ keys: afterReload(keys) }).client.settlePending();
  assert.deepEqual(
    [left?.write.memberId, left?.settlement.state, left?.settlement.operation?.changes[0]?.applied],
    ["m_1048", "settled", 7],
  );
  assert.deepEqual([(await claims()).length, keys.all().length], [1, 0]);
});
