import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Capabilities, Operation, Template } from "../../../sdk/contract/index.js";
import { smtpProvider } from "../../../server/messages/smtp.js";
import { webhookProvider } from "../../../server/messages/webhook.js";
import { people } from "../../../server/seed/index.js";
import { type Caller, startBackend, type TestBackend } from "../../support/backend.js";
import { type Call, type Mail, startMailServer, startWebhook } from "../../support/providers.js";

let backend: TestBackend;
let tenant: string;
let ari: Caller;
let mails: Mail[];
let calls: Call[];
const ends: (() => unknown)[] = [];
const ending = { after: (end: () => unknown) => void ends.push(end) };

before(async () => {
  const [mailServer, receiver] = await Promise.all([startMailServer(ending), startWebhook(ending)]);
  ({ mails } = mailServer);
  ({ calls } = receiver);
  const web = webhookProvider({ url: receiver.url });
  const email = smtpProvider({ url: mailServer.url, from: { name: "Northwind", address: "hello@northwind.example" } });
  backend = await startBackend({ deliver: { email, sms: web, push: web } });
  ends.push(
    () => email.close(),
    () => backend.close(),
  );
  tenant = await backend.seed();
  ari = await backend.as({ tenant });
});

after(async () => {
  for (const end of ends) await end();
});

