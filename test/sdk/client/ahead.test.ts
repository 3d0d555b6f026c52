import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "../../../sdk/client/create-client.js";
import { json, memoryKeys, problem, standingTime } from "./scripted.js";

const empty = () => json({ data: [], page: { next: null } });
const turns = async () => {
  for (let count = 0; count < 5; count++) await new Promise((resolve) => setImmediate(resolve));
};
const ahead = { ahead: true };

/** A client on a clock that stands, and the requests that it sent. */
const start = (answer: () => Response | Promise<Response> = empty) => {
  const time = standingTime();
  const requests: string[] = [];
  const fetch = async ({ url }: Request) => {
    requests.push(new URL(url).pathname);
    return answer();
  };
  const options = { baseUrl: "https://backend.test/v1", getToken: () => "opaque", keys: memoryKeys(), fetch };
  return { time, requests, client: createClient(options, time) };
};

test("what is read ahead is one request, and is handed out once", async () => {
  const { client, requests } = start();
  const read = client.members.activities("m_1");
  await read.first(ahead);
  await read.first(ahead);
  await read.first();
  assert.equal(requests.length, 1);
  for await (const entry of client.members.activities("m_1")) assert.ok(entry);
  assert.equal(requests.length, 2);
});

test("what is read ahead is kept for ten seconds, and until anything changes", async () => {
  const { client, requests, time } = start();
  const read = client.members.activities("m_1");
  await read.first(ahead);
  await time.advance(10_000);
  await turns();
  await read.first();
  assert.equal(requests.length, 2);
  await read.first(ahead);
  client.markStale("m_2");
  await read.first();
  assert.equal(requests.length, 4);
});

test("what was on its way when something changed is not handed out later", async () => {
  let answer: (response: Response) => void = () => undefined;
  const { client, requests } = start(() => new Promise<Response>((resolve) => (answer = resolve)));
  const read = client.members.activities("m_1");
  const early = read.first(ahead);
  await turns();
  client.markStale(null);
  answer(empty());
  await early;
  const late = read.first();
  await turns();
  assert.equal(requests.length, 2);
  answer(empty());
  await late;
});

test("no more than twenty answers are kept", async () => {
  const { client, requests } = start();
  for (let index = 0; index < 30; index++) await client.members.activities(`m_${index}`).first(ahead);
  for (let index = 0; index < 30; index++) await client.members.activities(`m_${index}`).first();
  assert.equal(requests.length, 40);
});

test("a failure is not kept", async () => {
  const answers = [() => problem("forbidden", 403), empty];
  const { client, requests } = start(() => (answers.shift() ?? empty)());
  await assert.rejects(client.library.reasonCodes().first(ahead));
  await client.library.reasonCodes().first();
  assert.equal(requests.length, 2);
});
