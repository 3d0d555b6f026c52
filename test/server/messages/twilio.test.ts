import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Member, Operation } from "../../../sdk/contract/index.js";
import { twilioProvider } from "../../../server/messages/twilio.js";
import { twilioReports } from "../../../server/messages/twilio-reports.js";
import { people } from "../../../server/seed/index.js";
import { type Caller, startBackend, type TestBackend } from "../../support/backend.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { ACCOUNT_SID, AUTH_TOKEN, signatureOf as signed, startTwilio } from "../../support/twilio.js";

/** Where Twilio reaches the server: a proxy in front takes `/loyalty` away. */
const PUBLIC_URL = "https://crm.test/loyalty";
const PATH = `/members/${people.mila}`;
const PHONE = "+353851234567";
const from = "+353800000001";

test("S23 Twilio's signature is the one of its own documents, also where a parameter comes twice", async () => {
  const reports = twilioReports({
    ...{ accountSid: ACCOUNT_SID, authToken: "12345", from },
    publicUrl: "https://mycompany.com",
  });
  const form = new URLSearchParams({
    ...{ To: "+18005551212", From: "+14158675309", Caller: "+14158675309", Digits: "1234" },
    CallSid: "CA1234567890ABCDE",
  });
  const told = (signature: string) => ({
    ...{ path: "/myapp.php?foo=1&bar=2", form },
    headers: new Headers({ "x-twilio-signature": signature }),
  });
  assert.equal(await reports.isGenuine(told("RSOYDt4T1cUTdK1PDd93/VVr8B8=")), true);
  for (const wrong of ["RSOYDt4T1cUTdK1PDd93/VVr8BA=", "", "not base64!", "AAAA"])
    assert.equal(await reports.isGenuine(told(wrong)), false, wrong);
});

