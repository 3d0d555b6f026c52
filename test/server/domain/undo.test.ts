import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { moveDueLots } from "../../../server/due/due-lots.js";
import { memberEtag } from "../../../server/domain/member.js";
import type { Database } from "../../../server/postgres/database.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { type Acting, startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { makeMember, operatorOf } from "../../support/tenant.js";

const points = (amount: number, more = {}) => ({ currency: "points", amount, ...more });

for (const { name, open } of databases)
  describe(`an undo on ${name}`, () => {
    let opened: OpenDatabase;
    let database: Database;
    before(async () => {
      opened = await open();
      database = opened.database;
    });
    after(() => opened.close());

    test("an undo is a linked operation that takes back exactly what was applied, the tier too", async () => {
      const { act, reverse, account, memberId } = await startActing(database);
      await act("add", points(100));
      const done = await act("add", points(500, { expiresAt: "2027-03-31" }));
      const undone = await reverse(done.operation.id, { input: { note: "Wrong member", reasonCode: "goodwill" } });
      assert.equal(undone.operation.reverses, done.operation.id);
      assert.equal(undone.operation.note, "Wrong member");
      assert.deepEqual(undone.operation.member, { id: memberId });
      assert.deepEqual(undone.operation.changes[0]?.spendable, { before: 600, after: 100 });
      assert.deepEqual(undone.operation.tier, { before: "silver", after: "bronze" });
      assert.equal(undone.operation.reversible, null);
      assert.deepEqual(await account(), { earned: 100, spendable: 100, spent: 0, expired: 0, pending: 0, seq: 3 });
    });

    test("undoing a redemption returns what was spent to the lots it came from, with their own expiry", async () => {
      const { act, reverse, tenant } = await startActing(database);
      await act("add", points(30, { expiresAt: "2026-12-31" }));
      await act("add", points(100));
      const lots = () =>
        database
          .selectFrom("lot")
          .select(["expires_on", "amount"])
          .where("tenant", "=", tenant)
          .orderBy("expires_on")
          .execute();
      const before = await lots();
      const spent = await act("redeem", points(50));
      await reverse(spent.operation.id);
      assert.deepEqual(await lots(), before);
    });

    test("L04 an undo is done once: a second is refused, and an undo can't be undone", async () => {
      const { act, reverse, account } = await startActing(database);
      const done = await act("add", points(100));
      const undone = await reverse(done.operation.id, { key: "undo" });
      const again = await reverse(done.operation.id);
      assert.deepEqual([again.status, again.code], [409, "already-reversed"]);
      assert.equal((await reverse(done.operation.id, { key: "undo" })).body, undone.body);
      assert.deepEqual((await reverse(undone.operation.id)).code, "not-reversible");
      assert.deepEqual(await account(), { earned: 0, spendable: 0, spent: 0, expired: 0, pending: 0, seq: 2 });
    });

    test("L04 what has been spent since can't be taken back; the sums hold", async () => {
      const { act, reverse, account } = await startActing(database);
      const done = await act("add", points(100));
      await act("redeem", points(1));
      const refused = await reverse(done.operation.id, { key: "undo" });
      assert.deepEqual([refused.status, refused.code], [409, "insufficient-balance"]);
      await act("add", points(1));
      assert.equal((await reverse(done.operation.id, { key: "undo" })).body, refused.body);
      assert.equal((await reverse(done.operation.id)).status, 200);
      assert.deepEqual(await account(), { earned: 1, spendable: 0, spent: 1, expired: 0, pending: 0, seq: 4 });
    });

    test("a gift is taken out of the wallet again, and back into stock; a used one isn't", async () => {
      const { act, reverse, tenant } = await startActing(database);
      const done = await act("send-asset", { giftId: "gift_beans" });
      await reverse(done.operation.id);
      const held = await database.selectFrom("member_gift").select("status").where("tenant", "=", tenant).execute();
      assert.deepEqual(held, [{ status: "revoked" }]);
      const gift = await database
        .selectFrom("gift")
        .select("stock")
        .where("tenant", "=", tenant)
        .where("id", "=", "gift_beans")
        .executeTakeFirst();
      assert.equal(gift?.stock, 3);
      const used = await act("send-asset", { giftId: "gift_pastry" });
      await database
        .updateTable("member_gift")
        .set({ status: "used" })
        .where("tenant", "=", tenant)
        .where("id", "=", used.operation.effects[0]?.issued ?? "")
        .execute();
      assert.equal((await reverse(used.operation.id)).code, "not-reversible");
    });

    test("punches are taken back, over two cards too; a card that they issued goes with them", async () => {
      const { act, reverse, tenant } = await startActing(database);
      const cards = () =>
        database
          .selectFrom("member_punch_card")
          .select(["punches", "status"])
          .where("tenant", "=", tenant)
          .where("status", "!=", "withdrawn")
          .execute();
      const first = await act("punch-card", { punchCardId: "card_coffee", count: 8 });
      const over = await act("punch-card", { punchCardId: "card_coffee", count: 5 });
      await reverse(over.operation.id);
      assert.deepEqual(await cards(), [{ punches: 8, status: "active" }]);
      await reverse(first.operation.id);
      assert.deepEqual(await cards(), []);
      assert.deepEqual(
        (await act("punch-card", { punchCardId: "card_coffee" })).operation.effects[0]?.count?.before,
        0,
      );
    });

    test("a full card can't be reopened once the next one has been begun", async () => {
      const { act, reverse } = await startActing(database);
      const filled = await act("punch-card", { punchCardId: "card_coffee", count: 10 });
      await act("punch-card", { punchCardId: "card_coffee" });
      assert.equal((await reverse(filled.operation.id)).status, 200);
      const again = await act("punch-card", { punchCardId: "card_coffee", count: 9 });
      await act("punch-card", { punchCardId: "card_coffee" });
      assert.equal((await reverse(again.operation.id)).code, "not-reversible");
    });

    test("a full card loses its last punch again, whatever cards were filled before it", async () => {
      const { act, reverse } = await startActing(database);
      await act("punch-card", { punchCardId: "card_coffee", count: 10 });
      await act("punch-card", { punchCardId: "card_coffee", count: 9 });
      const last = await act("punch-card", { punchCardId: "card_coffee" });
      const { operation } = await reverse(last.operation.id);
      assert.deepEqual(operation.effects[0]?.count, { before: 10, after: 9, of: 10 });
    });

    test("tags are taken off or put back; what has changed since stays", async () => {
      const { act, reverse, tenant } = await startActing(database);
      const tags = () => database.selectFrom("member_tag").select("tag").where("tenant", "=", tenant).execute();
      const added = await act("add-tag", { tag: "VIP" });
      await reverse(added.operation.id);
      assert.deepEqual(await tags(), []);
      await act("add-tag", { tag: "VIP" });
      const removed = await act("remove-tag", { tag: "VIP" });
      await reverse(removed.operation.id);
      assert.deepEqual(await tags(), [{ tag: "VIP" }]);
      const other = await act("add-tag", { tag: "gone" });
      await act("remove-tag", { tag: "gone" });
      assert.equal((await reverse(other.operation.id)).code, "not-reversible");
    });

    test("a message that left, and what is not there, can't be undone; nor by whoever may not do it", async () => {
      const { act, reverse, tenant, operator } = await startActing(database);
      const sent = await act("send-sms", { templateId: "tpl_sms" });
      assert.equal(sent.operation.reversible, null);
      assert.equal((await reverse(sent.operation.id)).code, "not-reversible");
      await assert.rejects(reverse("op_none"), { code: "not-found" });
      const done = await act("add", points(10));
      assert.equal(
        (await reverse(done.operation.id, { operator: { ...operator, permissions: ["ledger:redeem"] } })).code,
        "forbidden",
      );
      const elsewhere = await startActing(database);
      await assert.rejects(elsewhere.reverse(done.operation.id), { code: "not-found" });
      const limited = operatorOf(tenant, { limits: [{ action: "add", currency: null, per: "operation", amount: 1 }] });
      assert.equal((await reverse(done.operation.id, { operator: limited })).status, 200);
    });

    test("an undo has its time where the program says so: the receipt tells until when, and a later one is refused", async () => {
      const { act, reverse, previewReversal, clock, account } = await startActing(database, {
        program: { undoWithinDays: 2 },
      });
      const [first, second] = [await act("add", points(10)), await act("add", points(20))];
      assert.deepEqual(first.operation.reversible, { until: "2026-11-23T10:00:00.000Z" });
      clock.set("2026-11-23T09:59:59Z");
      assert.equal((await reverse(first.operation.id)).status, 200);
      clock.set("2026-11-23T10:00:00Z");
      assert.equal((await previewReversal(second.operation.id)).code, "not-reversible");
      assert.equal((await reverse(second.operation.id)).code, "not-reversible");
      assert.equal((await account())?.earned, 20);
    });

    test("an undo says why where the program asks for reasons, as what it undoes had to", async () => {
      const { act, reverse, previewReversal, account } = await startActing(database, {
        program: { reason: { reasonCode: "required", note: "optional" } },
      });
      const { operation } = await act("add", { ...points(10), reasonCode: "goodwill" });
      assert.equal((await previewReversal(operation.id)).status, 200);
      const refused = await reverse(operation.id);
      assert.deepEqual([refused.code, refused.problem.errors?.[0]?.pointer], ["reason-required", "/reasonCode"]);
      const undone = await reverse(operation.id, { input: { reasonCode: "goodwill" } });
      assert.deepEqual([undone.status, undone.operation.reasonCode], [200, "goodwill"]);
      assert.equal((await account())?.earned, 0);
    });

    test("what was refunded since can't come back a second time by undoing what had spent it", async () => {
      const { act, reverse, previewReversal, account } = await startActing(database);
      await act("add", points(100));
      const spent = await act("redeem", points(80));
      const refunded = await act("refund", points(30));
      for (const answer of [await previewReversal(spent.operation.id), await reverse(spent.operation.id)])
        assert.equal(answer.code, "insufficient-balance");
      assert.deepEqual([(await account())?.spendable, (await account())?.spent], [50, 50]);
      await reverse(refunded.operation.id);
      assert.equal((await reverse(spent.operation.id)).status, 200);
      assert.deepEqual([(await account())?.spendable, (await account())?.spent], [100, 0]);
    });

    test("operations of one group see each other: an undo beside its twin, a redemption beside what it spends", async () => {
      const { act, reverse, tenant, account } = await startActing(database);
      const done = await act("add", points(100));
      const both = await Promise.all([reverse(done.operation.id), reverse(done.operation.id)]);
      assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
      const memberId = await makeMember(database, tenant);
      const [, redeemed] = await Promise.all([
        act("add", points(70), { memberId }),
        act("redeem", points(70), { memberId }),
      ]);
      assert.equal(redeemed.status, 200);
      assert.deepEqual(await account("points", memberId), {
        earned: 70,
        spendable: 0,
        spent: 70,
        expired: 0,
        pending: 0,
        seq: 2,
      });
    });

    describe("and the program's own doing", () => {
      const sweep = ({ path, clock }: Acting) => moveDueLots({ database, writePath: path, clock });
      const balances = async ({ tenant }: Acting) => {
        const query = database.selectFrom("account").select(["earned", "spendable", "spent", "expired", "pending"]);
        return query.where("tenant", "=", tenant).executeTakeFirst();
      };
      const tierOf = async ({ tenant, memberId }: Acting) => {
        const query = database
          .selectFrom("member")
          .select("tier_id")
          .where("tenant", "=", tenant)
          .where("id", "=", memberId);
        return (await query.executeTakeFirstOrThrow()).tier_id;
      };
      /** Subtracting holds the member as they were seen. */
      const subtract = async ({ act, tenant, memberId }: Acting, amount: number) => {
        const query = database
          .selectFrom("member")
          .select("version")
          .where("tenant", "=", tenant)
          .where("id", "=", memberId);
        return act("subtract", points(amount), {
          ifMatch: memberEtag((await query.executeTakeFirstOrThrow()).version),
        });
      };
      const setTier = ({ tenant, memberId }: Acting, tier_id: string) =>
        database
          .updateTable("member")
          .set({ tier_id })
          .where("tenant", "=", tenant)
          .where("id", "=", memberId)
          .execute();

      /** Does something, lets its last day pass, and undoes it: before the program books the expiry, or after. */
      const acrossTheDay = async (
        isSweptFirst: boolean,
        begin: (acting: Acting) => Promise<string>,
      ): Promise<Acting> => {
        const acting = await startActing(database);
        const id = await begin(acting);
        acting.clock.set("2026-12-01T09:00:00Z");
        if (isSweptFirst) await sweep(acting);
        assert.equal((await acting.reverse(id)).status, 200);
        await sweep(acting);
        assert.equal(await sweep(acting), 0);
        return acting;
      };

      for (const [when, isSweptFirst] of [
        ["before", false],
        ["after", true],
      ] as const) {
        test(`L04 undone ${when} the program booked it, what was added and has expired is neither spendable nor expired`, async () => {
          const acting = await acrossTheDay(isSweptFirst, async ({ act }) => {
            await act("add", points(100));
            return (await act("add", points(100, { expiresAt: "2026-11-30" }))).operation.id;
          });
          assert.deepEqual(await balances(acting), { earned: 100, spendable: 100, spent: 0, expired: 0, pending: 0 });
        });

        test(`L04 undone ${when} the program booked it, what was spent of an expired lot has expired: none of it is shown and refused`, async () => {
          const acting = await acrossTheDay(isSweptFirst, async ({ act }) => {
            await act("add", points(100, { expiresAt: "2026-11-30" }));
            return (await act("redeem", points(40))).operation.id;
          });
          assert.deepEqual(await balances(acting), { earned: 100, spendable: 0, spent: 0, expired: 100, pending: 0 });
          assert.equal((await acting.act("redeem", points(1))).code, "insufficient-balance");
        });

        test(`L04 undone ${when} the program booked it, what was subtracted of an expired lot was earned and has expired`, async () => {
          const acting = await acrossTheDay(isSweptFirst, async (acting) => {
            await acting.act("add", points(100, { expiresAt: "2026-11-30" }));
            return (await subtract(acting, 40)).operation.id;
          });
          assert.deepEqual(await balances(acting), { earned: 100, spendable: 0, spent: 0, expired: 100, pending: 0 });
        });
      }

      test("L04 of what was added, what expired comes from expired and what was spent needs others in its place", async () => {
        const acting = await startActing(database);
        const { act, reverse, clock } = acting;
        const added = await act("add", points(100, { expiresAt: "2026-11-30" }));
        await act("redeem", points(30));
        clock.set("2026-12-01T09:00:00Z");
        await sweep(acting);
        assert.equal((await reverse(added.operation.id)).code, "insufficient-balance");
        assert.deepEqual(await balances(acting), { earned: 100, spendable: 0, spent: 30, expired: 70, pending: 0 });
        await act("add", points(30));
        const { operation } = await reverse(added.operation.id);
        assert.deepEqual(operation.changes, [
          {
            currency: "points",
            earned: { before: 130, after: 30 },
            spendable: { before: 30, after: 0 },
            spent: null,
            expired: { before: 70, after: 0 },
            requested: -100,
            applied: -100,
          },
        ]);
      });

      test("L04 what stood in for points that were undone comes back, with its own last day, once the spending is undone too", async () => {
        const acting = await startActing(database);
        const { act, reverse, clock } = acting;
        const mistaken = await act("add", points(100, { expiresAt: "2026-11-30" }));
        await act("add", points(100));
        const spent = await act("redeem", points(100));
        await reverse(mistaken.operation.id);
        await reverse(spent.operation.id);
        clock.set("2026-12-01T09:00:00Z");
        assert.equal(await sweep(acting), 0);
        assert.deepEqual(await balances(acting), { earned: 100, spendable: 100, spent: 0, expired: 0, pending: 0 });
        assert.equal((await act("redeem", points(100))).status, 200);
      });

      test("a tier that was given stays, however often what was earned beside it is undone", async () => {
        const acting = await startActing(database);
        const { act, reverse } = acting;
        await setTier(acting, "silver");
        const small = await act("add", points(600));
        const great = await act("add", points(2000));
        assert.equal(await tierOf(acting), "gold");
        assert.deepEqual((await reverse(great.operation.id)).operation.tier, { before: "gold", after: "silver" });
        assert.equal((await reverse(small.operation.id)).operation.tier, null);
        assert.equal(await tierOf(acting), "silver");
        await act("add", points(10));
        assert.equal((await subtract(acting, 10)).operation.tier, null);
      });

      test("an undo leaves the tier that is earned without what it takes back", async () => {
        const acting = await startActing(database);
        const { act, reverse } = acting;
        const first = await act("add", points(600));
        const second = await act("add", points(500));
        assert.equal((await reverse(first.operation.id)).operation.tier, null);
        assert.deepEqual((await reverse(second.operation.id)).operation.tier, { before: "silver", after: "bronze" });
        await act("add", points(600));
        const subtracted = await subtract(acting, 600);
        assert.deepEqual((await reverse(subtracted.operation.id)).operation.tier, {
          before: "bronze",
          after: "silver",
        });
      });

      test("L03 what would be more than a balance can hold isn't given back", async () => {
        const acting = await startActing(database);
        const { act, reverse } = acting;
        await act("add", points(Number.MAX_SAFE_INTEGER));
        const subtracted = await subtract(acting, 10);
        await act("add", points(1));
        assert.equal((await reverse(subtracted.operation.id)).code, "balance-overflow");
      });
    });

    test("a card that came with a punch goes with the last of them, in whatever order they are undone; one that was there stays", async () => {
      const { act, reverse, tenant, memberId } = await startActing(database);
      const cards = () =>
        database
          .selectFrom("member_punch_card")
          .select(["id", "punches", "status"])
          .where("tenant", "=", tenant)
          .orderBy("id")
          .execute();
      const [first, second] = [
        await act("punch-card", { punchCardId: "card_coffee" }),
        await act("punch-card", { punchCardId: "card_coffee" }),
      ];
      await reverse(first.operation.id);
      assert.deepEqual(
        (await cards()).map(({ punches, status }) => [punches, status]),
        [[1, "active"]],
      );
      await reverse(second.operation.id);
      assert.deepEqual(
        (await cards()).map(({ status }) => status),
        ["withdrawn"],
      );
      await insertRows(database, "member_punch_card", [
        {
          tenant,
          id: "a_card",
          member_id: memberId,
          punch_card_id: "card_coffee",
          punches: 0,
          status: "active",
          issued_at: "2026-11-01T00:00:00Z",
        },
      ]);
      await reverse((await act("punch-card", { punchCardId: "card_coffee" })).operation.id);
      assert.deepEqual((await cards())[0], { id: "a_card", punches: 0, status: "active" });
    });
  });
