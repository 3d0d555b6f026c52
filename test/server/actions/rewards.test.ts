import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Selectable } from "kysely";
import type { Schema } from "../../../server/postgres/schema.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { makeMember, openToAll } from "../../support/tenant.js";

type Asks = Partial<Selectable<Schema["reward"]>>;

const points = (amount: number) => ({ currency: "points", amount });

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    /** A member with so many points to spend, silver from 500 earned on, and a reward for 100 that asks for something. */
    const start = async (earned = 600, asks: Asks = {}, options: Parameters<typeof startActing>[1] = {}) => {
      const acting = await startActing(opened.database, options);
      const { database, tenant, memberId, act } = acting;
      const reward = { tenant, id: "reward_picky", name: "Picky", prices: '{"points":100}', ...openToAll, ...asks };
      await insertRows(database, "reward", [reward]);
      if (earned > 0) await act("add", points(earned));
      return {
        ...acting,
        claim: (input: object = {}, given = {}) => act("claim-reward", { rewardId: "reward_picky", ...input }, given),
        give: (deductPoints: boolean, rewardId = "reward_picky") => act("give-reward", { rewardId, deductPoints }),
        coupons: (id = memberId) =>
          database
            .selectFrom("coupon")
            .select(["id", "reward_id", "code", "status", "expires_on"])
            .where("tenant", "=", tenant)
            .where("member_id", "=", id)
            .orderBy("id")
            .execute(),
        statuses: async () =>
          (
            await database.selectFrom("coupon").select("status").where("tenant", "=", tenant).orderBy("id").execute()
          ).map(({ status }) => status),
        stock: async (id = "reward_bag") =>
          (
            await database
              .selectFrom("reward")
              .select("stock")
              .where("tenant", "=", tenant)
              .where("id", "=", id)
              .executeTakeFirst()
          )?.stock,
        /** What a till does with a coupon that is shown. */
        useAll: () => database.updateTable("coupon").set({ status: "used" }).where("tenant", "=", tenant).execute(),
        change: (changes: Asks) =>
          database
            .updateTable("reward")
            .set(changes)
            .where("tenant", "=", tenant)
            .where("id", "=", "reward_picky")
            .execute(),
      };
    };
    const balances = { earned: 600, spendable: 600, spent: 0, expired: 0, pending: 0 };

    test("S3-9 claiming moves the price from spendable to spent, leaves earned and tier, and makes a coupon, as previewed", async () => {
      const { act, preview, account, coupons, row } = await start();
      const input = { rewardId: "reward_bag" };
      const shown = await preview("claim-reward", input);
      const { operation } = await act("claim-reward", input, { previewMatch: shown.operation.previewTag ?? "" });
      assert.deepEqual(operation.changes, shown.operation.changes);
      assert.deepEqual(
        [operation.changes[0]?.requested, operation.changes[0]?.applied, operation.changes[0]?.earned, operation.tier],
        [-50, -50, null, null],
      );
      assert.deepEqual(await account(), { ...balances, spendable: 550, spent: 50, seq: 2 });
      assert.equal((await row()).tier_id, "silver");
      const [coupon] = await coupons();
      assert.deepEqual(operation.effects, [
        { kind: "coupon", subject: { id: "reward_bag", name: "Bag" }, issued: coupon?.id },
      ]);
      assert.deepEqual([coupon?.status, coupon?.expires_on], ["active", "2026-12-21"]);
      assert.match(coupon?.code ?? "", /^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}$/);
    });

    const refusals: readonly { readonly asks: Asks; readonly code: string; readonly words: RegExp }[] = [
      { asks: { min_tier_id: "gold" }, code: "tier", words: /Gold and above/ },
      { asks: { segment: "VIP" }, code: "segment", words: /tagged “VIP” only/ },
      { asks: { starts_on: "2026-11-22" }, code: "not-started", words: /starts on 22 Nov 2026/ },
      { asks: { ends_on: "2026-11-20" }, code: "ended", words: /ended on 20 Nov 2026/ },
    ];
    for (const { asks, code, words } of refusals)
      test(`S3-8 a claim against its requirements is refused in words (${code}), and forced it is done, with the words on record`, async () => {
        const { claim, coupons, account } = await start(600, asks);
        const { problem } = await claim();
        assert.deepEqual([problem.status, problem.code], [409, "not-eligible"]);
        assert.match(problem.detail, words);
        assert.deepEqual(
          problem.errors?.map((error) => [error.pointer, error.code]),
          [["/rewardId", code]],
        );
        assert.deepEqual([await coupons(), (await account())?.spent], [[], 0]);
        const { operation, status } = await claim({ force: true });
        assert.equal(status, 200);
        assert.deepEqual(
          operation.warnings.map((warning) => warning.code),
          [code],
        );
        assert.equal((await account())?.spent, 100);
      });

    test("a requirement that is met refuses nobody: the tier itself, the tag in any case, the first and the last day", async () => {
      const { act, claim, change } = await start(600, { min_tier_id: "silver", segment: "vip" });
      await act("add-tag", { tag: "VIP" });
      for (const days of [{ starts_on: "2026-11-21" }, { ends_on: "2026-11-21" }]) {
        await change(days);
        assert.equal((await claim()).status, 200);
      }
    });

    test("S3-8 no more than so many in so many days: what was disabled or undone doesn't count, nor what is older", async () => {
      const { act, claim, reverse, coupons, clock } = await start(600, { times: 2, within_days: 7 });
      const first = await claim();
      await claim();
      assert.deepEqual((await claim()).problem.errors?.[0]?.code, "frequency");
      await reverse(first.operation.id);
      const again = await claim();
      assert.equal(again.status, 200);
      assert.equal((await claim()).code, "not-eligible");
      const heldCouponId = (await coupons()).at(-1)?.id;
      await act("revoke-reward", { heldCouponId });
      assert.equal((await claim()).status, 200);
      assert.equal((await claim()).code, "not-eligible");
      clock.set("2026-11-27T22:00:00Z");
      assert.equal((await claim()).code, "not-eligible");
      clock.set("2026-11-28T00:30:00Z");
      assert.equal((await claim()).status, 200);
    });

    test("two claims of one member at once: the frequency lets one through", async () => {
      const { claim, account } = await start(600, { times: 1, within_days: 30 });
      const answers = await Promise.all([claim(), claim(), claim()]);
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
      assert.equal((await account())?.spent, 100);
    });

    test("S3-10 L08 forced without enough, spendable becomes 0 and never less; the shortfall is in the receipt and the ledger", async () => {
      const { claim, preview, reverse, account, database, tenant } = await start(60);
      assert.equal((await claim()).code, "insufficient-balance");
      const shown = await preview("claim-reward", { rewardId: "reward_picky", force: true });
      const { operation } = await claim({ force: true });
      assert.deepEqual(operation.changes, shown.operation.changes);
      const [change] = operation.changes;
      assert.deepEqual(
        [change?.requested, change?.applied, change?.spendable, change?.spent],
        [-100, -60, { before: 60, after: 0 }, { before: 0, after: 60 }],
      );
      const after = { earned: 60, spendable: 0, spent: 60, expired: 0, pending: 0, seq: 2 };
      assert.deepEqual(await account(), after);
      const shortfalls = await database
        .selectFrom("entry")
        .select(["operation_id", "spendable", "shortfall"])
        .where("tenant", "=", tenant)
        .where("shortfall", ">", 0)
        .execute();
      assert.deepEqual(shortfalls, [{ operation_id: operation.id, spendable: -60, shortfall: 40 }]);
      const audited = await database
        .selectFrom("audit")
        .select(["operator_id", "outcome"])
        .where("tenant", "=", tenant)
        .where("operation_id", "=", operation.id)
        .execute();
      assert.deepEqual(audited, [{ operator_id: "u_ari", outcome: "applied" }]);
      const undone = await reverse(operation.id);
      assert.deepEqual([undone.operation.changes[0]?.requested, undone.operation.changes[0]?.applied], [60, 60]);
      assert.deepEqual(await account(), { ...after, spendable: 60, spent: 0, seq: 3 });
    });

    test("S3-10 L08 who has nothing at all gets the coupon, and all of the price is short", async () => {
      const { claim, reverse, account, statuses } = await start(0);
      const { operation } = await claim({ force: true });
      assert.deepEqual([operation.changes[0]?.requested, operation.changes[0]?.applied], [-100, 0]);
      assert.deepEqual(await account(), { earned: 0, spendable: 0, spent: 0, expired: 0, pending: 0, seq: 1 });
      assert.equal((await reverse(operation.id)).status, 200);
      assert.deepEqual(await statuses(), ["withdrawn"]);
    });

    test("L08 what a forced claim takes has changed since its preview: it is stale, and nothing is done", async () => {
      const { act, claim, preview, account } = await start(60);
      const shown = await preview("claim-reward", { rewardId: "reward_picky", force: true });
      await act("add", points(10));
      const late = await claim({ force: true }, { previewMatch: shown.operation.previewTag ?? "" });
      assert.equal(late.code, "stale");
      assert.equal((await account())?.spendable, 70);
    });

    test("force brings back neither stock nor a price that is not set", async () => {
      const { claim, change, statuses } = await start(600, { stock: 0 });
      assert.equal((await claim({ force: true })).code, "out-of-stock");
      await change({ stock: 5, prices: '{"credits":100}' });
      const { problem } = await claim({ force: true });
      assert.deepEqual([problem.code, problem.errors?.[0]?.code], ["not-eligible", "no-price"]);
      assert.deepEqual(await statuses(), []);
    });

    test("S3-8 S09 forcing takes a permission of its own, which claiming as usual doesn't", async () => {
      const { claim, preview, statuses } = await start(
        600,
        {},
        { operator: { permissions: ["rewards:claim", "ledger:add"] } },
      );
      for (const refused of [
        await claim({ force: true }),
        await preview("claim-reward", { rewardId: "reward_picky", force: true }),
      ])
        assert.deepEqual(
          [refused.status, refused.code, refused.problem.errors?.[0]?.pointer],
          [403, "forbidden", "/force"],
        );
      assert.deepEqual(await statuses(), []);
      assert.equal((await claim({ force: false })).status, 200);
    });

    test("a blocked member gets no reward; their coupon can be disabled all the same", async () => {
      const { act, claim, give, coupons } = await start();
      await claim();
      await act("block", {}, { ifMatch: '"2"' });
      assert.deepEqual([(await claim()).code, (await give(false)).code], ["member-blocked", "member-blocked"]);
      assert.equal((await act("revoke-reward", { heldCouponId: (await coupons())[0]?.id })).status, 200);
    });

    test("S4-6 a reward is given free, or its price is deducted; whether the member could claim it is not asked", async () => {
      const { give, account, statuses } = await start(150, { min_tier_id: "gold", ends_on: "2026-01-01" });
      assert.deepEqual((await give(false)).operation.changes, []);
      assert.equal((await give(true)).operation.changes[0]?.applied, -100);
      assert.equal((await give(true)).code, "insufficient-balance");
      assert.equal((await give(false)).status, 200);
      assert.deepEqual(await account(), { ...balances, earned: 150, spendable: 50, spent: 100, seq: 2 });
      assert.deepEqual(await statuses(), ["active", "active", "active"]);
    });

    test("S4-5 S4-10 the tier-neutral route: given for its price, then the unused coupon is disabled; the points stay spent, the tier stays", async () => {
      const { act, give, coupons, account, row } = await start(600);
      await give(true);
      const [coupon] = await coupons();
      const { operation } = await act("revoke-reward", { heldCouponId: coupon?.id });
      assert.deepEqual(operation.effects, [
        {
          kind: "coupon",
          subject: { id: "reward_picky", name: "Picky" },
          value: { before: "active", after: "disabled" },
        },
      ]);
      assert.deepEqual(await coupons(), [{ ...coupon, status: "disabled" }]);
      assert.deepEqual(await account(), { ...balances, spendable: 500, spent: 100, seq: 2 });
      assert.equal((await row()).tier_id, "silver");
      assert.equal((await act("revoke-reward", { heldCouponId: coupon?.id })).code, "conflict");
    });

    test("S4-10 what gave a coupon and what disabled it are undone in either order, and stock and points come back once", async () => {
      for (const first of ["give", "revoke"] as const) {
        const { act, give, reverse, coupons, statuses, stock, account } = await start();
        const given = await give(true, "reward_bag");
        const revoked = await act("revoke-reward", { heldCouponId: (await coupons())[0]?.id });
        assert.equal(await stock(), 1);
        if (first === "revoke") {
          assert.equal((await reverse(revoked.operation.id)).status, 200);
          assert.deepEqual([await statuses(), await stock()], [["active"], 1]);
        }
        const undone = await reverse(given.operation.id);
        assert.deepEqual(undone.operation.effects[0]?.value, {
          before: first === "revoke" ? "active" : "disabled",
          after: null,
        });
        assert.deepEqual([await statuses(), await stock()], [["withdrawn"], 2]);
        assert.deepEqual(await account(), { ...balances, seq: 3 });
        const late = await reverse(revoked.operation.id);
        assert.equal(late.code, first === "revoke" ? "already-reversed" : "not-reversible");
        assert.deepEqual([await statuses(), await stock()], [["withdrawn"], 2]);
      }
    });

    test("a coupon that was used is neither disabled nor taken back", async () => {
      const { act, claim, reverse, coupons, useAll, account } = await start();
      const { operation } = await claim();
      await useAll();
      assert.equal((await act("revoke-reward", { heldCouponId: (await coupons())[0]?.id })).code, "conflict");
      assert.equal((await reverse(operation.id)).code, "not-reversible");
      assert.equal((await account())?.spent, 100);
    });

    test("claims that are undone last first leave the member as they were", async () => {
      const { claim, give, reverse, account, statuses } = await start(250);
      const done = [await claim(), await give(true), await claim({ force: true }), await give(false)];
      assert.equal((await account())?.spendable, 0);
      for (const { operation } of done.toReversed()) assert.equal((await reverse(operation.id)).status, 200);
      assert.deepEqual(await account(), { ...balances, earned: 250, spendable: 250, seq: 7 });
      assert.deepEqual(new Set(await statuses()), new Set(["withdrawn"]));
    });

    test("of a group that hands out more than there is, the stock lets so many through, and an undo makes room for one more", async () => {
      const { act, tenant, database, stock, reverse } = await start();
      const members = await Promise.all(Array.from({ length: 4 }, () => makeMember(database, tenant)));
      const give = (memberId: string) =>
        act("give-reward", { rewardId: "reward_bag", deductPoints: false }, { memberId });
      const answers = await Promise.all(members.map(give));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 409, 409]);
      assert.equal(answers.find(({ status }) => status === 409)?.code, "out-of-stock");
      const given = answers.find(({ status }) => status === 200);
      assert.equal((await reverse(given?.operation.id ?? "")).status, 200);
      assert.deepEqual([(await give(members[0] ?? "")).status, await stock()], [200, 0]);
    });

    test("another member's coupon is none of this one's, and says no more than one that there never was", async () => {
      const { act, claim, coupons, tenant, database, statuses } = await start();
      await claim();
      const memberId = await makeMember(database, tenant);
      for (const heldCouponId of [(await coupons())[0]?.id, "cp_none"]) {
        const { problem } = await act("revoke-reward", { heldCouponId }, { memberId });
        assert.deepEqual(
          problem.errors?.map(({ pointer, code }) => [pointer, code]),
          [["/heldCouponId", "unknown"]],
        );
      }
      assert.deepEqual(await statuses(), ["active"]);
    });

    test("S3-7 without the module, rewards are no action of the program, whatever its settings name", async () => {
      const { act, preview } = await start(600, {}, { program: { modules: ["gifts"] } });
      const input = { rewardId: "reward_picky" };
      for (const answer of [
        await act("claim-reward", input),
        await preview("claim-reward", input),
        await act("give-reward", { ...input, deductPoints: false }),
        await act("revoke-reward", { heldCouponId: "cp_1" }),
      ])
        assert.deepEqual([answer.status, answer.code], [501, "capability-not-supported"]);
    });
  });
