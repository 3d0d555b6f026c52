import assert from "node:assert/strict";
import { test } from "node:test";
import type { MessageTotal } from "../../../sdk/contract/index.js";
import { people } from "../../../server/seed/index.js";
import { smtpProvider } from "../../../server/messages/smtp.js";
import { webhookProvider } from "../../../server/messages/webhook.js";
import { startBackend } from "../../support/backend.js";
import { startMailServer, startWebhook } from "../../support/providers.js";

const euros = (amount: number) => ({ amount, currency: "EUR", scale: 2 });

test("S0-19 the program counts what e-mail and SMS cost, as the receipts say, and nothing for what was kept back", async (t) => {
  const [{ url }, webhook] = [await startMailServer(t), await startWebhook(t)];
  const sms = webhookProvider({ url: webhook.url, headers: {}, knowsKeys: true });
  const email = smtpProvider({ url, from: { name: "Northwind", address: "hello@northwind.example" } });
  const backend = await startBackend({ deliver: { sms, email } });
  t.after(async () => {
    email.close();
    await backend.close();
  });
  const tenant = await backend.seed();
  const ari = await backend.as({ tenant });
  const totals = async (query = "") =>
    (JSON.parse((await ari(`/message-totals${query}`)).text) as { data: MessageTotal[] }).data;
  const before = await totals();
  const send = async (member: string, action: string, input: object) =>
    (await ari(`/members/${member}/actions/${action}`, input)).body.message;
  const mail = await send(people.mila, "send-email", { templateId: "tpl_email_thanks" });
  const text = await send(people.mila, "send-sms", { body: "Hi" });
  const blocked = await send(people.noa, "send-sms", { body: "Hi" });
  assert.deepEqual([mail?.cost, text?.cost], [euros(2), euros(7)]);
  assert.equal(blocked?.status, "blocked");
  assert.deepEqual(await totals(), before, "What waits has cost nothing yet.");
  await backend.app.runDueWork();
  const of = (list: typeof before, channel: string) =>
    list.find((each: { channel: string }) => each.channel === channel);
  const after = await totals();
  const moved = (channel: string) => [
    (of(after, channel)?.sent ?? 0) - (of(before, channel)?.sent ?? 0),
    (of(after, channel)?.cost?.amount ?? 0) - (of(before, channel)?.cost?.amount ?? 0),
  ];
  assert.deepEqual(
    [moved("email"), moved("sms")],
    [
      [1, 2],
      [1, 7],
    ],
  );
  assert.deepEqual(await totals("?from=2027-01-01T00:00:00Z"), []);
  assert.deepEqual((await ari("/message-totals?from=yesterday")).body.code, "validation");
});
