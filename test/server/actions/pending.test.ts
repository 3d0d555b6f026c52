import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { moveDueLots } from "../../../server/due/due-lots.js";
import { startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";

const points = (amount: number, more = {}) => ({ currency: "points", amount, ...more });
const lotId = "points.2026-12-04.never";

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = async (more?: Parameters<typeof startActing>[1]) => {
      const acting = await startActing(opened.database, more);
      const { database, path, clock } = acting;
      return { ...acting, sweep: () => moveDueLots({ database, writePath: path, clock }) };
    };
    /** A member with 600 points that are to come, as they are told apart. */
    const startPending = async () => {
      const acting = await start();
      const added = await acting.act("add", points(600, { availableAt: "2026-12-04" }));
      return { ...acting, added };
    };

    test("what is added for a later day is pending until then: no balance and no tier moves before", async () => {
      const { added, account, clock, sweep, row } = await startPending();
      assert.deepEqual(added.operation.changes, [
        {
          currency: "points",
          earned: null,
          spendable: null,
          spent: null,
          expired: null,
          pending: { before: 0, after: 600 },
          requested: 600,
          applied: 600,
        },
      ]);
      assert.equal(added.operation.tier, null);
      clock.set("2026-12-04T10:00:00Z");
      await sweep();
      assert.deepEqual(await account(), { earned: 600, spendable: 600, spent: 0, expired: 0, pending: 0, seq: 2 });
      assert.equal((await row()).tier_id, "silver");
    });

    test("a day that is over, and one after the last day, are refused at their field; today is at once", async () => {
      const { act, account } = await start();
      const refused = async (more: object) =>
        (await act("add", points(5, more))).problem.errors?.map(({ pointer, code }) => `${pointer} ${code}`);
      assert.deepEqual(await refused({ availableAt: "2026-11-20" }), ["/availableAt past"]);
      assert.deepEqual(await refused({ availableAt: "2026-12-04", expiresAt: "2026-12-03" }), [
        "/availableAt too-late",
      ]);
      await act("add", points(5, { availableAt: "2026-11-21" }));
      assert.equal((await account())?.spendable, 5);
    });

    test("what is pending is released before its day, as its preview shows, with the tier; an undo makes it pending again", async () => {
      const { act, preview, reverse, account, row } = await startPending();
      const shown = await preview("release-pending", { lotId });
      const { operation } = await act("release-pending", { lotId });
      assert.deepEqual(operation.changes, shown.operation.changes);
      assert.deepEqual(operation.changes[0]?.pending, { before: 600, after: 0 });
      assert.deepEqual(operation.changes[0].earned, { before: 0, after: 600 });
      assert.deepEqual(operation.tier, { before: "bronze", after: "silver" });
      assert.equal((await act("redeem", points(600))).status, 200);
      assert.equal((await reverse(operation.id)).code, "insufficient-balance");
      await act("refund", points(600));
      await reverse(operation.id);
      const { pending, earned } = (await account()) ?? {};
      assert.deepEqual([pending, earned, (await row()).tier_id], [600, 0, "bronze"]);
    });

    test("what was released is not pending any more, by hand or by its day; what nobody has is not either", async () => {
      const { act, clock, sweep } = await startPending();
      assert.equal((await act("release-pending", { lotId: "points.2026-12-05.never" })).code, "conflict");
      assert.equal((await act("cancel-pending", { lotId: "x" })).code, "conflict");
      await act("release-pending", { lotId });
      assert.equal((await act("cancel-pending", { lotId })).code, "conflict");
      await act("add", points(5, { availableAt: "2026-12-04" }));
      clock.set("2026-12-05T10:00:00Z");
      await sweep();
      assert.equal((await act("release-pending", { lotId })).code, "conflict");
    });

    test("an addition whose points were released early is undone once that is; after its day nothing stands in the way", async () => {
      for (const wait of [false, true]) {
        const { act, added, reverse, account, clock } = await startPending();
        const released = await act("release-pending", { lotId });
        if (wait) clock.set("2026-12-05T10:00:00Z");
        else {
          assert.equal((await reverse(added.operation.id)).code, "insufficient-balance");
          await reverse(released.operation.id);
        }
        assert.equal((await reverse(added.operation.id)).status, 200);
        const { seq, ...left } = (await account()) ?? {};
        assert.deepEqual(left, { earned: 0, spendable: 0, spent: 0, expired: 0, pending: 0 }, String(seq));
      }
    });

    test("what is pending is cancelled: nothing else moves, no day brings it back, and an undo does", async () => {
      const { act, account, clock, sweep, reverse } = await startPending();
      const { operation } = await act("cancel-pending", { lotId });
      const still = { earned: 0, spendable: 0, spent: 0, expired: 0 };
      assert.deepEqual(await account(), { ...still, pending: 0, seq: 2 });
      clock.set("2026-12-05T10:00:00Z");
      await sweep();
      assert.deepEqual(await account(), { ...still, pending: 0, seq: 2 });
      await reverse(operation.id);
      assert.deepEqual(await account(), { ...still, earned: 600, spendable: 600, pending: 0, seq: 3 });
    });

    test("where its last day is over it is not released any more, however late the program is", async () => {
      const { act, clock } = await start();
      await act("add", points(5, { availableAt: "2026-12-04", expiresAt: "2026-12-06" }));
      clock.set("2026-12-07T10:00:00Z");
      assert.equal((await act("release-pending", { lotId: "points.2026-12-04.2026-12-06" })).code, "not-eligible");
    });

    test("what has expired is reinstated until a new day, no more than that: earned and tier stay, and an undo ends it again", async () => {
      const { act, preview, reverse, account, clock, sweep } = await start();
      await act("add", points(500, { expiresAt: "2026-11-22" }));
      clock.set("2026-11-23T10:00:00Z");
      await sweep();
      const input = points(200, { expiresAt: "2026-12-31" });
      assert.equal((await act("reinstate", points(501, { expiresAt: "2026-12-31" }))).code, "insufficient-balance");
      const past = await act("reinstate", points(1, { expiresAt: "2026-11-22" }));
      assert.equal(past.problem.errors?.[0]?.code, "past");
      const shown = await preview("reinstate", input);
      const { operation } = await act("reinstate", input);
      assert.deepEqual(operation.changes, shown.operation.changes);
      assert.deepEqual([operation.changes[0]?.earned, operation.tier], [null, null]);
      assert.deepEqual(await account(), { earned: 500, spendable: 200, spent: 0, expired: 300, pending: 0, seq: 3 });
      await reverse(operation.id);
      assert.deepEqual(await account(), { earned: 500, spendable: 0, spent: 0, expired: 500, pending: 0, seq: 4 });
      await act("reinstate", input);
      clock.set("2027-01-01T10:00:00Z");
      await sweep();
      assert.deepEqual(await account(), { earned: 500, spendable: 0, spent: 0, expired: 500, pending: 0, seq: 6 });
    });

    test("reinstated points that are spent can't be taken back; what was ended on the new day itself is for an undo", async () => {
      const { act, reverse, account } = await start();
      await act("add", points(10, { expiresAt: "2026-12-31" }));
      await act("expire", points(10));
      const sameDay = await act("reinstate", points(5, { expiresAt: "2026-12-31" }));
      assert.deepEqual(sameDay.problem.errors?.[0]?.code, "same-day");
      const { operation } = await act("reinstate", points(5, { expiresAt: "2027-01-31" }));
      await act("redeem", points(5));
      assert.equal((await reverse(operation.id)).code, "insufficient-balance");
      assert.deepEqual(await account(), { earned: 10, spendable: 0, spent: 5, expired: 5, pending: 0, seq: 4 });
    });
  });
