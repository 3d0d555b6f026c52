import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Capabilities, MemberAction, Operation } from "../../../sdk/contract/index.js";
import { webhookProvider } from "../../../server/messages/webhook.js";
import { people } from "../../../server/seed/index.js";
import { type Caller, startBackend, type TestBackend } from "../../support/backend.js";
import { type Call, startWebhook } from "../../support/providers.js";
import { changeProgram } from "../../support/tenant.js";

let backend: TestBackend;
let tenant: string;
let ari: Caller;
let calls: Call[];
const ends: (() => unknown)[] = [];

before(async () => {
  const receiver = await startWebhook({ after: (end) => void ends.push(end) });
  ({ calls } = receiver);
  const web = webhookProvider({ url: receiver.url });
  backend = await startBackend({ deliver: { sms: web, push: web } });
  tenant = await backend.seed();
  ari = await backend.as({ tenant });
});
after(async () => {
  await backend.close();
  for (const end of ends) await end();
});

const body = { body: "Hi {first_name}, we found your umbrella." };
const offered = async (): Promise<boolean> =>
  ((await ari("/capabilities")).body as Capabilities).actions.some(({ id }) => id === "send-message");

test("a direct message leaves by the program's own channel, in own words, and is no template afterwards", async () => {
  const before = (await ari("/templates")).text;
  const { message } = (await ari(`/members/${people.mila}/actions/send-message`, body)).body as Operation;
  assert.deepEqual([message?.channel, message?.template, message?.status], ["push", null, "queued"]);
  await backend.app.runDueWork();
  const { channel, title, body: text } = calls.at(-1)?.body ?? {};
  assert.deepEqual([channel, title, text], ["push", "Northwind", "Hi Mila, we found your umbrella."]);
  assert.equal((await ari("/templates")).text, before);
});

test("S0-20 consent is enforced for a direct message, and the menu says so beforehand", async () => {
  await ari(`/members/${people.mila}/actions/set-consent`, { channel: "push", granted: false, evidence: "Said so" });
  const { data } = (await ari(`/members/${people.mila}/actions`)).body as { data: MemberAction[] };
  const warnings = data.find(({ action }) => action === "send-message")?.warnings;
  assert.deepEqual(
    warnings?.map(({ code }) => code),
    ["consent-missing"],
  );
  const { message } = (await ari(`/members/${people.mila}/actions/send-message`, body)).body as Operation;
  assert.deepEqual([message?.status, message?.reason], ["blocked", "no-consent"]);
});

test("another program writes by SMS; one without a channel that takes own words has no such action", async () => {
  await changeProgram(backend.database, tenant, { directChannel: "sms" });
  const { message } = (await ari(`/members/${people.mila}/previews/send-message`, body)).body as Operation;
  assert.deepEqual([message?.channel, message?.subject, message?.segments], ["sms", null, 1]);
  await changeProgram(backend.database, tenant, { directChannel: "email" });
  assert.equal(await offered(), false);
  assert.equal((await ari(`/members/${people.mila}/actions/send-message`, body)).body.code, "capability-not-supported");
  await changeProgram(backend.database, tenant, { directChannel: "push" });
  assert.equal(await offered(), true);
});

test("it takes a permission of its own", async () => {
  const sender = await backend.as({ tenant, permissions: ["messages:push"] });
  assert.equal((await sender(`/members/${people.mila}/actions/send-message`, body)).status, 403);
  const writer = await backend.as({ tenant, permissions: ["messages:direct"] });
  assert.equal((await writer(`/members/${people.mila}/actions/send-message`, body)).status, 200);
});
