import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Operation } from "../../../sdk/contract/index.js";
import type { Program } from "../../../server/domain/program.js";
import { endDueTiers } from "../../../server/due/due-tiers.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";

const points = (amount: number) => ({ currency: "points", amount });

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    /** A member of the lowest tier. */
    const start = async (program: Partial<Program> = {}) => {
      const acting = await startActing(opened.database, { program });
      const { database, clock, tenant } = acting;
      return {
        ...acting,
        tier: async () => (await acting.row()).tier_id,
        give: async (tierId: string, until?: string) =>
          acting.act(
            "change-tier",
            { tierId, ...(until !== undefined && { until }) },
            { ifMatch: `"${(await acting.row()).version}"` },
          ),
        /** Does what the worker of one process does. */
        sweep: () => endDueTiers({ database, writePath: createWritePath({ database, clock }), clock }),
        /** What the program has ended by itself. */
        endings: async () => {
          const rows = await database
            .selectFrom("operation")
            .select(["source", "operator_id", "receipt"])
            .where("tenant", "=", tenant)
            .where("action", "=", "tier-ended")
            .where("status", "=", "applied")
            .execute();
          return rows.map(({ receipt, ...row }) => ({ ...row, tier: (JSON.parse(receipt ?? "{}") as Operation).tier }));
        },
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
      await takeBack(gold.operation.id);
      assert.equal(await tierOf(), "silver");
      assert.equal((await takeBack(silver.operation.id)).status, 200);
      assert.equal(await tierOf(), "bronze");
      assert.equal(await tier(), "silver");
    });

    test("the lower of two that were given may be undone first: the higher one holds, and then neither", async () => {
      const { give, tier, reverse } = await start();
      const silver = await give("silver");
      const gold = await give("gold");
      await reverse(silver.operation.id);
      assert.equal(await tier(), "gold");
      await reverse(gold.operation.id);
      assert.equal(await tier(), "bronze");
    });

    test("given until a day, it holds until that day is over in the program's zone; then the program ends it, once, to what is earned", async () => {
      const { give, tier, clock, sweep, act, endings } = await start({ timeZone: "Pacific/Auckland" });
      const { operation } = await give("gold", "2026-12-24");
      assert.deepEqual(operation.tier, { before: "bronze", after: "gold", until: "2026-12-24" });
      await act("add", points(600));
      clock.set("2026-12-24T10:59:00Z");
      await sweep();
      assert.equal(await tier(), "gold");
      clock.set("2026-12-24T11:01:00Z");
      await Promise.all([sweep(), sweep(), sweep()]);
      assert.equal(await tier(), "silver");
      assert.deepEqual(await endings(), [
        { source: "program", operator_id: null, tier: { before: "gold", after: "silver" } },
      ]);
    });

    test("of several that were given each ends on its own day, and one for good never does", async () => {
      const { give, tier, clock, sweep } = await start();
      await give("silver");
      await give("gold", "2026-12-24");
      clock.set("2026-12-25T10:00:00Z");
      await sweep();
      assert.equal(await tier(), "silver");
      await give("gold", "2027-01-10");
      clock.set("2027-01-11T10:00:00Z");
      await sweep();
      assert.equal(await tier(), "silver");
      const { give: giveTo, tier: tierOf, clock: time, sweep: end } = await start();
      await giveTo("silver", "2027-03-31");
      await giveTo("gold", "2026-12-24");
      time.set("2026-12-25T10:00:00Z");
      await end();
      assert.equal(await tierOf(), "silver");
      time.set("2027-04-01T10:00:00Z");
      await end();
      assert.equal(await tierOf(), "bronze");
    });

    test("one that is earned by its last day stays; one that is taken back before has nothing to end", async () => {
      const { give, tier, clock, sweep, act, reverse, endings } = await start();
      const silver = await give("silver", "2026-12-24");
      await act("add", points(600));
      const gold = await give("gold", "2026-12-24");
      assert.equal((await reverse(gold.operation.id)).operation.tier?.after, "silver");
      clock.set("2026-12-25T10:00:00Z");
      await sweep();
      assert.equal(await tier(), "silver");
      assert.equal((await endings()).length, 1);
      assert.equal((await reverse(silver.operation.id)).code, "not-reversible");
    });

    test("a last day that is over is refused at its field, today is not", async () => {
      const { give } = await start();
      const past = await give("gold", "2026-11-20");
      assert.deepEqual(
        past.problem.errors?.map(({ pointer, code }) => [pointer, code]),
        [["/until", "past"]],
      );
      assert.equal((await give("gold", "2026-11-21")).status, 200);
    });

    test("L06 a tier that was given to a member who has left ends for nobody", async () => {
      const { give, clock, sweep, act, memberId, row, count } = await start();
      await give("gold", "2026-12-24");
      await act("anonymize", { confirmation: memberId }, { ifMatch: `"${(await row()).version}"` });
      const tried = await count("audit");
      clock.set("2026-12-25T10:00:00Z");
      await sweep();
      assert.deepEqual([(await row()).tier_id, await count("audit")], ["gold", tried]);
    });
  });
