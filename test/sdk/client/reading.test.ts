import assert from "node:assert/strict";
import { test } from "node:test";
import * as z from "zod/mini";
import { check } from "../../../sdk/client/checking.js";
import { retryAfterMs } from "../../../sdk/client/retrying.js";
import { fillPath } from "../../../sdk/client/paths.js";
import { ContractError, ProblemError, TimeoutError } from "../../../sdk/index.js";
import { json, problem, scriptedClient } from "./scripted.js";

const operatorAnswer = { id: "u_9", name: "Dana", email: null, role: "support", permissions: [], limits: [] };
const tagPage = (tags: string[], next: string | null) =>
  json({ data: tags.map((tag) => ({ tag, count: 1 })), page: { next } });
const summary = (id: string) => ({ id, name: id, status: "active", supportId: null, externalIds: [], tier: null });

test("N05 a login page is no API reply, whatever its status", async () => {
  for (const status of [200, 403, 404]) {
    const { client } = scriptedClient([
      new Response("<!doctype html>", { status, headers: { "content-type": "text/html" } }),
    ]);
    await assert.rejects(
      client.operator(),
      (error: ContractError) => error instanceof ContractError && error.path === "",
    );
  }
});

test("a text in a wrong format comes as it is; a value of another type is named, and costs the answer", async () => {
  const program = { id: "p" };
  const schema = z.object({ at: z.iso.datetime(), amount: z.int(), program: z.unknown() });
  assert.deepEqual(check(schema, { at: "at noon", amount: 1, program }), { at: "at noon", amount: 1, program });
  const wrong = { at: "at noon", amount: "1", program };
  assert.throws(() => check(schema, wrong), { name: "ContractError", path: "/amount" });
});

test("N06 500, 502, 503 and 504 pass", async () => {
  const down = [500, 502, 503].map((status) => new Response("down", { status }));
  const { client, requests, time } = scriptedClient([...down, json(operatorAnswer)]);
  await client.operator();
  assert.equal(requests.length, 4);
  assert.deepEqual(time.waits, [225, 450, 900]);
});

test("a refusal is not asked again", async () => {
  const { client, requests } = scriptedClient([problem("forbidden", 403)]);
  await assert.rejects(client.operator(), ProblemError);
  assert.equal(requests.length, 1);
});

test("N07 Retry-After is read as seconds or a date, garbage is nothing, and the cap holds", () => {
  const now = Date.UTC(2026, 10, 21, 10);
  const cases: [string | null, number | null][] = [
    ["3", 3000],
    [" 3 ", 3000],
    ["0", 0],
    [new Date(now + 5000).toUTCString(), 5000],
    [new Date(now - 5000).toUTCString(), 0],
    ["1000000000", 30_000],
    ["99999999999999999999999999", 30_000],
    ["1e9", null],
    ["-1", null],
    ["soon", null],
    ["Tomorrow GMT", null],
    ["", null],
    [null, null],
  ];
  for (const [header, expected] of cases) assert.equal(retryAfterMs(header, now, 30_000), expected, String(header));
});

test("N07 a 429 is waited for up to the cap in all, then told with the time left", async () => {
  const { client, requests, time } = scriptedClient([problem("rate-limited", 429, { "retry-after": "1000000000" })]);
  await assert.rejects(
    client.operator(),
    (error: ProblemError) => error.code === "rate-limited" && error.retryAfterMs === 30_000,
  );
  assert.deepEqual(time.waits, [30_000]);
  assert.equal(requests.length, 2);
});

test("N07 Retry-After: 0 is no tight loop", async () => {
  const { client, requests, time } = scriptedClient([problem("rate-limited", 429, { "retry-after": "0" })]);
  await assert.rejects(client.operator(), ProblemError);
  assert.deepEqual(time.waits, [225, 450, 900]);
  assert.equal(requests.length, 4);
});

test("a read that takes too long is a TimeoutError", async () => {
  const { client, time, requests } = scriptedClient([() => new Promise<Response>(() => undefined)]);
  const asked = client.operator();
  await new Promise((resolve) => setImmediate(resolve));
  time.expire();
  await assert.rejects(asked, (error: TimeoutError) => error instanceof TimeoutError && error.timeoutMs === 10_000);
  assert.equal(requests.length, 1);
});

test("the same read at the same time is one request, and one caller's abort is its own", async () => {
  let answer: (response: Response) => void = () => undefined;
  const { client, requests } = scriptedClient([() => new Promise<Response>((resolve) => (answer = resolve))]);
  const leaving = new AbortController();
  const first = client.library.tags().first({ signal: leaving.signal });
  const second = client.library.tags().first();
  await new Promise((resolve) => setImmediate(resolve));
  leaving.abort(new Error("left"));
  await assert.rejects(first, /left/);
  answer(tagPage(["vip"], null));
  assert.equal((await second).data[0]?.tag, "vip");
  assert.equal(requests.length, 1);
  assert.equal(requests[0]?.signal.aborted, false);
});