const send = async (memberId: string, action: string, input: object): Promise<Operation> => {
  const { status, body } = await ari(`/members/${memberId}/actions/${action}`, input);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const preview = async (memberId: string, action: string, input: object) =>
  (await ari(`/members/${memberId}/previews/${action}`, input)).body as Operation;
const refused = async (action: string, input: object) => {
  const { status, body } = await ari(`/members/${people.mila}/actions/${action}`, input);
  return [status, body.code];
};
const templates = async () => ((await ari("/templates?limit=100")).body as { data: Template[] }).data;
const messageOf = async (memberId: string, { id }: Operation) =>
  ((await ari(`/members/${memberId}/activities`)).body as { data: Operation[] }).data.find(
    (operation) => operation.id === id,
  )?.message;

test("S0-16 an SMS leaves from a template of the library, filled in for this member", async () => {
  const operation = await send(people.mila, "send-sms", { templateId: "tpl_sms_winter" });
  assert.deepEqual([operation.message?.status, operation.message?.template?.name], ["queued", "Winter warmers"]);
  await backend.app.runDueWork();
  assert.equal(
    calls.at(-1)?.body.body,
    "Hi Mila, winter warmers are here. Your 2,800 points are good for two at Station.",
  );
  assert.equal((await messageOf(people.mila, operation))?.status, "sent");
});

test("S0-16 S0-18 a custom SMS or notification leaves as it was typed, and becomes no template", async () => {
  const saved = await templates();
  await send(people.mila, "send-sms", { body: "Hi {first_name}, {nonsense} {{constructor}}" });
  await send(people.mila, "send-notification", { title: "For {first_name}", body: "שלום" });
  await backend.app.runDueWork();
  const taken = calls.slice(-2).map(({ body }) => [body.channel, body.title, body.body]);
  assert.deepEqual(taken.sort(), [
    ["push", "For Mila", "שלום"],
    ["sms", null, "Hi Mila, {nonsense} {{constructor}}"],
  ]);
  assert.deepEqual(await templates(), saved);
});

test("S0-17 an e-mail takes a template of its own channel and nothing else", async () => {
  assert.deepEqual(await refused("send-email", { body: "Custom" }), [422, "validation"]);
  assert.deepEqual(await refused("send-email", { templateId: "tpl_sms_winter" }), [422, "validation"]);
  assert.deepEqual(await refused("send-sms", { templateId: "tpl_sms_winter", body: "Both" }), [422, "validation"]);
});

test("an e-mail's cost stands in the preview, in the receipt and beside the message that was sent", async () => {
  const cost = { amount: 2, currency: "EUR", scale: 2 };
  assert.deepEqual((await preview(people.mila, "send-email", { templateId: "tpl_email_thanks" })).message?.cost, cost);
  const operation = await send(people.mila, "send-email", { templateId: "tpl_email_thanks" });
  assert.deepEqual(operation.message?.cost, cost);
  await backend.app.runDueWork();
  assert.deepEqual([mails.at(-1)?.to, mails.at(-1)?.subject], [["mila.novak@example.com"], "Thank you, Mila"]);
  const { total } = await backend.database
    .selectFrom("message")
    .select(({ fn }) => fn.sum<string>("cost_amount").as("total"))
    .where("tenant", "=", tenant)
    .where("channel", "=", "email")
    .where("status", "=", "sent")
    .executeTakeFirstOrThrow();
  assert.equal(total, "2");
});

test("S07 a long text costs by the segment, and one character outside of GSM-7 makes it dearer", async () => {
  const costOf = async (body: string) => {
    const { message } = await preview(people.mila, "send-sms", { body });
    return [message?.segments, message?.cost?.amount];
  };
  assert.deepEqual(await costOf("a".repeat(160)), [1, 7]);
  assert.deepEqual(await costOf("a".repeat(161)), [2, 14]);
  assert.deepEqual(await costOf(`${"a".repeat(160)}ש`), [3, 21]);
});

test("S07 the preview names the characters that make an SMS dearer", async () => {
  const shown = async (body: string) => (await preview(people.mila, "send-sms", { body })).message?.beyondGsm;
  assert.deepEqual(await shown("Hi – it’s us"), ["–", "’"]);
  assert.deepEqual(await shown("Hi, it's us"), []);
});

const writtenIn = async (language: string, templateId = "tpl_sms_winter") => {
  const { database } = backend;
  await database
    .updateTable("profile")
    .set({ language })
    .where("tenant", "=", tenant)
    .where("member_id", "=", people.mila)
    .execute();
  return (await preview(people.mila, "send-sms", { templateId })).message;
};

/** Every language that writes Latin digits and that this platform knows a grouping for. */
const latin = [
  "en",
  "de",
  "de-AT",
  "de-CH",
  "fr",
  "fr-CH",
  "it-CH",
  "es",
  "pt-PT",
  "pl",
  "sv",
  "nb",
  "fi",
  "cs",
  "sk",
  "uk",
  "ru",
  "bg",
  "hu",
  "et",
  "lv",
  "lt",
];

for (const language of latin)
  test(`S07 a balance in a message is written as a plain keyboard would, and makes no SMS dearer (${language})`, async () => {
    const message = await writtenIn(language);
    assert.match(message?.body ?? "", /Your 2[ .,']?800 points/);
    assert.deepEqual([message?.beyondGsm, message?.segments], [[], 1]);
  });

test("S07 a text that shows nothing is refused in the preview and in the write, and nothing is queued", async () => {
  await writtenIn("en");
  const blanks = ["\u200b\u200b", "\u2066\u2069", "\u0007", "\u3164", "\ufe0f"];
  const before = calls.length;
  for (const body of blanks)
    for (const kind of ["previews", "actions"]) {
      const { status, body: problem } = await ari(`/members/${people.mila}/${kind}/send-sms`, { body });
      assert.deepEqual(
        [status, problem.errors?.[0]?.pointer, problem.errors?.[0]?.code],
        [422, "/body", "blank"],
        JSON.stringify(body),
      );
    }
  await backend.app.runDueWork();
  assert.equal(calls.length, before);
});

test("S07 the operator is told that invisible characters of their text are left out", async () => {
  const shown = await preview(people.mila, "send-sms", { body: "Free\u200b coffee\tfor you" });
  assert.deepEqual(
    [shown.message?.body, shown.warnings.map(({ code }) => code)],
    ["Free coffee for you", ["characters-left-out"]],
  );
});

test("S07 a notification's title is one line, and the text below it keeps its lines", async () => {
  const custom = { title: "For you\nBcc: all\u2028today", body: "Free\ncoffee" };
  const shown = await preview(people.mila, "send-notification", custom);
  assert.deepEqual([shown.message?.subject, shown.message?.body], ["For you Bcc: all today", "Free\ncoffee"]);
});

test("S0-20 without consent the preview says it will be blocked, it is blocked, and nothing is sent", async () => {
  const before = calls.length;
  const shown = await preview(people.noa, "send-sms", { templateId: "tpl_sms_sorry" });
  assert.deepEqual([shown.message?.consent, shown.warnings.map(({ code }) => code)], [false, ["consent-missing"]]);
  const operation = await send(people.noa, "send-sms", { templateId: "tpl_sms_sorry" });
  await backend.app.runDueWork();
  const message = await messageOf(people.noa, operation);
  assert.deepEqual([message?.status, message?.reason], ["blocked", "no-consent"]);
  assert.equal(calls.length, before);
});

test("S0-20 what a member was never asked about they have not agreed to", async () => {
  const consents = backend.database.deleteFrom("consent").where("tenant", "=", tenant);
  await consents.where("member_id", "=", people.scratch).where("channel", "=", "push").execute();
  const { message } = await preview(people.scratch, "send-notification", { title: "Hi", body: "Come by" });
  assert.equal(message?.consent, false);
});

test("L11 no parameter overrides consent", async () => {
  for (const extra of [{ force: true }, { consent: true }, { overrideConsent: true }])
    assert.deepEqual(await refused("send-sms", { templateId: "tpl_sms_winter", ...extra }), [422, "validation"]);
});

test("L11 consent withdrawn after the send, before the delivery: blocked, its reason shown, nothing sent", async () => {
  const operation = await send(people.noDevice, "send-email", { templateId: "tpl_email_missed" });
  assert.equal(operation.message?.status, "queued");
  await backend.database
    .updateTable("consent")
    .set({ granted: false })
    .where("tenant", "=", tenant)
    .where("member_id", "=", people.noDevice)
    .execute();
  const before = mails.length;
  await backend.app.runDueWork();
  const message = await messageOf(people.noDevice, operation);
  assert.deepEqual([message?.status, message?.reason], ["blocked", "no-consent"]);
  assert.equal(mails.length, before);
});

test("a member without a device: the preview says that there is nowhere to send it to", async () => {
  const fresh = await backend.seed();
  const reply = await (
    await backend.as({ tenant: fresh })
  )(`/members/${people.noDevice}/previews/send-notification`, { title: "Hi", body: "x" });
  const { message, warnings } = reply.body as Operation;
  assert.deepEqual([message?.reason, warnings.map(({ code }) => code)], ["no-address", ["address-missing"]]);
});

test("a member without a home branch is at home in the program itself", async () => {
  const profile = backend.database.updateTable("profile").set({ home_branch_id: null });
  await profile.where("tenant", "=", tenant).where("member_id", "=", people.scratch).execute();
  const { message } = await preview(people.scratch, "send-sms", { body: "See you at {home_branch}" });
  const { program } = (await ari("/capabilities")).body as unknown as Capabilities;
  assert.equal(message?.body, `See you at ${program.name}`);
});

test("an unknown variable, of a text or of a title, is reported before it is sent", async () => {
  const shown = [
    await preview(people.mila, "send-sms", { body: "Hi {frist_name}" }),
    await preview(people.mila, "send-notification", { title: "Hi {frist_name}", body: "Come by" }),
  ];
  for (const { warnings } of shown)
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ["unknown-variable"],
    );
});

test("L06 the queued messages of a member who is erased never leave, and hold no text any more", async () => {
  const operation = await send(people.mila, "send-sms", { body: "Goodbye {first_name}" });
  const etag = (await ari(`/members/${people.mila}`)).headers.get("ETag") ?? "";
  const erased = await ari(
    `/members/${people.mila}/actions/delete`,
    { confirmation: people.mila },
    { "If-Match": etag },
  );
  assert.equal(erased.status, 200, erased.text);
  const before = calls.length;
  await backend.app.runDueWork();
  assert.equal(calls.length, before);
  const left = await backend.database
    .selectFrom("message")
    .selectAll()
    .where("tenant", "=", tenant)
    .where("operation_id", "=", operation.id)
    .execute();
  assert.deepEqual(
    left.filter(({ status, body, to_address }) => status === "queued" || body !== null || to_address !== null),
    [],
  );
});
