import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ContractError,
  NetworkError,
  NotDoneError,
  ProblemError,
  TimeoutError,
  UnknownOutcomeError,
} from "../../../sdk/index.js";
import { capabilitiesOf, operationOf } from "../../support/fixtures.js";
import { PAGE } from "../../../sdk/client/key-locks.js";
import { afterReload, json, jwt, memoryKeys, networkFailure, problem, scriptedClient } from "./scripted.js";

const receipt = operationOf({ reversible: { until: null } });
const settled = json({ state: "settled", status: 200, operation: receipt, problem: null });
const running = json({ state: "running", status: null, operation: null, problem: null });
const voided = json({ state: "voided", status: null, operation: null, problem: null });
const input = { currency: "points", amount: 100, note: "to Noa" };

const keysOf = (requests: Request[]) =>
  requests.map((request) => request.headers.get("idempotency-key")).filter(Boolean);

test("a write carries its key and preconditions, and answers its receipt", async () => {
  const { client, requests, keys } = scriptedClient([json(receipt)]);
  assert.deepEqual(await client.actions.add("m_1", input, { previewTag: "p1", ifMatch: '"v1"', key: "k1" }), receipt);
  const sent = requests[0];
  assert.equal(sent?.url, "https://backend.test/v1/members/m_1/actions/add");
  assert.deepEqual(await sent.json(), input);
  assert.deepEqual(
    ["idempotency-key", "preview-match", "if-match"].map((name) => sent.headers.get(name)),
    ["k1", "p1", '"v1"'],
  );
  assert.deepEqual(keys.all(), []);
});

test("a preview has no key and leaves none", async () => {
  const { client, requests } = scriptedClient([json({ ...receipt, status: "simulated", previewTag: "p1" })]);
  assert.equal((await client.previews.add("m_1", input)).previewTag, "p1");
  assert.equal(requests[0]?.url, "https://backend.test/v1/members/m_1/previews/add");
  assert.deepEqual(keysOf(requests), []);
});

test("a backend's own action runs and is simulated like the built-in ones", async () => {
  const { client, requests } = scriptedClient([json(receipt)]);
  await client.preview("acme-bonus", "m_1", { days: 3 });
  await client.run("acme-bonus", "m_1", { days: 3 });
  assert.deepEqual(
    requests.map(({ url }) => url.split("/v1")[1]),
    ["/members/m_1/previews/acme-bonus", "/members/m_1/actions/acme-bonus"],
  );
});

test("undo is a write on the operation's member", async () => {
  const { client, requests } = scriptedClient([json({ ...receipt, id: "op_2", reverses: "op_1" })]);
  const stale: (string | null)[] = [];
  client.onStale((memberId) => stale.push(memberId));
  await client.undo(receipt, { note: "typed twice" });
  assert.equal(requests[0]?.url, "https://backend.test/v1/operations/op_1/reversal");
  assert.equal(keysOf(requests).length, 1);
  assert.deepEqual(stale, ["m_1"]);
});

test("what is kept of a write while it runs holds ids only", async () => {
  const keys = memoryKeys();
  let kept = "";
  const answer = () => ((kept = JSON.stringify(keys.all())), json(receipt));
  const { client } = scriptedClient([answer], { keys });
  await client.actions.add("m_1", input, { key: "k1" });
  assert.deepEqual(JSON.parse(kept), [
    { key: "k1", action: "add", memberId: "m_1", scope: null, page: PAGE, sentAt: Date.UTC(2026, 10, 21, 10) },
  ]);
  assert.doesNotMatch(kept, /Noa/);
});

for (const [name, first] of [
  ["N02 a lost connection", networkFailure],
  ["N03 a cut answer", () => new Response('{"id":"op_', { headers: { "content-type": "application/json" } })],
  ["N04 a wrong answer", () => json({ ...receipt, changes: null })],
  ["N05 a login page", () => new Response("<html>", { headers: { "content-type": "text/html" } })],
  ["N06 a bad gateway", () => new Response("bad gateway", { status: 502 })],
  ["N11 a twin that still runs", () => problem("operation-in-progress", 409, { "retry-after": "1" })],
] as const) {
  test(`${name} is said to be unknown, and the same key and body go out again`, async () => {
    const { client, requests, keys } = scriptedClient([first, json(receipt)]);
    const told: number[] = [];
    assert.equal(
      (await client.actions.add("m_1", input, { onUnknown: ({ attempt }) => told.push(attempt) })).id,
      "op_1",
    );
    assert.deepEqual(told, [1]);
    assert.equal(new Set(keysOf(requests)).size, 1);
    assert.deepEqual(await requests[1]?.json(), input);
    assert.deepEqual(keys.all(), []);
  });
}