test("reads that differ in what they look for alone are requests of their own", async () => {
  const { client, requests } = scriptedClient([tagPage([], null)]);
  await Promise.all(["v", "w"].map((prefix) => client.library.tags({ prefix }).first()));
  assert.deepEqual(
    await Promise.all(requests.map(async (request) => ((await request.json()) as { prefix: string }).prefix)),
    ["v", "w"],
  );
});

test("when all callers have left, the request is aborted", async () => {
  const { client, requests } = scriptedClient([() => new Promise<Response>(() => undefined)]);
  const leaving = new AbortController();
  const both = [client.operator({ signal: leaving.signal }), client.operator({ signal: leaving.signal })];
  await new Promise((resolve) => setImmediate(resolve));
  leaving.abort();
  for (const call of both) await assert.rejects(call, { name: "AbortError" });
  assert.equal(requests.length, 1);
  assert.equal(requests[0]?.signal.aborted, true);
});

test("a list is walked page by page, only as far as asked", async () => {
  const { client, requests } = scriptedClient([tagPage(["a", "b"], "c1"), tagPage(["c"], null)]);
  const first = await client.library.tags({ prefix: "a" }).first();
  assert.equal(requests.length, 1);
  const second = await first.next?.();
  assert.deepEqual([second?.data[0]?.tag, second?.next], ["c", null]);
  assert.equal(new URL(requests[1]?.url ?? "").search, "");
  assert.deepEqual(await requests[1]?.json(), { prefix: "a", limit: 100, cursor: "c1" });

  const walked: string[] = [];
  for await (const { tag } of scriptedClient([tagPage(["a", "b"], "c1"), tagPage(["c"], null)]).client.library.tags())
    walked.push(tag);
  assert.deepEqual(walked, ["a", "b", "c"]);
});

test("a further page is aborted by its own caller", async () => {
  const { client, requests } = scriptedClient([tagPage(["a"], "c1"), () => new Promise<Response>(() => undefined)]);
  const first = await client.library.tags().first();
  const leaving = new AbortController();
  const further = first.next?.({ signal: leaving.signal }) ?? Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
  leaving.abort();
  await assert.rejects(further, { name: "AbortError" });
  assert.equal(requests[1]?.signal.aborted, true);
});

test("a cursor that leads to itself ends in an error, not in a loop", async () => {
  const { client, requests } = scriptedClient([tagPage(["a"], "c1")]);
  const list = client.library.tags();
  await assert.rejects(async () => {
    for await (const tag of list) assert.ok(tag);
  }, ContractError);
  assert.equal(requests.length, 2);
});

test("summaries that are asked for in one tick travel together, 100 at most; an unknown id is null", async () => {
  const asked: string[][] = [];
  const fetch = async (request: Request) => {
    const { ids } = (await request.json()) as { ids: string[] };
    asked.push(ids);
    return json({ data: ids.filter((id) => id !== "m_0").map(summary) });
  };
  const { client } = scriptedClient([], { fetch });
  const ids = Array.from({ length: 150 }, (_, index) => `m_${index}`);
  const summaries = await Promise.all([...ids, "m_1"].map((id) => client.members.summary(id)));
  assert.deepEqual(
    asked.map((batch) => batch.length),
    [100, 50],
  );
  assert.deepEqual([summaries[0], summaries[1]?.id, summaries[150]?.id], [null, "m_1", "m_1"]);
});

test("ids keep to their own segment of the path", async () => {
  const { client, requests } = scriptedClient([problem("not-found", 404)]);
  for (const id of ["a/b", "ünïcode 🙂", "m?x=1#y", "%2e%2e"]) {
    await assert.rejects(client.members.get(id), ProblemError);
    assert.equal(new URL(requests.at(-1)?.url ?? "").pathname, `/v1/members/${encodeURIComponent(id)}`);
    assert.equal(new URL(requests.at(-1)?.url ?? "").search, "");
  }
});

test("what can be no id is refused before anything is sent", async () => {
  const { client, requests } = scriptedClient([problem("not-found", 404)]);
  for (const id of ["", ".", "..", "\ud800"]) {
    await assert.rejects(client.members.get(id), TypeError);
    await assert.rejects(client.actions.add(id, { currency: "points", amount: 1 }), TypeError);
  }
  assert.equal(requests.length, 0);
  assert.throws(() => fillPath("/operations/{operationId}", {}), /operationId/);
});
