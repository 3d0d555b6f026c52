import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Insertable } from "kysely";
import type { Deliver, DeliveryProvider } from "../../../server/messages/deliver.js";
import { deliverDueMessages } from "../../../server/due/deliver-messages.js";
import { forgetRetained } from "../../../server/due/forget-retained.js";
import { smtpProvider } from "../../../server/messages/smtp.js";
import { webhookProvider } from "../../../server/messages/webhook.js";
import type { Database } from "../../../server/postgres/database.js";
import type { MessageTable } from "../../../server/postgres/schema.js";
import { people, seedTenant } from "../../../server/seed/index.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { openPreparedDatabase } from "../../support/prepared-database.js";
import { startMailServer, startWebhook } from "../../support/providers.js";

const start = new Date("2026-11-21T10:00:00Z");
const clock = { time: start, now: () => clock.time };
const wait = (seconds: number) => (clock.time = new Date(clock.time.getTime() + seconds * 1000));

let database: Database;
let count = 0;

before(async () => {
  database = await openPreparedDatabase();
  await seedTenant(database, "t", { now: start });
});
after(() => database.destroy());
beforeEach(() => {
  clock.time = start;
});

/** Puts a message into the outbox as the write path does. */
const queue = async (message: Partial<Insertable<MessageTable>> = {}): Promise<string> => {
  const id = `msg_test_${++count}`;
  await database
    .insertInto("message")
    .values({
      tenant: "t",
      id,
      member_id: people.mila,
      operation_id: `op_${id}`,
      channel: "sms",
      to_address: "+353851234567",
      body: "Hi Mila",
      segments: 1,
      consent: true,
      status: "queued",
      next_attempt_at: clock.now(),
      created_at: clock.now(),
      updated_at: clock.now(),
      ...message,
    })
    .execute();
  return id;
};

