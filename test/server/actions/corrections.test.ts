import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { memberEtag } from "../../../server/domain/member.js";
import { moveDueLots } from "../../../server/due/due-lots.js";
import { startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";

const points = (amount: number, more = {}) => ({ currency: "points", amount, ...more });
/** What the operator saw: the member before any change of tier. */
const seen = { ifMatch: memberEtag(1) };

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());
    const start = (more?: Parameters<typeof startActing>[1]) => startActing(opened.database, more);

    test("S4-2 S4-3 S4-7 an adjustment of 5 adds and one of -5 takes away: the balance and what was earned both move, and with them the tier", async () => {
      const { act, account, preview, reverse } = await start();
      const up = await act("adjust", points(500, { note: "Imported wrongly" }), seen);
      assert.deepEqual(up.operation.tier, { before: "bronze", after: "silver" });
      const shown = await preview("adjust", points(-5));
      const down = await act("adjust", points(-5), { ifMatch: memberEtag(2) });
      assert.deepEqual(down.operation.changes, shown.operation.changes);
      assert.deepEqual(down.operation.changes[0]?.earned, { before: 500, after: 495 });
      assert.deepEqual(down.operation.changes[0].spendable, { before: 500, after: 495 });
      assert.equal(down.operation.changes[0].requested, -5);
      assert.deepEqual(down.operation.tier, { before: "silver", after: "bronze" });
      assert.deepEqual((await reverse(down.operation.id)).operation.tier, { before: "bronze", after: "silver" });
      assert.equal((await account())?.earned, 500);
    });

    test("an adjustment never takes more than there is, is never 0, and holds the state that was seen", async () => {
      const { act } = await start();
      await act("add", points(10));
      assert.equal((await act("adjust", points(-11), seen)).code, "insufficient-balance");
      assert.equal((await act("adjust", points(1))).code, "precondition-required");
    });

    test("an operator's limit counts what is taken away by adjusting as what is added", async () => {
      const limits = [{ action: "adjust", currency: "points", per: "day", amount: 10 }] as const;
      const { act } = await start({ operator: { limits } });
      await act("add", points(100));
      assert.equal((await act("adjust", points(-8), seen)).status, 200);
      assert.equal((await act("adjust", points(-3), seen)).code, "limit-exceeded");
      assert.equal((await act("adjust", points(3), seen)).code, "limit-exceeded");
      assert.equal((await act("adjust", points(2), seen)).status, 200);
    });

    test("a refund brings back what was spent and no more: earned and tier stay, and an undo spends it again", async () => {
      const { act, account, reverse } = await start();
      await act("add", points(100, { expiresAt: "2026-11-22" }));
      await act("redeem", points(60));
      assert.equal((await act("refund", points(61))).code, "insufficient-balance");
      const { operation } = await act("refund", points(60));
      assert.deepEqual(operation.changes[0]?.spent, { before: 60, after: 0 });
      assert.equal(operation.changes[0].earned, null);
      assert.equal(operation.tier, null);
      assert.equal((await account())?.spendable, 100);
      await reverse(operation.id);
      const { spendable, spent, earned } = (await account()) ?? {};
      assert.deepEqual([spendable, spent, earned], [40, 60, 100]);
    });

    test("what is refunded never expires, also where what was spent would have", async () => {
      const { act, account, clock } = await start();
      await act("add", points(100, { expiresAt: "2026-11-22" }));
      await act("redeem", points(100));
      await act("refund", points(100));
      clock.set("2026-12-01T10:00:00Z");
      assert.equal((await act("redeem", points(100))).status, 200);
      assert.equal((await account())?.expired, 0);
    });

    test("expiring by hand moves from spendable to expired, first what expires first; an undo brings it back, on its last day too", async () => {
      const { act, account, clock, reverse } = await start();
      await act("add", points(40));
      await act("add", points(7, { expiresAt: "2026-11-22" }));
      const early = await act("expire", points(7));
      assert.deepEqual(early.operation.changes[0]?.expired, { before: 0, after: 7 });
      assert.equal((await act("expire", points(41))).code, "insufficient-balance");
      clock.set("2026-11-22T10:00:00Z");
      const back = await reverse(early.operation.id);
      assert.deepEqual(back.operation.changes[0]?.expired, { before: 7, after: 0 });
      assert.deepEqual(await account(), { earned: 47, spendable: 47, spent: 0, expired: 0, pending: 0, seq: 4 });
    });

    test("what an operator expires stays apart from what the program expires by itself", async () => {
      const { act, account, clock, path, database, tenant } = await start();
      await act("add", points(7, { expiresAt: "2026-11-22" }));
      await act("expire", points(3));
      clock.set("2026-11-25T10:00:00Z");
      await moveDueLots({ database, writePath: path, clock });
      assert.equal((await account())?.expired, 7);
      const rows = await database
        .selectFrom("operation")
        .select(["source", "action"])
        .where("tenant", "=", tenant)
        .where("action", "=", "expire")
        .orderBy("at")
        .execute();
      assert.deepEqual(rows, [
        { source: "manual", action: "expire" },
        { source: "program", action: "expire" },
      ]);
    });
  });
