import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { LimitRule } from "../../../server/domain/operator.js";
import { TestClock, type TokenOptions } from "../../support/backend.js";
import { tablesWith } from "../../support/dump.js";
import { assertHeld, holdToContract, ORIGIN } from "../../support/gateway-conformance.js";
import { gatewayDatabases, type OpenGatewayDatabase, startGateway, type TestGateway } from "../../support/gateway.js";
import { TinyVendor } from "../../support/tiny-vendor.js";
import { startSquareGateway } from "./square/square-gateway.js";

const limits: readonly LimitRule[] = [{ action: "add", currency: "points", per: "week", amount: 100 }];
const approvals = { expireAfterHours: 48 };
const ADD = "/members/m_1/actions/add";
const points = (amount: number, more = {}) => ({ currency: "points", amount, ...more });

/** Who asks has a limit; who decides is somebody else. */
const asker: Partial<TokenOptions> = { operator: "kim", permissions: ["*"], limits };
const lead: Partial<TokenOptions> = { operator: "ari", id: "u_lead", name: "Lee" };

for (const { name, open } of gatewayDatabases)
  describe(`approvals of a gateway, on ${name}`, () => {
    let opened: OpenGatewayDatabase;
    let tiny: TinyVendor;
    let clock: TestClock;
    let gateway: TestGateway;
    before(async () => void (opened = await open()));
    after(() => opened.close());
    const start = () =>
      startGateway({ vendor: () => tiny.vendor, database: opened.database, clock, approvals, keeps: ["tags"] });
    beforeEach(async () => {
      for (const table of ["intent", "intent_text", "member_lease", "approval", "departed", "kept_tag"] as const)
        await opened.database.deleteFrom(table).execute();
      tiny = new TinyVendor();
      clock = new TestClock("2026-11-21T10:00:00Z");
      gateway = await start();
    });

    const ask = async (input: object, headers = {}, path = ADD) => (await gateway.as(asker))(path, input, headers);
    const waiting = async (amount = 500) => (await ask(points(amount))).body.id;
    const decide = async (id: string, decision = "approve", who = lead, more = {}) =>
      (await gateway.as(who))(`/approvals/${id}/decision`, { decision, ...more });
    const read = async (id: string) => (await (await gateway.as(asker))(`/operations/${id}`)).body;
    const balance = () => tiny.balances.get("m_1");

    test("S12 what is over a limit waits, sends nothing, and is done once another operator approves it, with both names", async () => {
      const preview = await ask(points(500), {}, "/members/m_1/previews/add");
      assert.deepEqual([preview.status, preview.body.warnings.at(-1)?.code], [200, "needs-approval"]);
      const asked = await ask(points(500, { note: "Sorry", reference: "T-1" }), { "Idempotency-Key": "k-ask" });
      assert.deepEqual([asked.status, asked.body.status, asked.body.reversible], [200, "awaiting_approval", null]);
      assert.deepEqual([tiny.calls.length, balance()], [0, 100]);
      const done = await decide(asked.body.id);
      assert.deepEqual([done.status, done.body.status, balance()], [200, "applied", 600]);
      const { operator, approvedBy, note, reference } = done.body;
      assert.deepEqual([operator?.id, approvedBy?.name, note, reference], ["u_kim", "Lee", "Sorry", "T-1"]);
      assert.deepEqual(await read(asked.body.id), done.body, "Who asked is led to what it became.");
      const again = await ask(points(500, { note: "Sorry", reference: "T-1" }), { "Idempotency-Key": "k-ask" });
      assert.deepEqual([again.text, again.headers.get("Idempotent-Replayed")], [asked.text, "true"]);
      const { body: found } = await (await gateway.as(asker))("/operation-searches", { reference: "T-1" });
      assert.deepEqual(
        found.data.map(({ id }) => id),
        [done.body.id],
      );
      const audited = await opened.database
        .selectFrom("audit")
        .select(["operator_id", "action", "outcome"])
        .where("operation_id", "in", [asked.body.id, done.body.id])
        .orderBy("id")
        .execute();
      assert.deepEqual(
        new Set(audited.map((row) => `${row.operator_id} ${row.action} ${row.outcome}`)),
        new Set(["u_kim add awaiting-approval", "u_lead approve applied", "u_kim add applied"]),
      );
    });

    test("S12 nobody approves what they asked for, nor who lacks the right to decide or to the action", async () => {
      const id = await waiting();
      const who = (permissions: string[]) => ({ ...lead, permissions });
      assert.equal((await decide(id, "approve", { ...asker, limits: [] })).body.code, "forbidden");
      assert.equal((await decide(id, "approve", who(["ledger:add"]))).body.code, "forbidden");
      assert.equal((await decide(id, "approve", who(["approvals:decide"]))).body.code, "forbidden");
      assert.equal((await decide("op_nothing")).body.code, "not-found");
      assert.equal(tiny.calls.length, 0);
      assert.equal((await decide(id, "approve", who(["approvals:decide", "ledger:add"]))).status, 200);
    });

    test("S12 a decision that is repeated answers the same and does nothing twice; another one comes too late", async () => {
      const id = await waiting();
      const first = await decide(id);
      assert.deepEqual((await decide(id)).body, first.body);
      assert.equal((await decide(id, "decline")).body.code, "already-done");
      assert.equal((await decide(id, "approve", { ...lead, id: "u_other" })).body.code, "already-done");
      assert.deepEqual([tiny.calls.length, balance()], [1, 600]);
    });

    test("S12 32 decisions at once from two processes, for and against, come to one effect or none", async () => {
      const processes = [gateway, await start()];
      for (const against of [0, 4]) {
        tiny.calls.length = 0;
        const id = await waiting();
        const replies = await Promise.all(
          Array.from({ length: 32 }, async (_, index) => {
            const decision = against > 0 && index % against === 0 ? "decline" : "approve";
            const call = await processes[index % 2]?.as({ ...lead, id: `u_${index}` });
            return { decision, reply: await call?.(`/approvals/${id}/decision`, { decision }) };
          }),
        );
        const done = replies.filter(({ reply }) => reply?.status === 200);
        assert.equal(done.length, 1);
        assert.equal(tiny.calls.length, done[0]?.decision === "approve" ? 1 : 0);
      }
    });

    test("what is declined is never sent, and says why to who asked", async () => {
      const id = await waiting();
      const declined = await decide(id, "decline", lead, { comment: "Too much" });
      assert.deepEqual([declined.status, declined.body.status], [200, "rejected"]);
      const { status, warnings } = await read(id);
      assert.deepEqual([status, warnings], ["rejected", [{ code: "declined", detail: "Too much" }]]);
      assert.equal((await decide(id)).body.code, "already-done");
      await gateway.gateway.recover();
      assert.equal(tiny.calls.length, 0);
    });

    test("S12 nobody can decide once its time is over, whether that was noticed yet or not; it is never sent", async () => {
      const id = await waiting();
      clock.advance(49 * 3_600_000);
      assert.equal((await decide(id)).body.code, "conflict");
      await gateway.gateway.recover();
      assert.equal((await decide(id)).body.code, "conflict");
      assert.deepEqual([(await read(id)).status, tiny.calls.length], ["rejected", 0]);
      clock.advance(91 * 86_400_000);
      await gateway.gateway.recover();
      const kept = await opened.database.selectFrom("approval").select("asked").executeTakeFirst();
      assert.deepEqual(kept, { asked: null });
    });

    test("what the vendor refuses, or never hears of, waits again, and is another call to it when it is approved once more", async () => {
      tiny.meets.push("refused", "unreachable");
      const id = await waiting();
      assert.equal((await decide(id)).body.code, "insufficient-balance");
      assert.equal((await read(id)).status, "awaiting_approval");
      assert.equal((await decide(id)).status, 503);
      assert.equal((await read(id)).status, "awaiting_approval");
      assert.equal((await decide(id, "approve", { ...lead, id: "u_other" })).body.status, "applied");
      assert.deepEqual([tiny.calls.length, new Set(tiny.calls.map(({ key }) => key)).size, balance()], [2, 2, 600]);
    });

    test("S12 N01 an approved act whose process dies behind `sent` is known by the next one, and approved or sent by nobody again", async () => {
      tiny.meets.push("hangs");
      const id = await waiting();
      void decide(id);
      while (tiny.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
      clock.advance(31_000);
      gateway = await start();
      assert.equal((await decide(id, "approve", { ...lead, id: "u_other" })).body.code, "already-done");
      assert.equal((await decide(id)).body.status, "unknown");
      await gateway.gateway.recover();
      assert.equal((await read(id)).status, "unknown");
      assert.deepEqual([tiny.calls.length, balance()], [1, 600]);
    });

    test("S12 a member who has gone since takes what waits with them, and nothing that was typed stays", async () => {
      const { body } = await ask(points(500, { note: "CANARY-8812" }));
      const call = await gateway.as(lead);
      const { headers } = await call("/members/m_1");
      const held = { "If-Match": headers.get("ETag") ?? "" };
      assert.equal((await call("/members/m_1/actions/delete", { confirmation: "m_1" }, held)).status, 200);
      assert.equal((await decide(body.id)).body.code, "member-gone");
      assert.deepEqual((await call("/approvals")).body.data, []);
      assert.deepEqual(await tablesWith(opened.database, "CANARY-8812"), []);
      assert.equal(tiny.calls.length, 0);
    });

    test("S12 an erasure that waited is done once it is approved, and is what is left of the member", async () => {
      const none = [{ action: "delete", currency: null, per: "day", measure: "count", amount: 0 }] as const;
      const call = await gateway.as({ ...asker, limits: none });
      const { headers } = await call("/members/m_1");
      const held = { "If-Match": headers.get("ETag") ?? "" };
      const asked = await call("/members/m_1/actions/delete", { confirmation: "m_1" }, held);
      assert.equal(asked.body.status, "awaiting_approval");
      assert.equal((await call("/members/m_1")).status, 200);
      const done = await decide(asked.body.id);
      assert.deepEqual([done.body.status, done.body.approvedBy?.id], ["applied", "u_lead"]);
      assert.equal((await read(asked.body.id)).id, done.body.id);
      assert.equal((await decide(asked.body.id)).body.id, done.body.id);
      assert.equal((await call("/members/m_1")).body.code, "member-gone");
    });

    test("S12 what is split up to stay under a limit waits once the parts are over it, at once, too; what was approved doesn't count", async () => {
      const call = await gateway.as(asker);
      const parts = await Promise.all(
        ["m_1", "m_2", "m_3", "m_4"].map((member) => call(`/members/${member}/actions/add`, points(40))),
      );
      const statuses = parts.map(({ body }) => body.status);
      assert.deepEqual([...statuses].sort(), ["applied", "applied", "awaiting_approval", "awaiting_approval"]);
      assert.equal(tiny.calls.length, 2);
      const { body } = parts.find((part) => part.body.status === "awaiting_approval") ?? parts[0] ?? assert.fail();
      await decide(body.id);
      assert.equal((await ask(points(20))).body.status, "applied");
    });

    test("an undo that is over a limit waits too, and is done once", async () => {
      const added = await (await gateway.as(lead))(ADD, points(50));
      const capped = [{ action: "subtract", currency: "points", per: "day", amount: 10 }] as const;
      const call = await gateway.as({ ...asker, limits: capped });
      const undo = () => call(`/operations/${added.body.id}/reversal`, {});
      const [first, second] = [await undo(), await undo()];
      assert.deepEqual([first.body.status, second.body.status], ["awaiting_approval", "awaiting_approval"]);
      const other = { ...lead, id: "u_second" };
      const done = await decide(first.body.id, "approve", other);
      assert.deepEqual([done.body.status, done.body.reverses, balance()], ["applied", added.body.id, 100]);
      assert.equal((await decide(second.body.id, "approve", other)).body.code, "already-reversed");
      assert.equal(tiny.calls.length, 2);
    });

    test("what the gateway keeps itself waits as well, and one commit does it", async () => {
      const none = [{ action: "add-tag", currency: null, per: "operation", amount: 0 }] as const;
      const call = await gateway.as({ ...asker, limits: none });
      const { body } = await call("/members/m_1/actions/add-tag", { tag: "VIP" });
      assert.equal(body.status, "awaiting_approval");
      assert.deepEqual((await call("/members/m_1")).body.tags, []);
      assert.equal((await decide(body.id)).body.status, "applied");
      assert.deepEqual((await call("/members/m_1")).body.tags, ["VIP"]);
    });

    test("what waits is listed longest first, page by page, to who may decide; to others what they asked for", async () => {
      const ids: string[] = [];
      for (const member of ["m_1", "m_2", "m_3"]) {
        clock.advance(1_000);
        ids.push((await ask(points(500), {}, `/members/${member}/actions/add`)).body.id);
      }
      const list = async (query: string, who: Partial<TokenOptions>) =>
        (await (await gateway.as(who))(`/approvals?limit=2${query}`)).body;
      const first = await list("", lead);
      const second = await list(`&cursor=${first.page.next}`, lead);
      const all = [...first.data, ...second.data];
      assert.deepEqual(
        all.map((each) => each.id),
        ids,
      );
      assert.deepEqual(
        all.map((each) => each.decidable),
        [true, true, true],
      );
      assert.deepEqual([all[0]?.member, second.page.next], [{ id: "m_1", name: "Member m_1" }, null]);
      const plain = { ...asker, permissions: ["ledger:add"] };
      assert.deepEqual(
        (await list("", plain)).data.map((each) => each.decidable),
        [false, false],
      );
      assert.deepEqual((await list("", { ...plain, id: "u_third" })).data, []);
      const preview = await (await gateway.as(lead))(`/approvals/${ids[0]}/preview`, {});
      assert.deepEqual(
        [preview.body.status, preview.body.changes[0]?.spendable, preview.body.approvedBy?.id],
        ["simulated", { before: 100, after: 600 }, "u_lead"],
      );
    });

    test("capabilities and the actions of a member say that a limit leads to an approval", async () => {
      const call = await gateway.as({ ...asker, limits: [{ action: "add", currency: null, per: "day", amount: 0 }] });
      assert.ok((await call("/capabilities")).body.modules.includes("approvals"));
      const { body } = await call("/members/m_1/actions");
      const adding = body.data.find(({ action }) => action === "add");
      assert.deepEqual([adding?.allowed, adding?.remaining], [true, 0]);
    });
  });

test("without the setting what is over a limit is refused, and nothing waits", async (context) => {
  const tiny = new TinyVendor();
  const gateway = await startGateway({ vendor: () => tiny.vendor });
  context.after(() => gateway.close());
  const call = await gateway.as(asker);
  assert.equal((await call(ADD, points(500))).body.code, "limit-exceeded");
  assert.equal((await call("/approvals")).status, 501);
  assert.ok(!(await call("/capabilities")).body.modules.includes("approvals"));
});

test("the gateway with approvals, reasons and consents of its own holds the contract in all that its capabilities promise", async (context) => {
  const reasons = {
    rule: { reasonCode: "required", note: "optional" },
    codes: [{ id: "goodwill", name: "Goodwill" }],
  } as const;
  const gateway = await startSquareGateway({ approvals, reasons, keeps: ["consents"], origins: [ORIGIN] });
  context.after(() => gateway.close());
  const results = await holdToContract(gateway, { memberId: "cust-jonas", eraseId: "cust-yael" });
  assertHeld(results);
  const passed = results.filter(({ outcome }) => outcome === "pass").map(({ sentence }) => sentence.says);
  assert.ok(passed.includes("what is over an operator's limit is not done, unless a second person approves"));
});
