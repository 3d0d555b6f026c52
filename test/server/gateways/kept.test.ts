import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Caller } from "../../support/backend.js";
import { assertHeld, holdToContract, ORIGIN } from "../../support/gateway-conformance.js";
import { gatewayDatabases, type OpenGatewayDatabase } from "../../support/gateway.js";
import { startSquareGateway } from "./square/square-gateway.js";
import { startTalonOneGateway } from "./talon-one/talon-one-gateway.js";
import { startVoucherifyGateway, type VoucherifyGateway } from "./voucherify/voucherify-gateway.js";

const keeps = ["tags", "consents"] as const;
const NOA = "/members/cust_noa";

for (const { name, open } of gatewayDatabases)
  describe(`what a gateway keeps itself, on ${name}`, () => {
    let opened: OpenGatewayDatabase;
    let gateway: VoucherifyGateway;
    let call: Caller;
    before(async () => void (opened = await open()));
    after(() => opened.close());
    beforeEach(async () => {
      for (const table of ["intent", "intent_text", "kept_tag", "kept_consent", "departed", "vendor_turn"] as const)
        await opened.database.deleteFrom(table).execute();
      gateway = await startVoucherifyGateway({ keeps, database: opened.database });
      call = async (...asked) => {
        gateway.clock.advance(1_000);
        return (await gateway.as())(...asked);
      };
    });

    const act = (action: string, input: object, headers = {}, member = NOA) =>
      call(`${member}/actions/${action}`, input, headers);
    const tags = async (member = NOA) => (await call(member)).body.tags;
    const undo = (id: string) => call(`/operations/${id}/reversal`, {});

    test("S1-8 a tag is there once it is added, once for its key, and the same tag however it is spelt", async () => {
      const key = { "Idempotency-Key": "k-tag" };
      const first = await act("add-tag", { tag: "VIP" }, key);
      assert.deepEqual(
        [first.status, first.body.status, first.body.effects[0]?.subject?.name],
        [200, "applied", "VIP"],
      );
      const again = await act("add-tag", { tag: "VIP" }, key);
      assert.deepEqual([again.text, again.headers.get("Idempotent-Replayed")], [first.text, "true"]);
      assert.equal((await act("add-tag", { tag: "vip" })).body.code, "conflict");
      assert.deepEqual(await tags(), ["VIP"]);
      const { body } = await call("/operations/settle", { idempotencyKey: "k-tag" });
      assert.deepEqual([body.state, body.operation?.id], ["settled", first.body.id]);
    });

    test("S1-9 a tag is removed and renamed as it is spelt there, and either is undone", async () => {
      await act("add-tag", { tag: "VIP" });
      const renamed = await act("rename-tag", { tag: "vip", to: "Regular" });
      assert.deepEqual(await tags(), ["Regular"]);
      const removed = await act("remove-tag", { tag: "regular" });
      assert.deepEqual(await tags(), []);
      assert.equal((await undo(renamed.body.id)).body.code, "not-reversible");
      const { body: undone } = await undo(removed.body.id);
      assert.deepEqual([undone.status, undone.reverses], ["applied", removed.body.id]);
      assert.equal((await undo(removed.body.id)).body.code, "already-reversed");
      await undo(renamed.body.id);
      assert.deepEqual(await tags(), ["VIP"]);
    });

    test("S1-16 tags in use are suggested, the most used first, by their beginning and page by page", async () => {
      for (const [member, tag] of [
        ["noa", "VIP"],
        ["mila", "vip"],
        ["jonas", "vip"],
        ["noa", "Violet"],
        ["noa", "regular"],
      ])
        await act("add-tag", { tag }, {}, `/members/cust_${member}`);
      const { body } = await call("/tag-searches", { prefix: "vi" });
      assert.deepEqual(body.data, [
        { tag: "vip", count: 3 },
        { tag: "Violet", count: 1 },
      ]);
      const first = await call("/tag-searches", { limit: 2 });
      const second = await call("/tag-searches", { limit: 2, cursor: first.body.page.next });
      assert.deepEqual([first.body.data.length, second.body.data.length, second.body.page.next], [2, 1, null]);
    });

    test("a consent is recorded with its evidence, moves the ETag, and is undone to what it was", async () => {
      const consent = async () => (await call(NOA)).body.consents.find(({ channel }) => channel === "sms");
      const before = await call(NOA);
      assert.deepEqual(before.body.consents, [
        { channel: "sms", granted: false, at: null },
        { channel: "email", granted: false, at: null },
        { channel: "push", granted: false, at: null },
      ]);
      const given = await act("set-consent", { channel: "sms", granted: true, evidence: "Form 12-A" });
      assert.deepEqual(
        [given.body.note, given.body.effects[0]?.value],
        ["Form 12-A", { before: "withdrawn", after: "granted" }],
      );
      assert.deepEqual(await consent(), { channel: "sms", granted: true, at: given.body.at });
      const { headers } = await call(NOA);
      assert.notEqual(headers.get("ETag"), before.headers.get("ETag"));
      assert.equal(
        (await act("set-consent", { channel: "sms", granted: true, evidence: "Again" })).body.code,
        "conflict",
      );
      const withdrawn = await act("set-consent", { channel: "sms", granted: false, evidence: "By phone" });
      assert.equal((await undo(given.body.id)).body.code, "not-reversible");
      await undo(withdrawn.body.id);
      assert.deepEqual(await consent(), { channel: "sms", granted: true, at: given.body.at });
      await undo(given.body.id);
      assert.deepEqual(await consent(), { channel: "sms", granted: false, at: null });
    });

    test("the timeline has what the gateway keeps and what the vendor does in one order", async () => {
      await act("add-tag", { tag: "VIP" });
      await act("add", { currency: "lcdef0b01", amount: 5 });
      await act("set-consent", { channel: "push", granted: true, evidence: "In the app" });
      await act("add", { currency: "lcdef0b01", amount: 7 });
      const all: string[] = [];
      for (let next: string | null = ""; next !== null;) {
        const cursor: string = next === "" ? "" : `&cursor=${next}`;
        const { body } = await call(`${NOA}/activities?limit=3${cursor}`);
        all.push(...body.data.map(({ action }) => action));
        next = body.page.next;
      }
      assert.deepEqual(all.slice(0, 4), ["add", "set-consent", "add", "add-tag"]);
    });

    test("the vendor is told of none of it, and the audit of all of it", async () => {
      const { length } = gateway.double.state.transactions;
      const { body } = await act("add-tag", { tag: "VIP" });
      assert.equal(gateway.double.state.transactions.length, length);
      const audited = await opened.database
        .selectFrom("audit")
        .select(["action", "outcome", "member_id"])
        .where("operation_id", "=", body.id)
        .execute();
      assert.deepEqual(audited, [{ action: "add-tag", outcome: "applied", member_id: "cust_noa" }]);
      const seen = await opened.database.selectFrom("intent").select(["sends", "sent_at"]).execute();
      assert.deepEqual(seen, [{ sends: 0, sent_at: null }]);
    });

    test("S12 a limit holds for what the gateway keeps, for acts at once, too", async () => {
      const limits = [{ action: "add-tag", currency: null, per: "day", measure: "count", amount: 2 }] as const;
      const kim = await gateway.as({ operator: "kim", limits });
      const replies = await Promise.all(
        ["noa", "mila", "jonas", "yael"].map((member) =>
          kim(`/members/cust_${member}/actions/add-tag`, { tag: "VIP" }),
        ),
      );
      assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 200, 403, 403]);
    });

    test("one tag that is added at once from two processes is there once, and one of them is refused", async () => {
      const other = await startVoucherifyGateway({ keeps, database: opened.database });
      const [one, two] = [await gateway.as(), await other.as()];
      const asking = (each: Caller) => each(`${NOA}/actions/add-tag`, { tag: "VIP" });
      const replies = await Promise.all([one, two, one, two].map(asking));
      assert.equal(replies.filter(({ status }) => status === 200).length, 1);
      assert.deepEqual(await tags(), ["VIP"]);
    });

    test("S0-21 who is deleted loses them, and the confirmation said so; their tags are suggested no more", async () => {
      const yael = "/members/cust_yael";
      await act("add-tag", { tag: "CANARY-tag" }, {}, yael);
      await act("set-consent", { channel: "sms", granted: true, evidence: "CANARY-words" }, {}, yael);
      const { body: said } = await call("/capabilities");
      const { consequences } = said.actions.find(({ id }) => id === "delete") ?? {};
      assert.deepEqual(consequences?.removed.slice(-2), ["Tags", "Consents"]);
      const { headers } = await call(yael);
      const held = { "If-Match": headers.get("ETag") ?? "" };
      assert.equal((await act("delete", { confirmation: "cust_yael" }, held, yael)).status, 200);
      assert.deepEqual((await call("/tag-searches", {})).body.data, []);
      for (const table of ["kept_tag", "kept_consent", "intent_text"] as const)
        assert.deepEqual(await opened.database.selectFrom(table).select("member_id").execute(), []);
    });
  });

