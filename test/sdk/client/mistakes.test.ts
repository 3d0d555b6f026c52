import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient, ProblemError, SetupError, type Client, type ClientOptions } from "../../../sdk/index.js";
import { json, scriptedClient } from "./scripted.js";

const operatorAnswer = { id: "u_9", name: "Dana", email: null, role: "support", permissions: [], limits: [] };
const baseUrl = "https://loyalty.example/v1";
const getToken = () => "t";

const setups: [mistake: string, options: object, named: string][] = [
  ["nothing at all", {}, "baseUrl"],
  ["no baseUrl", { getToken }, "baseUrl"],
  ["an empty baseUrl", { baseUrl: "", getToken }, "baseUrl"],
  ["a baseUrl without its scheme", { baseUrl: "loyalty.example/v1", getToken }, "baseUrl"],
  ["a baseUrl of another scheme", { baseUrl: "ftp://loyalty.example/v1", getToken }, "baseUrl"],
  ["a baseUrl without a host", { baseUrl: "https://", getToken }, "baseUrl"],
  ["a baseUrl of no page", { baseUrl: "/v1", getToken }, "baseUrl"],
  ["a baseUrl that is an object", { baseUrl: {}, getToken }, "baseUrl"],
  ["no getToken", { baseUrl }, "getToken"],
  ["a token in place of getToken", { baseUrl, getToken: "t" }, "getToken"],
];
for (const [mistake, options, named] of setups)
  test(`createClient with ${mistake} throws at once, and names ${named}`, () => {
    assert.throws(() => createClient(options as ClientOptions), { name: "SetupError", message: new RegExp(named) });
  });

const tokens: [what: string, answer: unknown][] = [
  ["{ token }", { token: "t" }],
  ["nothing", undefined],
  ["null", null],
  ["an empty text", ""],
  ["a number", 7],
  ["the JSON of a token", '{"token":"t"}'],
  ["a page", "<html>"],
  ["a whole header", "Bearer t"],
];
for (const [what, answer] of tokens)
  test(`getToken that answers ${what} is a typed error of the call, and nothing is sent`, async () => {
    let given = answer;
    const { client, requests } = scriptedClient([json(operatorAnswer)], { getToken: () => given as string });
    await assert.rejects(
      client.operator(),
      (error) => error instanceof SetupError && error.message.includes("getToken"),
    );
    assert.equal(requests.length, 0);
    given = "t";
    assert.equal((await client.operator()).name, "Dana");
  });

test("getToken that throws is a typed error of the call, with what was thrown", async () => {
  const thrown = new Error("no session");
  const { client } = scriptedClient([], { getToken: () => Promise.reject(thrown) });
  await assert.rejects(client.operator(), (error) => error instanceof ProblemError && error.cause === thrown);
});

const ids: [what: string, call: (client: Client, id: string) => Promise<unknown>][] = [
  ["members.get", (client, id) => client.members.get(id)],
  ["actions.add", (client, id) => client.actions.add(id, { currency: "points", amount: 1 })],
  ["operation", (client, id) => client.operation(id)],
];
for (const [method, call] of ids)
  for (const id of [undefined, null, {}, 1048, ""])
    test(`${method} of ${JSON.stringify(id)} is a TypeError, and nothing is sent`, async () => {
      const { client, requests } = scriptedClient([]);
      await assert.rejects(call(client, id as string), { name: "TypeError", message: /is not an id/ });
      assert.equal(requests.length, 0);
    });
