import assert from "node:assert/strict";
import { test } from "node:test";
import { ContractError, NetworkError, type ProblemError } from "../../../sdk/index.js";
import { capabilitiesOf } from "../../support/fixtures.js";
import { json, networkFailure, problem, scriptedClient } from "./scripted.js";

const operatorAnswer = {
  id: "u_9",
  name: "Dana",
  email: null,
  role: "support",
  permissions: ["ledger:add"],
  limits: [],
};

test("an answer with fields of a newer contract is taken, without them (U10)", async () => {
  const { client, requests } = scriptedClient([json({ ...operatorAnswer, shoeSize: 43 })]);
  assert.deepEqual(await client.operator(), operatorAnswer);
  await client.operator();
  assert.equal(requests.length, 1);
  assert.equal(requests[0]?.url, "https://backend.test/v1/operator");
  assert.equal(requests[0].headers.get("authorization"), "Bearer opaque");
});

test("the app's fetch gets the request and nothing else", async () => {
  const calls: unknown[][] = [];
  const fetch = async (...args: unknown[]): Promise<Response> => {
    calls.push(args);
    return json(operatorAnswer);
  };
  await scriptedClient([], { fetch }).client.operator();
  assert.equal(calls[0]?.length, 1);
  assert.ok(calls[0][0] instanceof Request);
});

test("no request takes a cookie along, tells where it comes from, or is answered from the browser's cache", async () => {
  const { client, requests } = scriptedClient([json(operatorAnswer)]);
  await client.operator();
  const { credentials, referrerPolicy, cache } = requests[0] ?? {};
  assert.deepEqual([credentials, referrerPolicy, cache], ["omit", "no-referrer", "no-store"]);
});

test("a wrong answer names the path, not the value", async () => {
  const { client } = scriptedClient([
    json({ ...operatorAnswer, limits: [{ action: "Noa", currency: null, per: "day", amount: "secret" }] }),
  ]);
  await assert.rejects(client.operator(), (error: ContractError) => {
    assert.ok(error instanceof ContractError);
    assert.equal(error.path, "/limits/0/amount");
    assert.doesNotMatch(error.message, /secret|Noa/);
    return true;
  });
});

test("a refusal is a ProblemError with what the backend said", async () => {
  const { client } = scriptedClient([problem("not-found", 404)]);
  await assert.rejects(
    client.members.get("m_1"),
    (error: ProblemError) => error.code === "not-found" && error.status === 404 && error.requestId === "r_1",
  );
});

test("reads are repeated a bounded number of times, then NetworkError", async () => {
  const { client, requests, time } = scriptedClient([networkFailure]);
  await assert.rejects(client.operator(), NetworkError);
  assert.equal(requests.length, 4);
  assert.deepEqual(time.waits, [225, 450, 900]);
});

test("U10 what a newer contract says of an action of its own comes through as it is", async () => {
  const own = {
    title: "Levitate",
    summary: "",
    category: "assets",
    danger: "cosmic",
    permission: "acme:levitate",
    input: {},
  };
  const capabilities = {
    ...capabilitiesOf(),
    contractVersion: 2,
    level: "galactic",
    currencies: [{ code: "karma", kind: "virtue", scale: 0, label: "karma" }],
    channels: [{ channel: "telepathy", custom: true, cost: null }],
    actions: [{ id: "levitate", firesRules: "no", own }],
    reason: { reasonCode: "hidden", note: "optional" },
  };
  const answer = await scriptedClient([json(capabilities)]).client.capabilities();
  assert.deepEqual(answer.actions[0]?.own, own);
  assert.equal(answer.level, "galactic");
});
