import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";

const points = (amount: number) => ({ currency: "points", amount });

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    /** A member of the lowest tier. */
    const start = async () => {
      const acting = await startActing(opened.database);
      return {
        ...acting,
        tier: async () => (await acting.row()).tier_id,
        give: async (tierId: string) =>
          acting.act("change-tier", { tierId }, { ifMatch: `"${(await acting.row()).version}"` }),
      };
    };

    test("a higher tier is given, as its preview showed, and moves no balance", async () => {
      const { give, preview, tier, account } = await start();
      const shown = await preview("change-tier", { tierId: "gold" });
      const { operation } = await give("gold");
      assert.deepEqual(operation.tier, { before: "bronze", after: "gold" });
      assert.deepEqual([operation.tier, operation.warnings], [shown.operation.tier, shown.operation.warnings]);
      assert.deepEqual([operation.changes, operation.effects], [[], []]);
      assert.equal(await tier(), "gold");
      assert.equal(await account(), undefined);
    });

    test("nobody is put down: the same tier and a lower one are refused, and one that there is not", async () => {
      const { act, give } = await start();
      await act("add", points(500));
      for (const lower of ["silver", "bronze"]) assert.equal((await give(lower)).code, "conflict");
      assert.equal((await give("platinum")).problem.errors?.[0]?.pointer, "/tierId");
      assert.equal((await act("change-tier", { tierId: "gold" })).code, "precondition-required");
    });

    test("what is earned or taken back leaves a tier that was given, until more is earned", async () => {
      const { act, give, tier, reverse } = await start();
      await give("silver");
      const { operation } = await act("add", points(600));
      await reverse(operation.id);
      assert.equal(await tier(), "silver");
      await act("add", points(2000));
      assert.equal(await tier(), "gold");
    });

    test("an undo puts the member where they would be: to what is earned by then, or to what was given before", async () => {
      const { act, give, tier, reverse } = await start();
      const first = await give("gold");
      await act("add", points(500));
      const undone = await reverse(first.operation.id);
      assert.deepEqual(undone.operation.tier, { before: "gold", after: "silver" });
      const { act: actOn, give: giveTo, tier: tierOf, reverse: takeBack } = await start();
      const silver = await giveTo("silver");
      const gold = await giveTo("gold");
      await actOn("add", points(10));
      assert.equal((await takeBack(silver.operation.id)).code, "not-reversible");
      await takeBack(gold.operation.id);
      assert.equal(await tierOf(), "silver");
      assert.equal((await takeBack(silver.operation.id)).status, 200);
      assert.equal(await tierOf(), "bronze");
      assert.equal(await tier(), "silver");
    });
  });