test("without the setting there are no tags and no consents before Voucherify", async (context) => {
  const gateway = await startVoucherifyGateway();
  context.after(() => gateway.close());
  const call = await gateway.as();
  const { body } = await call("/capabilities");
  assert.ok(!body.modules.includes("tags") && !body.actions.some(({ id }) => /tag|consent/.test(id)));
  assert.equal((await call(`${NOA}/actions/add-tag`, { tag: "VIP" })).body.code, "capability-not-supported");
  assert.equal((await call("/tag-searches", {})).status, 501);
});

test("before Square its own tags stay Square's, and so does the consent that it tells of; others are kept", async (context) => {
  const gateway = await startSquareGateway({ keeps });
  context.after(() => gateway.close());
  const call = await gateway.as();
  await call("/members/cust-noa/actions/add-tag", { tag: "New here" });
  assert.ok([...gateway.double.state.groups.values()].some(({ name }) => name === "New here"));
  const { body } = await call("/members/cust-noa");
  assert.deepEqual(
    body.consents.map(({ channel }) => channel),
    ["sms", "push", "email"],
  );
  const email = { channel: "email", granted: false, evidence: "By phone" };
  const refused = await call("/members/cust-noa/actions/set-consent", email);
  assert.deepEqual([refused.status, refused.body.errors?.[0]?.code], [422, "not-offered"]);
  const sms = { channel: "sms", granted: true, evidence: "By phone" };
  assert.equal((await call("/members/cust-noa/actions/set-consent", sms)).status, 200);
});

for (const [vendor, start, memberId, eraseId] of [
  ["Square", () => startSquareGateway({ origins: [ORIGIN], keeps: ["consents"] }), "cust-jonas", "cust-yael"],
  ["Voucherify", () => startVoucherifyGateway({ origins: [ORIGIN], keeps }), "cust_jonas", "cust_yael"],
  ["Talon.One", () => startTalonOneGateway({ origins: [ORIGIN], keeps }), "crm-jonas", "crm-yael"],
] as const)
  test(`the gateway before ${vendor} that keeps tags and consents holds the contract in them, too`, async (context) => {
    const gateway = await start();
    context.after(() => gateway.close());
    const results = await holdToContract(gateway, { memberId, eraseId });
    assertHeld(results);
    const passed = results.filter(({ outcome }) => outcome === "pass").map(({ sentence }) => sentence.says);
    assert.ok(passed.includes("a consent that is changed is what the member is shown with"));
    assert.ok(passed.includes("a tag is on the member once it is added, once, and gone once it is removed"));
  });
