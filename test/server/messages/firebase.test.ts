import assert from "node:assert/strict";
import { test } from "node:test";
import type { Channel } from "../../../sdk/contract/index.js";
import { firebaseProvider } from "../../../server/messages/firebase.js";
import { startFirebase } from "../../support/firebase.js";
import { TestClock } from "../../support/backend.js";

const message = {
  ...{ tenant: "t", key: "msg_1", channel: "push" as Channel, to: "device-noa" },
  ...{ subject: "Your table", body: "It is ready" },
};

type Context = Parameters<typeof startFirebase>[0];

const start = async (t: Context) => {
  const firebase = await startFirebase(t);
  const clock = new TestClock("1970-01-01T00:00:00Z");
  const { account, url } = firebase;
  const options = { account, url, timeoutMs: 500, now: () => clock.now() };
  return { firebase, clock, options, provider: firebaseProvider(options) };
};

test("a notification leaves to the member's device, with a token that the service account was handed, once for all of them", async (t) => {
  const { firebase, provider, clock } = await start(t);
  const both = await Promise.all([provider.send(message), provider.send({ ...message, subject: null })]);
  assert.deepEqual(
    both.map(({ state }) => state),
    ["sent", "sent"],
  );
  assert.deepEqual(
    new Set(firebase.pushes.map((push) => JSON.stringify(push))),
    new Set([
      JSON.stringify({ token: "device-noa", notification: { title: "Your table", body: "It is ready" } }),
      JSON.stringify({ token: "device-noa", notification: { body: "It is ready" } }),
    ]),
  );
  assert.equal(firebase.handedOut(), 1);
  clock.advance(3_540_000);
  assert.deepEqual(await provider.send(message), { state: "sent", providerId: "projects/northwind-app/messages/3" });
  assert.equal(firebase.handedOut(), 2, "a minute before its end");
});

test("a device that has lost the app has no address any more; one of another app is refused", async (t) => {
  const { firebase, provider } = await start(t);
  firebase.unregistered.add("device-noa");
  assert.deepEqual(await provider.send(message), { state: "no-address", detail: "UNREGISTERED" });
  const foreign = await provider.send({ ...message, to: "not-of-this-app" });
  assert.deepEqual(foreign, { state: "rejected", detail: "SENDER_ID_MISMATCH" });
});

test("D13 an answer that is lost after the fact: unknown, and nobody is to send it again", async (t) => {
  const { firebase, provider } = await start(t);
  assert.equal(provider.knowsKeys, false);
  for (const fault of ["lost", "slow", { status: 500 }] as const) {
    firebase.faults.push(fault);
    assert.equal((await provider.send(message)).state, "unknown");
  }
  assert.equal(firebase.pushes.length, 2);
});

test("nothing was taken: Google is busy, its token is refused or none is handed out", async (t) => {
  const { firebase, provider, options } = await start(t);
  firebase.faults.push({ status: 429, retryAfter: 120 });
  assert.deepEqual(await provider.send(message), { state: "failed", detail: "HTTP 429", againAfterMs: 120_000 });
  firebase.revokeTokens();
  assert.deepEqual(await provider.send(message), { state: "failed", detail: "HTTP 401" });
  assert.equal((await provider.send(message)).state, "sent", "with a new token");
  const elsewhere = firebaseProvider({ ...options, account: { ...options.account, token_uri: `${options.url}/gone` } });
  assert.deepEqual(await elsewhere.send(message), { state: "failed", detail: "Error" });
  const broken = firebaseProvider({ ...options, account: { ...options.account, private_key: "no key" } });
  assert.equal((await broken.send(message)).state, "failed");
  assert.equal(firebase.pushes.length, 1);
});