test("a refusal is final: no other 409 is sent again", async () => {
  for (const code of ["insufficient-balance", "conflict", "already-done", "member-blocked"]) {
    const { client, requests, keys } = scriptedClient([problem(code, 409)]);
    await assert.rejects(
      client.actions.redeem("m_1", { currency: "points", amount: 1 }),
      (error: ProblemError) => error.code === code,
    );
    assert.equal(requests.length, 1);
    assert.deepEqual(keys.all(), []);
  }
});

for (const [code, status] of [
  ["insufficient-balance", 409],
  ["member-gone", 410],
  ["balance-overflow", 422],
] as const)
  test(`a ${status} after a lost answer is the outcome of both`, async () => {
    const { client, requests } = scriptedClient([networkFailure, problem(code, status)]);
    await assert.rejects(
      client.actions.redeem("m_1", { currency: "points", amount: 1 }),
      (error: ProblemError) => error.code === code,
    );
    assert.equal(requests.length, 2);
  });

for (const [code, status] of [
  ["forbidden", 403],
  ["validation", 422],
  ["idempotency-key-reused", 409],
] as const)
  test(`${code} is not kept, and says nothing of a lost answer: the key is asked about`, async () => {
    const { client } = scriptedClient([networkFailure, problem(code, status), settled]);
    assert.equal((await client.actions.add("m_1", input)).id, "op_1");
  });

test("a key that is still running is asked about again, then its receipt comes", async () => {
  const { client, requests } = scriptedClient([...Array<() => Response>(4).fill(networkFailure), running, settled]);
  const stale: (string | null)[] = [];
  client.onStale((memberId) => stale.push(memberId));
  assert.equal((await client.actions.add("m_1", input, { key: "k1" })).id, "op_1");
  assert.equal(requests[5]?.url, "https://backend.test/v1/operations/settle");
  assert.deepEqual(await requests[5].json(), { idempotencyKey: "k1" });
  assert.deepEqual(stale, ["m_1"]);
});

test("a key that goes on running is asked about four times; then its outcome is unknown, and it stays", async () => {
  const { client, requests, keys } = scriptedClient([...Array<() => Response>(4).fill(networkFailure), running]);
  await assert.rejects(client.actions.add("m_1", input), UnknownOutcomeError);
  assert.deepEqual([requests.length, keys.all().length], [8, 1]);
});

test("a voided key was not done, which is said as such", async () => {
  const { client, keys } = scriptedClient([...Array<() => Response>(4).fill(networkFailure), voided]);
  await assert.rejects(
    client.actions.add("m_1", input),
    (error: NotDoneError) => error instanceof NotDoneError && error.cause instanceof NetworkError,
  );
  assert.deepEqual(keys.all(), []);
});

test("what can't be found out is an unknown outcome, whose key stays and settles after a reload", async () => {
  const keys = memoryKeys();
  const { client } = scriptedClient([networkFailure], { keys });
  const perhaps: (string | null)[] = [];
  client.onStale((memberId) => perhaps.push(memberId));
  await assert.rejects(
    client.actions.add("m_1", input, { key: "k1" }),
    (error: UnknownOutcomeError) => error instanceof UnknownOutcomeError && error.key === "k1",
  );
  assert.deepEqual([keys.all().length, perhaps], [1, ["m_1"]], "the member may have changed");

  const reloaded = scriptedClient([settled], { keys: afterReload(keys) });
  const stale: (string | null)[] = [];
  reloaded.client.onStale((memberId) => stale.push(memberId));
  const left = await reloaded.client.settlePending();
  assert.deepEqual(
    left.map(({ write, settlement }) => [write.memberId, settlement.operation?.id]),
    [["m_1", "op_1"]],
  );
  assert.deepEqual([keys.all(), stale], [[], ["m_1"]]);
});

test("what can't be settled now stays for later, and running ones too", async () => {
  const keys = memoryKeys();
  for (const key of ["k1", "k2"])
    keys.put({ key, action: "add", memberId: "m_1", scope: null, page: "earlier", sentAt: 0 });
  assert.deepEqual(await scriptedClient([networkFailure], { keys }).client.settlePending(), []);
  assert.equal((await scriptedClient([running], { keys }).client.settlePending()).length, 2);
  assert.equal(keys.all().length, 2);
});