for (const { name, open } of databases)
  describe(`Twilio, on ${name}`, () => {
    let opened: OpenDatabase;
    let twilio: Awaited<ReturnType<typeof startTwilio>>;
    let backend: TestBackend;
    let tenant: string;
    let call: Caller;

    const ends: (() => Promise<void>)[] = [];

    before(async () => {
      opened = await open();
      let origin = "";
      twilio = await startTwilio({ after: (end) => ends.push(end) }, (address) => address.replace(PUBLIC_URL, origin));
      const options = { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, from, publicUrl: PUBLIC_URL };
      backend = await startBackend({
        database: opened.database,
        deliver: { sms: twilioProvider({ ...options, url: twilio.url, timeoutMs: 500 }) },
        reports: { twilio: twilioReports(options) },
      });
      ({ origin } = await backend.listen());
    });
    after(async () => {
      await backend.close();
      for (const end of ends) await end();
      await opened.close();
    });
    beforeEach(async () => {
      tenant = await backend.seed();
      call = async (...asked) => (await backend.as({ tenant }))(...asked);
      twilio.messages.length = 0;
      twilio.optedOut.clear();
      twilio.faults.length = 0;
    });

    const write = async (): Promise<string> => {
      const { status, body, text } = await call(`${PATH}/actions/send-sms`, { body: "Your table is ready" });
      assert.equal(status, 200, text);
      return (body as unknown as Operation).id;
    };
    const send = async (): Promise<string> => {
      const id = await write();
      await backend.app.runDueWork();
      return id;
    };
    /** How far a message got, as its entry of the timeline says it. */
    const stateOf = async (id: string) => {
      const { message } = (await call(`/operations/${id}`)).body as unknown as Operation;
      return [message?.status, message?.reason];
    };
    const agrees = async (): Promise<boolean | undefined> => {
      const { consents } = (await call(PATH)).body as unknown as Member;
      return consents.find(({ channel }) => channel === "sms")?.granted;
    };
    const withdrawals = async () => {
      const { data } = (await call(`${PATH}/activities`)).body as unknown as { data: Operation[] };
      return data.filter(({ action }) => action === "set-consent").map(({ source, note }) => [source, note]);
    };

    test("an SMS leaves as a form, once, and names where to report what becomes of it", async () => {
      const id = await send();
      await backend.app.runDueWork();
      assert.deepEqual(
        twilio.messages.map(({ to, body, from: sender }) => [to, body, sender]),
        [[PHONE, "Your table is ready", from]],
      );
      const [, , , , reported, , message] = new URL(twilio.messages[0]?.callback ?? "").pathname.split("/");
      assert.equal(reported, tenant);
      assert.match(message ?? "", /^msg_/);
      assert.deepEqual(await stateOf(id), ["sent", null]);
    });

    test("what is reported is on the timeline: delivered, or why not", async () => {
      const cases = [
        ["delivered", "", ["delivered", null]],
        ["read", "", ["delivered", null]],
        ["undelivered", "30007", ["failed", "rejected"]],
        ["failed", "30006", ["blocked", "no-address"]],
      ] as const;
      for (const [status, ErrorCode, expected] of cases) {
        const id = await send();
        assert.equal(await twilio.report(status, ErrorCode ? { ErrorCode } : {}), 204);
        assert.deepEqual(await stateOf(id), expected, status);
      }
    });

    test("reports come twice and in any order, and what has arrived has arrived", async () => {
      const id = await send();
      for (const status of ["delivered", "sent", "delivered", "queued", "undelivered"])
        assert.equal(await twilio.report(status), 204);
      assert.deepEqual(await stateOf(id), ["delivered", null]);
    });

    test("a report tells whoever shows the member", async () => {
      await send();
      const changes = () =>
        opened.database.selectFrom("member_change").select("at").where("tenant", "=", tenant).execute();
      const before = (await changes()).length;
      await twilio.report("delivered");
      await twilio.report("delivered");
      assert.equal((await changes()).length, before + 1);
    });

    test("D13 an answer that is lost after the fact: unknown, never sent twice, and known again by the report", async () => {
      for (const fault of ["lost", "slow"] as const) {
        twilio.messages.length = 0;
        twilio.faults.push(fault);
        const id = await send();
        assert.deepEqual(await stateOf(id), ["unknown", "no-answer"], fault);
        backend.clock.advance(3_600_000);
        await backend.app.runDueWork();
        assert.equal(twilio.messages.length, 1);
        await twilio.report("sent");
        assert.deepEqual(await stateOf(id), ["sent", null]);
        await twilio.report("delivered");
        assert.deepEqual(await stateOf(id), ["delivered", null]);
      }
    });

    test("D03 a process that died while it sent: nothing is sent again, and the report says what came of it", async () => {
      const id = await send();
      await opened.database
        .updateTable("message")
        .set({
          status: "queued",
          provider_id: null,
          next_attempt_at: backend.clock.now(),
          lease_until: backend.clock.now(),
        })
        .where("tenant", "=", tenant)
        .where("operation_id", "=", id)
        .execute();
      await backend.app.runDueWork();
      assert.deepEqual(await stateOf(id), ["unknown", "no-answer"]);
      await twilio.report("delivered");
      assert.deepEqual([await stateOf(id), twilio.messages.length], [["delivered", null], 1]);
    });

    test("a report that is here before the answer is the one that counts", async () => {
      const id = await send();
      await opened.database
        .updateTable("message")
        .set({ status: "queued", provider_id: null, lease_until: new Date(backend.clock.now().getTime() + 60_000) })
        .where("tenant", "=", tenant)
        .where("operation_id", "=", id)
        .execute();
      await twilio.report("delivered");
      await backend.app.runDueWork();
      assert.deepEqual([await stateOf(id), twilio.messages.length], [["delivered", null], 1]);
    });

    test("Twilio asks to come again, and is not asked before; wrong credentials lose no message", async () => {
      for (const [fault, seconds] of [
        [{ status: 429, retryAfter: 90 }, 90],
        [{ status: 503, retryAfter: 5 }, 30],
        [{ status: 401 }, 30],
      ] as const) {
        twilio.messages.length = 0;
        twilio.faults.push(fault);
        const id = await send();
        backend.clock.advance(seconds * 1000 - 1);
        await backend.app.runDueWork();
        assert.deepEqual([await stateOf(id), twilio.messages.length], [["queued", "unreachable"], 0]);
        backend.clock.advance(1);
        await backend.app.runDueWork();
        assert.deepEqual([await stateOf(id), twilio.messages.length], [["sent", null], 1]);
      }
    });

    test("an error of Twilio's own may have taken it: unknown", async () => {
      twilio.faults.push({ status: 500 });
      assert.deepEqual(await stateOf(await send()), ["unknown", "no-answer"]);
    });

    test("L11 who has opted out at Twilio is told nothing, and has withdrawn their consent, with how that is known", async () => {
      twilio.optedOut.add(PHONE);
      assert.deepEqual(await stateOf(await send()), ["blocked", "opted-out"]);
      assert.equal(await agrees(), false);
      assert.deepEqual(await withdrawals(), [["provider", "The provider answered that they have opted out."]]);
    });

    test("L11 a report that they have opted out withdraws it too, once, however often it comes", async () => {
      const id = await send();
      for (const status of ["undelivered", "undelivered", "failed"])
        assert.equal(await twilio.report(status, { ErrorCode: "21610" }), 204);
      assert.deepEqual(await stateOf(id), ["blocked", "opted-out"]);
      assert.equal(await agrees(), false);
      assert.deepEqual(await withdrawals(), [["provider", "The provider reported that they have opted out."]]);
    });

    test("L11 STOP that they wrote back withdraws it; told again after they agreed anew, it withdraws nothing", async () => {
      const address = `${PUBLIC_URL}/reports/twilio/${tenant}/answers`;
      const stop = { MessageSid: `SM${"9".repeat(32)}`, From: PHONE, To: from, Body: " stop " };
      assert.equal(await twilio.tell(address, { ...stop, MessageSid: "SM1", Body: "Stop by later?" }), 204);
      assert.equal(await twilio.tell(address, { ...stop, MessageSid: "SM2", Body: "x", OptOutType: "HELP" }), 204);
      assert.equal(await agrees(), true);
      assert.equal(await twilio.tell(address, stop), 204);
      assert.equal(await agrees(), false);
      assert.deepEqual(await withdrawals(), [["provider", "They answered that they want no more."]]);
      await call(`${PATH}/actions/set-consent`, { channel: "sms", granted: true, evidence: "Said so at the counter" });
      assert.equal(await twilio.tell(address, stop), 204);
      assert.equal(await agrees(), true);
    });

    test("what members write back is taken by the program's own words, too, and says nothing of who is nobody", async () => {
      const address = `${PUBLIC_URL}/reports/twilio/${tenant}/answers`;
      assert.equal(await twilio.tell(address, { MessageSid: "SM3", From: "+353899999999", Body: "STOP" }), 204);
      assert.equal(await agrees(), true);
      await twilio.tell(address, { MessageSid: "SM4", From: PHONE, Body: "arrêt", OptOutType: "STOP" });
      assert.equal(await agrees(), false);
    });

    test("S23 what Twilio did not sign, or signed of another message, program or address, is refused and changes nothing", async () => {
      const id = await send();
      const callback = twilio.messages[0]?.callback ?? "";
      const sid = twilio.messages[0]?.sid ?? "";
      const params = { MessageSid: sid, MessageStatus: "delivered" };
      const flip = (text: string) => (text.startsWith("A") ? "B" : "A") + text.slice(1);
      for (const signature of [
        "",
        flip(signed(callback, params)),
        signed(callback, params, "another secret"),
        signed(callback, { ...params, MessageStatus: "sent" }),
        signed(callback.replace(tenant, "another"), params),
        signed(callback.replace("https:", "http:"), params),
      ])
        assert.equal(await twilio.tell(callback, params, signature), 403);
      assert.deepEqual(await stateOf(id), ["sent", null]);
      assert.equal(await twilio.tell(callback, { ...params, MessageSid: "SM_another" }), 204);
      assert.deepEqual(await stateOf(id), ["sent", null]);
    });

    test("what is genuine and no news is taken: a message of before an erasure, a status that is new", async () => {
      const id = await send();
      assert.equal(await twilio.report("partially_delivered"), 204);
      assert.deepEqual(await stateOf(id), ["sent", null]);
      const unknown = `${PUBLIC_URL}/reports/twilio/${tenant}/messages/msg_gone`;
      assert.equal(await twilio.tell(unknown, { MessageSid: "SM5", MessageStatus: "delivered" }), 204);
      const elsewhere = await backend.fetch(`/reports/other/${tenant}/answers`, { method: "POST", body: "Body=STOP" });
      assert.equal(elsewhere.status, 404);
    });

    test("S14 no number, text or id of a message is in the log", async () => {
      twilio.optedOut.add(PHONE);
      await send();
      await twilio.tell(`${PUBLIC_URL}/reports/twilio/${tenant}/answers`, {
        MessageSid: "SM6",
        From: PHONE,
        Body: "STOP",
      });
      const log = JSON.stringify(backend.log);
      assert.match(log, /\/reports\/:provider\/:tenant\/answers/);
      for (const personal of ["353851234567", "Your table", AUTH_TOKEN, "msg_"])
        assert(!log.includes(personal), personal);
    });
  });
