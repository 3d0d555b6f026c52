import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type ActionDeclaration, catalogue } from "../../../sdk/contract/index.js";
import { type Caller, startBackend, type TestBackend } from "../../support/backend.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { tablesWith } from "../../support/dump.js";
import { makeMember, makeTenant } from "../../support/tenant.js";

const leaving = (Object.values(catalogue) as ActionDeclaration[]).flatMap(({ id, removesMember }) =>
  removesMember ? [[id, removesMember] as const] : [],
);
let canaries = 0;

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    let backend: TestBackend;
    before(async () => {
      opened = await open();
      backend = await startBackend({ database: opened.database });
    });
    after(() => opened.close());

    /** A member of the second tier who has left a trace wherever one can be left. */
    const start = async () => {
      const canary = `Canary-${++canaries}x`;
      const email = `${canary}@example.com`.toLowerCase();
      const phone = `+35386${canaries}00000`;
      const tenant = await makeTenant(opened.database);
      const person = { name: canary, email, phone, externalIds: [canary] };
      const memberId = await makeMember(opened.database, tenant, person);
      const call = await backend.as({ tenant });
      const etag = async () => (await call(`/members/${memberId}`)).headers.get("ETag") ?? "";
      const act = async (action: string, input: object, as: Caller = call) => {
        const reply = await as(`/members/${memberId}/actions/${action}`, input, { "If-Match": await etag() });
        assert.equal(reply.status, 200, reply.text);
        return reply.body;
      };
      const added = await act("add", { currency: "points", amount: 600, note: canary, reference: canary });
      await act("add", { currency: "points", amount: 50, expiresAt: "2026-12-01" });
      await act("redeem", { currency: "points", amount: 100 });
      await act("send-asset", { giftId: "gift_pastry" });
      await act("punch-card", { punchCardId: "card_coffee" });
      await act("give-reward", { rewardId: "reward_bag", deductPoints: false });
      await opened.database.updateTable("coupon").set({ code: canary }).where("member_id", "=", memberId).execute();
      await act("add-tag", { tag: canary });
      await act("send-sms", { body: `Hi {name}, ${canary}` });
      const rows = (table: "lot" | "member_gift" | "member_punch_card" | "entry" | "operation" | "consent") =>
        opened.database
          .selectFrom(table)
          .selectAll()
          .where("tenant", "=", tenant)
          .where("member_id", "=", memberId)
          .execute();
      const coupons = () =>
        opened.database
          .selectFrom("coupon")
          .selectAll()
          .where("tenant", "=", tenant)
          .where("member_id", "=", memberId)
          .execute();
      const member = () =>
        opened.database
          .selectFrom("member")
          .selectAll()
          .where("tenant", "=", tenant)
          .where("id", "=", memberId)
          .execute();
      const account = async () => {
        const [found] = await opened.database
          .selectFrom("account")
          .select(["earned", "spendable", "spent", "expired"])
          .where("tenant", "=", tenant)
          .where("member_id", "=", memberId)
          .execute();
        return found;
      };
      const leave = (action: string, more = {}) => act(action, { confirmation: canary, note: canary, ...more });
      return { tenant, person, memberId, canary, call, etag, act, added, rows, coupons, member, account, leave };
    };

    for (const [action, status] of leaving) {
      test(`S0-21 S2-6 S3-3 ${action} leaves nothing personal in any table, and a member of another status`, async () => {
        const { leave, canary, member } = await start();
        assert.equal((await tablesWith(opened.database, canary)).length, 9);
        const operation = await leave(action);
        assert.deepEqual([operation.effects, operation.note], [[{ kind: "erasure", subject: null }], null]);
        assert.deepEqual(await tablesWith(opened.database, canary), []);
        assert.equal((await member())[0]?.status, status);
      });

      test(`S2-7 S3-3 after ${action} e-mail, phone and the host's id can join again: with no history, no points, and no tie to who left`, async () => {
        const { leave, tenant, person, memberId, call } = await start();
        await leave(action);
        const again = await makeMember(opened.database, tenant, person);
        assert.notEqual(again, memberId);
        const { body } = await call(`/members/${again}`);
        assert.deepEqual([body.accounts[0]?.earned, body.tier?.id, body.tags], [0, "bronze", []]);
        assert.deepEqual((await call(`/members/${again}/activities`)).body.data, []);
        const found = (await call("/member-searches", { q: person.email })).body.data;
        assert.deepEqual(
          found.map(({ id }: { id: string }) => id),
          [again],
        );
      });

      test(`S2-8 ${action} is for good: nothing is read of them or done to them, and nothing undoes it`, async () => {
        const { leave, memberId, call, added } = await start();
        const operation = await leave(action);
        assert.equal(operation.reversible, null);
        const gone = [
          ...(await Promise.all(
            ["", "/actions", "/activities", "/gifts", "/punch-cards", "/coupons", "/cards"].map((path) =>
              call(`/members/${memberId}${path}`),
            ),
          )),
          await call(`/operations/${added.id}`),
          await call(`/operations/${added.id}/reversal`, {}),
          await call(`/operations/${operation.id}/reversal`, {}),
          await call(`/members/${memberId}/previews/add`, { currency: "points", amount: 1 }),
          await call(`/members/${memberId}/actions/add-note`, { note: "x" }),
          ...(await Promise.all(
            leaving.map(([id]) =>
              call(`/members/${memberId}/actions/${id}`, { confirmation: memberId }, { "If-Match": "*" }),
            ),
          )),
        ];
        for (const { status: code, body } of gone) assert.deepEqual([code, body.code], [410, "member-gone"]);
        const { at, operator } = operation;
        const told = { at, operator: { id: operator?.id, name: operator?.name } };
        assert.deepEqual(gone[0]?.body.erased, told, "A look at the member is told when and by whom.");
        assert.deepEqual((await call("/operation-searches", { reference: "T-1" })).body.data, []);
      });

      test(`N18 ${action} asks for the member's id or full name and their version; sent again, it answers the same`, async () => {
        const { memberId, call, etag } = await start();
        const path = `/members/${memberId}/actions/${action}`;
        const input = { confirmation: memberId, reference: "T-1" };
        const key = { "Idempotency-Key": `leaving-${memberId}` };
        const mistyped = await call(path, { confirmation: "Canary" }, { "If-Match": await etag() });
        assert.deepEqual(
          mistyped.body.errors?.map(({ code }: { code: string }) => code),
          ["mismatch"],
        );
        assert.equal((await call(path, input)).body.code, "precondition-required");
        const headers = { ...key, "If-Match": await etag() };
        const first = await call(path, input, headers);
        const again = await call(path, input, headers);
        assert.deepEqual([first.status, again.status, again.text], [200, 200, first.text]);
        assert.equal(again.headers.get("Idempotent-Replayed"), "true");
      });
    }

    test("S2-6 who is anonymized keeps what they had, for statistics: tier, joining, balances, wallet and history; no day takes any of it", async () => {
      const { leave, member, rows, coupons, account } = await start();
      const kept = async () => [
        (await member()).map(({ tier_id, joined_at }) => ({ tier_id, joined_at })),
        await account(),
        ...(await Promise.all((["lot", "member_gift", "member_punch_card", "entry"] as const).map(rows))),
        (await coupons()).map((coupon) => ({ ...coupon, code: null })),
        (await rows("operation")).filter(({ action }) => action !== "anonymize").length,
      ];
      const before = await kept();
      await leave("anonymize");
      assert.deepEqual(await kept(), before);
      assert.deepEqual(await rows("consent"), []);
      assert.deepEqual(
        (await coupons()).map(({ code }) => code),
        [null],
        "Nobody can use it any more.",
      );
      backend.clock.set("2027-06-01T10:00:00Z");
      const tried = async () => (await opened.database.selectFrom("audit").select("id").execute()).length;
      const triedBefore = await tried();
      assert.equal((await backend.app.runDueWork()).accounts, 0);
      assert.equal(await tried(), triedBefore, "Nobody even tries.");
      assert.deepEqual(await kept(), before);
      backend.clock.set("2026-11-21T10:00:00Z");
    });

    for (const [action, tier] of [
      ["opt-out", "silver"],
      ["delete", null],
    ] as const)
      test(`S3-3 after ${action} all they had is lost, the ledger adds up, and their tier is ${tier ?? "forgotten"}`, async () => {
        const { leave, member, rows, coupons, account } = await start();
        await leave(action);
        assert.deepEqual(await account(), { earned: 650, spendable: 0, spent: 100, expired: 550 });
        for (const table of ["lot", "member_gift", "member_punch_card"] as const)
          assert.deepEqual(await rows(table), [], table);
        assert.deepEqual(await coupons(), []);
        assert.equal((await member())[0]?.tier_id, tier);
      });

    test("S3-2 what each way to leave removes, keeps and frees is told beforehand, and differs", async () => {
      const { call } = await start();
      const { actions } = (await call("/capabilities")).body;
      const told = leaving.map(([id]) => actions.find((each: { id: string }) => each.id === id)?.consequences);
      for (const consequences of told)
        for (const part of ["removed", "kept", "freed"] as const) assert.ok(consequences?.[part].length);
      assert.equal(new Set(told.map((each) => JSON.stringify(each))).size, leaving.length);
      const balances = told.map((each) => each?.removed.some((words: string) => words.startsWith("Balances")));
      assert.deepEqual(Object.fromEntries(leaving.map(([id], index) => [id, balances[index]])), {
        "opt-out": true,
        anonymize: false,
        delete: true,
      });
    });
  });