test("a key that was voided when it was asked about is let go of", async () => {
  const { client, keys } = scriptedClient([voided]);
  keys.put({ key: "k1", action: "add", memberId: "m_1", scope: null, page: "earlier", sentAt: 0 });
  assert.equal((await client.settle("k1")).state, "voided");
  assert.deepEqual(keys.all(), []);
});

test("another operator's keys are left alone", async () => {
  const keys = memoryKeys();
  keys.put({ key: "k1", action: "add", memberId: "m_1", scope: "northwind/u_1", page: "earlier", sentAt: 0 });
  const { client, requests } = scriptedClient([voided], { keys });
  assert.deepEqual(await client.settlePending(), []);
  assert.deepEqual([requests.length, keys.all().length], [0, 1]);
});

test("U01 the same write with the same key, 32 times at once, is one request", async () => {
  const { client, requests } = scriptedClient([json(receipt)]);
  const receipts = await Promise.all(Array.from({ length: 32 }, () => client.actions.add("m_1", input, { key: "k1" })));
  assert.equal(requests.length, 1);
  assert.ok(receipts.every(({ id }) => id === "op_1"));
});

test("another write that comes with the same key is sent, for the backend to refuse, and gets no other's receipt", async () => {
  const { client, requests } = scriptedClient([json(receipt), problem("idempotency-key-reused", 409)]);
  const [first, other] = await Promise.allSettled([
    client.actions.add("m_1", input, { key: "k1" }),
    client.actions.add("m_1", { ...input, amount: 5 }, { key: "k1" }),
  ]);
  assert.deepEqual([first.status, other.status, requests.length], ["fulfilled", "rejected", 2]);
});

test("an abort of one click does not abort the other; an abort of all leaves the key to be settled", async () => {
  const never = () => new Promise<Response>(() => undefined);
  const { client, keys } = scriptedClient([never]);
  const [one, two] = [new AbortController(), new AbortController()];
  const calls = [one, two].map(({ signal }) => client.actions.add("m_1", input, { key: "k1", signal }));
  calls.forEach((call) => call.catch(() => undefined));
  await new Promise((resolve) => setImmediate(resolve));
  one.abort();
  await assert.rejects(calls[0] as Promise<unknown>, { name: "AbortError" });
  two.abort();
  await assert.rejects(calls[1] as Promise<unknown>, { name: "AbortError" });
  assert.deepEqual(
    keys.all().map(({ key }) => key),
    ["k1"],
  );
});

