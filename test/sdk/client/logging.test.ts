import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type ClientOptions, createClient, type RequestLog } from "../../../sdk/index.js";
import { startBackend, type TestBackend } from "../../support/backend.js";
import { jumpingTime } from "./scripted.js";

let backend: TestBackend;
let token: string;
before(async () => {
  backend = await startBackend();
  token = await backend.tokenFor({ tenant: await backend.seed() });
});
after(() => backend.close());

/** A client on a standing clock, and what it was told of its requests. */
const listening = (options: Partial<ClientOptions> = {}) => {
  const logs: RequestLog[] = [];
  const { baseUrl, fetch } = backend;
  const onRequest = (log: RequestLog) => void logs.push(log);
  const client = createClient({ baseUrl, fetch, getToken: () => token, onRequest, ...options }, jumpingTime());
  return { client, logs };
};

test("each request is told with its route, and how it ended, in the order in which they ended", async () => {
  const { client, logs } = listening();
  await client.members.get("m_1048");
  await client.actions.add("m_1048", { currency: "points", amount: 5, note: "Sorry, Noa" });
  await assert.rejects(client.actions.redeem("m_1048", { currency: "points", amount: 900_000 }));
  const told = logs.map(({ method, route, status, outcome }) => [method, route, status, outcome]);
  assert.deepEqual(told, [
    ["GET", "/members/{memberId}", 200, "done"],
    ["POST", "/members/{memberId}/actions/{actionId}", 200, "done"],
    ["POST", "/members/{memberId}/actions/{actionId}", 409, "insufficient-balance"],
  ]);
  assert.match(logs.at(-1)?.requestId ?? "", /^req_/);
  assert.deepEqual(Object.keys(logs[0] ?? {}).sort(), [
    ...["durationMs", "method", "outcome", "requestId", "route", "status"],
  ]);
});

test("a request without an answer is told by why, each attempt of it", async () => {
  const { client, logs } = listening({ fetch: () => Promise.reject(new TypeError("to anna@example.com")) });
  await assert.rejects(client.members.get("m_1048"));
  assert.deepEqual(
    logs.map(({ status, outcome }) => [status, outcome]),
    Array.from({ length: 4 }, () => [null, "NetworkError"]),
  );
});

test("S14 no id, nothing that was typed and nothing that was answered is in what is told", async () => {
  const { client, logs } = listening();
  await client.members.search("Noa Ben-David").first();
  await client.members.get("m_1048");
  await client.members.activities("m_1048").first();
  await client.actions.addTag("m_1048", { tag: "canary-tag" });
  await assert.rejects(client.operation("op_canary"));
  await client.library.tags({ prefix: "canary" }).first();
  assert.ok(logs.length >= 6);
  assert.doesNotMatch(JSON.stringify(logs), /Noa|David|m_1048|canary/i);
});

test("an error of the host's own log changes nothing of the request", async () => {
  const errors: unknown[] = [];
  const note = (error: unknown) => errors.push(error);
  const listeners = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException").on("uncaughtException", note);
  try {
    const { client } = listening({
      onRequest: () => {
        throw new Error("the host's");
      },
    });
    assert.equal((await client.members.get("m_1048")).value.id, "m_1048");
    assert.equal(errors.length, 1);
  } finally {
    process.removeListener("uncaughtException", note);
    for (const listener of listeners) process.on("uncaughtException", listener);
  }
});