const stateOf = (id: string) =>
  database
    .selectFrom("message")
    .select(["status", "reason", "attempts", "provider_id"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();

/** A provider that knows keys and whose answers a test holds back. */
const slow: DeliveryProvider = { knowsKeys: true, send: () => Promise.reject(new Error("not scripted")) };

/** Whether Mila agrees to SMS. */
const consent = (granted: boolean) =>
  database
    .updateTable("consent")
    .set({ granted })
    .where("member_id", "=", people.mila)
    .where("channel", "=", "sms")
    .execute();

const run = (deliver: Deliver) =>
  deliverDueMessages({ database, deliver, writePath: createWritePath({ database, clock }), clock });

test("an SMS leaves by the webhook once, with its key", async (t) => {
  const receiver = await startWebhook(t);
  const deliver = { sms: webhookProvider({ url: receiver.url, headers: { Authorization: "Bearer provider" } }) };
  const id = await queue();
  assert.equal(await run(deliver), 1);
  assert.equal(await run(deliver), 0);
  assert.deepEqual(
    receiver.calls.map(({ body }) => body),
    [{ id, channel: "sms", to: "+353851234567", title: null, body: "Hi Mila" }],
  );
  assert.equal(receiver.calls[0]?.headers["idempotency-key"], id);
  assert.equal(receiver.calls[0]?.headers.authorization, "Bearer provider");
  assert.deepEqual(await stateOf(id), { status: "sent", reason: null, attempts: 1, provider_id: "sms_1" });
});

test("an e-mail leaves by SMTP, in any script", async (t) => {
  const server = await startMailServer(t);
  const email = smtpProvider({ url: server.url, from: { name: "Northwind", address: "hello@northwind.example" } });
  const id = await queue({
    channel: "email",
    to_address: "mila@example.com",
    subject: "Thank you, מילה",
    body: "Hi Mila\nשלום",
  });
  await run({ email });
  assert.equal((await stateOf(id)).status, "sent");
  assert.deepEqual(
    server.mails.map(({ from, to }) => [from, to]),
    [["hello@northwind.example", ["mila@example.com"]]],
  );
  assert.deepEqual(
    server.mails.map(({ subject, body }) => [subject, body]),
    [["Thank you, מילה", "Hi Mila\nשלום"]],
  );
});

test("S07 a subject or an address cannot add a header or a recipient", async (t) => {
  const server = await startMailServer(t);
  const email = smtpProvider({
    url: server.url,
    from: { name: "North\r\nBcc: x@example.com", address: "hello@northwind.example" },
  });
  await queue({
    channel: "email",
    to_address: "mila@example.com",
    subject: "Hi\r\nBcc: victim@example.com",
    body: "x",
  });
  await queue({ channel: "email", to_address: "a@example.com>, <victim@example.com", subject: "Hi", body: "x" });
  await queue({
    channel: "email",
    to_address: "a@example.com\r\nRCPT TO:<victim@example.com>",
    subject: "Hi",
    body: "x",
  });
  await run({ email });
  for (const { raw, to } of server.mails) {
    assert.doesNotMatch(raw, /^Bcc:/im);
    assert.equal(to.length, 1);
    assert.doesNotMatch(to.join(), /^victim@example\.com$/);
  }
});

test("L11 consent withdrawn between asking and sending: blocked with its reason, nothing sent", async (t) => {
  const receiver = await startWebhook(t);
  const id = await queue();
  await consent(false);
  await run({ sms: webhookProvider({ url: receiver.url }) });
  assert.deepEqual(await stateOf(id), { status: "blocked", reason: "no-consent", attempts: 1, provider_id: null });
  assert.equal(receiver.calls.length, 0);
  await consent(true);
});

test("L06 a member who was blocked or erased meanwhile gets nothing", async (t) => {
  const receiver = await startWebhook(t);
  const blocked = await queue({ member_id: people.blocked });
  const erased = await queue({ member_id: people.erased, to_address: null, body: null });
  await run({ sms: webhookProvider({ url: receiver.url }) });
  assert.deepEqual([(await stateOf(blocked)).reason, (await stateOf(erased)).reason], ["member-blocked", "erased"]);
  assert.equal(receiver.calls.length, 0);
});

test("D13 a provider that times out after accepting: unknown, and no second send without a provider key", async (t) => {
  const receiver = await startWebhook(t, () => "hang");
  const deliver = { sms: webhookProvider({ url: receiver.url, timeoutMs: 1000 }) };
  const id = await queue();
  await run(deliver);
  assert.deepEqual(await stateOf(id), { status: "unknown", reason: "no-answer", attempts: 1, provider_id: null });
  wait(3600);
  assert.equal(await run(deliver), 0);
  assert.equal(receiver.calls.length, 1);
});

test("D13 a provider that knows keys is asked again with the same one", async (t) => {
  let calls = 0;
  const receiver = await startWebhook(t, () => (++calls === 1 ? "hang" : 200));
  const deliver = { sms: webhookProvider({ url: receiver.url, timeoutMs: 1000, knowsKeys: true }) };
  const id = await queue();
  await run(deliver);
  assert.equal(await run(deliver), 0, "not before its backoff");
  wait(30);
  await run(deliver);
  assert.deepEqual(await stateOf(id), { status: "sent", reason: null, attempts: 2, provider_id: "sms_2" });
  assert.deepEqual(new Set(receiver.calls.map(({ headers }) => headers["idempotency-key"])), new Set([id]));
});

test("D13 a message that may have arrived is never called unsent: not where it may not leave any more, nor where keys are no more known", async (t) => {
  t.mock.method(slow, "send", () => Promise.resolve({ state: "unknown", detail: "timeout" }));
  const receiver = await startWebhook(t);
  const withdrawn = await queue();
  await run({ sms: slow });
  wait(30);
  await consent(false);
  await run({ sms: slow });
  await consent(true);
  const keyless = await queue();
  await run({ sms: slow });
  wait(30);
  await run({ sms: webhookProvider({ url: receiver.url }) });
  for (const id of [withdrawn, keyless]) {
    const { status, reason } = await stateOf(id);
    assert.deepEqual([status, reason], ["unknown", "no-answer"]);
  }
  assert.equal(receiver.calls.length, 0);
});

test("a provider that is down is asked again, later each time, and in the end it failed", async (t) => {
  const gone = await startWebhook(t);
  await gone.close();
  const deliver = { sms: webhookProvider({ url: gone.url }) };
  const id = await queue();
  for (const seconds of [0, 30, 60, 120, 240, 480]) {
    wait(seconds - 1);
    assert.equal(await run(deliver), 0);
    wait(1);
    assert.equal(await run(deliver), 1);
  }
  assert.deepEqual(await stateOf(id), { status: "failed", reason: "unreachable", attempts: 6, provider_id: null });
});

test("a refusal is final, a request to come again is not", async (t) => {
  const server = await startMailServer(t, { refuse: { code: 550, message: "No such mila@example.com here" } });
  const busy = await startWebhook(t, () => 503);
  const email = smtpProvider({ url: server.url, from: { name: "Northwind", address: "hello@northwind.example" } });
  const refused = await queue({ channel: "email", to_address: "mila@example.com", subject: "Hi" });
  const later = await queue();
  const unsendable = await queue({ channel: "push", to_address: "device-mila" });
  await run({ email, sms: webhookProvider({ url: busy.url }) });
  const states = await Promise.all([refused, later, unsendable].map(stateOf));
  assert.deepEqual(
    states.map(({ status, reason }) => [status, reason]),
    [
      ["failed", "rejected"],
      ["queued", "unreachable"],
      ["failed", "no-provider"],
    ],
  );
  await database.deleteFrom("message").where("id", "=", later).execute();
});

test("the status of a provider's answer says whether to come again, to give up, or that nobody knows", async (t) => {
  let status = 0;
  const receiver = await startWebhook(t, () => status);
  const told = { queued: [408, 425, 429, 503], failed: [400, 401, 404, 422], unknown: [500, 502, 504] };
  for (const [expected, statuses] of Object.entries(told))
    for (status of statuses) {
      const id = await queue();
      await run({ sms: webhookProvider({ url: receiver.url }) });
      assert.equal((await stateOf(id)).status, expected, String(status));
      await database.deleteFrom("message").where("id", "=", id).execute();
    }
});

test("D03 a process that died in the middle of sending: unknown, or asked again with the key", async (t) => {
  const receiver = await startWebhook(t);
  const inFlight = { attempts: 1, lease_until: new Date(start.getTime() + 60_000) };
  const lost = await queue(inFlight);
  assert.equal(await run({ sms: webhookProvider({ url: receiver.url }) }), 0, "its lease still holds");
  wait(61);
  await run({ sms: webhookProvider({ url: receiver.url }) });
  assert.equal((await stateOf(lost)).status, "unknown");
  assert.equal(receiver.calls.length, 0);
  const known = await queue({ ...inFlight, lease_until: start });
  await run({ sms: webhookProvider({ url: receiver.url, knowsKeys: true }) });
  assert.equal((await stateOf(known)).status, "sent");
});

test("D13 an attempt that comes back after another process took over changes nothing", async (t) => {
  let late: () => void = () => undefined;
  const asked = new Promise<void>((taken) => {
    t.mock.method(slow, "send", () => {
      taken();
      return new Promise((resolve) => (late = () => resolve({ state: "sent", providerId: "late" })));
    });
  });
  const id = await queue();
  const overtaken = run({ sms: slow });
  await asked;
  wait(121);
  const gone = await startWebhook(t);
  await gone.close();
  await run({ sms: webhookProvider({ url: gone.url, knowsKeys: true }) });
  const told = await stateOf(id);
  assert.equal(told.attempts, 2);
  late();
  await overtaken;
  assert.deepEqual(await stateOf(id), told);
  await database.deleteFrom("message").where("id", "=", id).execute();
});

test("one tenant's slow deliveries never hold up another's", { timeout: 10_000 }, async (t) => {
  await seedTenant(database, "other", { now: start });
  const crowd = await Promise.all(Array.from({ length: 25 }, () => queue()));
  wait(1);
  const lone = await queue({ tenant: "other" });
  const delivered = new Promise<void>((resolve) => {
    t.mock.method(slow, "send", ({ key }: { key: string }) => {
      if (key !== lone) return new Promise(() => undefined);
      resolve();
      return Promise.resolve({ state: "sent", providerId: null });
    });
  });
  void run({ sms: slow });
  await delivered;
  await database.deleteFrom("message").where("id", "in", crowd).execute();
});

test("after 30 days the texts of settled messages are dropped, and only theirs", async () => {
  const old = new Date(start.getTime() - 31 * 86_400_000);
  const [settled, waiting, fresh] = [
    await queue({ status: "sent", created_at: old }),
    await queue({ created_at: old, next_attempt_at: new Date(start.getTime() + 1e9) }),
    await queue({ status: "sent" }),
  ];
  await forgetRetained({ database, clock });
  const kept = await database
    .selectFrom("message")
    .select(["id", "body", "to_address"])
    .where("id", "in", [settled, waiting, fresh])
    .orderBy("id")
    .execute();
  assert.deepEqual(
    new Map(kept.map(({ id, body }) => [id, body])),
    new Map([
      [settled, null],
      [waiting, "Hi Mila"],
      [fresh, "Hi Mila"],
    ]),
  );
});

test("a receiver who has opted out at the provider has withdrawn their consent here too, with how that is known", async (t) => {
  const { url } = await startWebhook(t, () => ({ refusal: "opted-out" }));
  const sms = webhookProvider({ url, knowsKeys: true });
  const id = await queue();
  const consent = () =>
    database
      .selectFrom("consent")
      .select("granted")
      .where("tenant", "=", "t")
      .where("member_id", "=", people.mila)
      .where("channel", "=", "sms")
      .executeTakeFirst();
  assert.equal((await consent())?.granted, true);
  await run({ sms });
  assert.deepEqual(await stateOf(id), { status: "blocked", reason: "opted-out", attempts: 1, provider_id: null });
  assert.equal((await consent())?.granted, false);
  const entry = await database
    .selectFrom("operation as o")
    .innerJoin("member_text as text", (join) =>
      join.onRef("text.tenant", "=", "o.tenant").onRef("text.operation_id", "=", "o.id"),
    )
    .select(["o.source", "o.action", "text.text"])
    .where("o.tenant", "=", "t")
    .where("o.member_id", "=", people.mila)
    .where("o.source", "=", "provider")
    .execute();
  assert.deepEqual(entry, [
    { source: "provider", action: "set-consent", text: "The provider answered that they have opted out." },
  ]);
  const next = await queue();
  await run({ sms });
  assert.deepEqual([(await stateOf(next)).status, (await stateOf(next)).reason], ["blocked", "no-consent"]);
});