test("U04 a write in flight is no left-over: neither its own client nor another one of its page settles it", async () => {
  const never = () => new Promise<Response>(() => undefined);
  const { client, requests, keys } = scriptedClient([never]);
  client.actions.add("m_1", input).catch(() => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  const second = scriptedClient([voided], { keys });
  assert.deepEqual([await client.settlePending(), await second.client.settlePending()], [[], []]);
  assert.deepEqual([requests.length, second.requests.length, keys.all().length], [1, 0, 1]);
});

test("a write that has ended without an outcome is its page's to find out: its key is asked about, or sent again", async () => {
  let isDown = true;
  const { client, keys } = scriptedClient([() => (isDown ? networkFailure() : settled.clone())]);
  await assert.rejects(client.actions.add("m_1", input, { key: "k1" }), UnknownOutcomeError);
  isDown = false;
  assert.deepEqual(await client.settlePending(), []);
  assert.equal((await client.settle("k1")).state, "settled");
  assert.deepEqual(keys.all(), []);
});

test("a refusal that says nothing of the key leaves an unknown outcome unknown, however often it is sent again", async () => {
  for (const refused of [problem("not-authenticated", 401), problem("rate-limited", 429)]) {
    let answer = networkFailure;
    const { client, keys } = scriptedClient([() => answer()]);
    const add = () => client.actions.add("m_1", input, { key: "k1" });
    await assert.rejects(add(), UnknownOutcomeError);
    answer = () => refused.clone();
    await assert.rejects(add(), UnknownOutcomeError);
    assert.equal(keys.all().length, 1);
    answer = () => json(receipt);
    assert.equal((await add()).id, "op_1");
    assert.equal(keys.all().length, 0);
  }
});

test("N14 a write is sent on, and asked about, in the name of the operator who began it, and of nobody else", async () => {
  let operator = "u_1";
  let isDown = true;
  const { client, requests, keys } = scriptedClient([() => (isDown ? networkFailure() : json(receipt))], {
    getToken: () => jwt({ tenant: "northwind", sub: operator }),
  });
  const add = () => client.actions.add("m_1", input, { key: "k1" });
  await assert.rejects(add(), UnknownOutcomeError);
  isDown = false;
  operator = "u_2";
  client.forgetToken();
  const sent = requests.length;
  await assert.rejects(add(), UnknownOutcomeError);
  assert.deepEqual([requests.length, keys.all().map(({ scope }) => scope)], [sent, ["northwind/u_1"]]);
  operator = "u_1";
  client.forgetToken();
  assert.equal((await add()).id, "op_1");
});

test("nobody joins a read that began before a write ended, and those who come later share one", async () => {
  const reads: (() => void)[] = [];
  const { client } = scriptedClient([], {
    fetch: (request) =>
      request.method === "POST"
        ? Promise.resolve(json(receipt))
        : new Promise((resolve) => reads.push(() => resolve(json({ data: [], page: { next: null } })))),
  });
  const began = async (count: number) => {
    for (let turn = 0; reads.length < count && turn < 100; turn++)
      await new Promise((resolve) => setImmediate(resolve));
    assert.equal(reads.length, count, "how many reads have begun");
  };
  const gifts = () => client.members.gifts("m_1").first();
  const before = [gifts(), gifts()];
  await began(1);
  await client.actions.add("m_1", input);
  const after = gifts();
  await began(2);
  reads[0]?.();
  await Promise.all(before);
  const joining = gifts();
  await new Promise((resolve) => setImmediate(resolve));
  await began(2);
  reads[1]?.();
  await Promise.all([after, joining]);
});

test("what an operator may do is not kept from a read that began before a write", async () => {
  const reads: (() => void)[] = [];
  const operator = { id: "u_1", name: "U", email: null, role: "r", permissions: ["*"], limits: [] };
  const { client } = scriptedClient([], {
    fetch: (request) =>
      request.method === "POST"
        ? Promise.resolve(json(receipt))
        : new Promise((resolve) => reads.push(() => resolve(json(operator)))),
  });
  const read = async (count: number): Promise<void> => {
    const answer = client.operator();
    for (let turn = 0; reads.length < count && turn < 100; turn++)
      await new Promise((resolve) => setImmediate(resolve));
    if (count === 1) await client.actions.add("m_1", input);
    reads[count - 1]?.();
    await answer;
  };
  await read(1);
  await read(2);
  assert.equal(reads.length, 2);
});

test("who has stopped listening is told nothing more, be it a moment after", async () => {
  const { client } = scriptedClient([json(receipt)]);
  const told: (string | null)[] = [];
  const stop = client.onStale((memberId) => told.push(memberId));
  client.markStale("m_1");
  stop();
  await Promise.resolve();
  assert.deepEqual(told, []);
});

test("a write makes its member stale, and drops the operator", async () => {
  const operatorAnswer = { id: "u_9", name: "Dana", email: null, role: "support", permissions: [], limits: [] };
  const fetch = async (request: Request) => (request.url.endsWith("/operator") ? json(operatorAnswer) : json(receipt));
  const asked: string[] = [];
  const { client } = scriptedClient([], { fetch: async (request) => (asked.push(request.url), fetch(request)) });
  const stale: (string | null)[] = [];
  const stop = client.onStale((memberId) => stale.push(memberId));
  client.onStale(() => undefined);
  await client.operator();
  await client.actions.add("m_1", input);
  await client.operator();
  stop();
  client.markStale(null);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(stale, ["m_1"]);
  assert.equal(asked.filter((url) => url.endsWith("/operator")).length, 2);
});

test("a write that takes two members makes both stale", async () => {
  const counterpart = { operation: "op_2", member: { id: "m_2", name: null }, changes: [], tier: null };
  const { client } = scriptedClient([json({ ...receipt, counterpart })]);
  const stale: (string | null)[] = [];
  client.onStale((memberId) => stale.push(memberId));
  await client.actions.transfer("m_1", { ...input, toMemberId: "m_2" });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(stale, ["m_1", "m_2"]);
});

test("a timeout is an unknown outcome too, with the key kept outside of any retry", async () => {
  const { client, requests, time } = scriptedClient([() => new Promise<Response>(() => undefined), json(receipt)]);
  const sent = client.actions.add("m_1", input);
  await new Promise((resolve) => setImmediate(resolve));
  time.expire();
  assert.equal((await sent).id, "op_1");
  assert.equal(new Set(keysOf(requests)).size, 1);
});

test("no error message holds a word of what was typed or answered", () => {
  const errors = [
    new ProblemError({
      code: "validation",
      status: 422,
      detail: "Noa is not a number",
      errors: [{ pointer: "/amount", code: "type", detail: "Noa" }],
    }),
    new ContractError("/name", "invalid_type"),
    new UnknownOutcomeError("k1"),
    new NotDoneError(),
    new NetworkError(),
    new TimeoutError(10),
  ];
  for (const error of errors) assert.doesNotMatch(`${error.message} ${error.stack}`, /Noa/);
});

test("a key that the backend can't tell about is an unknown outcome, is never sent again, and stays", async () => {
  const untold = { state: "unknown", status: null, operation: null, problem: null };
  const { client, requests, keys } = scriptedClient([
    networkFailure,
    networkFailure,
    networkFailure,
    networkFailure,
    json(untold),
  ]);
  await assert.rejects(client.actions.add("m_1", input, { key: "k" }), UnknownOutcomeError);
  const sent = requests.filter(({ url }) => url.includes("/actions/")).length;
  await assert.rejects(client.actions.add("m_1", input, { key: "k" }), UnknownOutcomeError);
  assert.equal(requests.filter(({ url }) => url.includes("/actions/")).length, sent);
  assert.deepEqual(
    keys.all().map(({ key }) => key),
    ["k"],
  );
  await client.settle("k");
  assert.equal(keys.all().length, 1, "What is not known is not forgotten.");
});

test("U10 a state of settling that this client doesn't know is as unknown", async () => {
  const newer = { state: "archived", status: null, operation: null, problem: null };
  const { client } = scriptedClient([networkFailure, networkFailure, networkFailure, networkFailure, json(newer)]);
  await assert.rejects(client.actions.add("m_1", input), UnknownOutcomeError);
});

test("a write to a backend without keys is sent once: its lost answer is asked about", async () => {
  const { client, requests } = scriptedClient([
    json(capabilitiesOf({ idempotency: "none" })),
    networkFailure,
    json({ state: "settled", status: 200, operation: receipt, problem: null }),
  ]);
  await client.capabilities();
  assert.equal((await client.actions.add("m_1", input)).id, receipt.id);
  assert.equal(requests.filter(({ url }) => url.includes("/actions/")).length, 1);
});

test("an operation that is not final is followed at growing intervals until it is, past a lost connection", async () => {
  const at = (status: string) => json({ ...receipt, status });
  const { client, time, requests } = scriptedClient([
    at("pending"),
    at("awaiting_approval"),
    networkFailure,
    at("applied"),
  ]);
  const seen: string[] = [];
  const stale: (string | null)[] = [];
  client.onStale((memberId) => stale.push(memberId));
  const pending = { ...receipt, status: "pending" };
  const done = await client.follow(pending, { onChange: ({ status }) => seen.push(status) });
  assert.equal(done.status, "applied");
  assert.deepEqual(seen, ["awaiting_approval", "applied"]);
  assert.deepEqual(
    time.waits.filter((ms) => ms >= 1000),
    [1000, 2000, 4000],
  );
  assert.deepEqual(stale, [receipt.member.id]);
  assert.equal(await client.follow(done), done);
  assert.equal(requests.length, 4);
});

test("following goes on past a rate limit, and past a backend that is away", async () => {
  for (const status of [429, 502, 503, 504]) {
    const away = Array<Response>(4).fill(new Response("", { status }));
    const { client } = scriptedClient([...away, json(receipt)]);
    assert.equal((await client.follow({ ...receipt, status: "pending" })).status, "applied");
  }
});

test("following ends with the caller's abort, and with a refusal", async () => {
  const controller = new AbortController();
  const { client } = scriptedClient([problem("not-found", 404)]);
  await assert.rejects(client.follow({ ...receipt, status: "unknown" }), { code: "not-found" });
  controller.abort(new Error("enough"));
  await assert.rejects(client.follow({ ...receipt, status: "pending" }, { signal: controller.signal }), /enough/);
});
