import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startBackend } from "../../support/backend.js";
import { startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";

const hiddenTiers = [
  { id: "regular", name: "Regular", rank: 0, threshold: null },
  { id: "friend", name: "Friend of the house", rank: 1, threshold: null },
];

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = async () => {
      const acting = await startActing(opened.database, { program: { hiddenTiers } });
      const { act, row } = acting;
      const give = async (hiddenTierId: string) =>
        act("change-hidden-tier", { hiddenTierId }, { ifMatch: `"${(await row()).version}"` });
      return { ...acting, give };
    };

    test("S3-11 a hidden tier is given upwards only, one after the other, and undone in turn; the tier that the member knows stays", async () => {
      const { give, reverse, row } = await start();
      const first = await give("regular");
      assert.deepEqual(first.operation.effects, [
        { kind: "hidden-tier", subject: null, value: { before: null, after: "regular" } },
      ]);
      assert.deepEqual([first.operation.tier, (await row()).tier_id], [null, "bronze"]);
      const second = await give("friend");
      for (const lower of ["friend", "regular"]) assert.equal((await give(lower)).code, "conflict");
      assert.equal((await give("gold")).problem.errors?.[0]?.pointer, "/hiddenTierId");
      assert.equal((await reverse(first.operation.id)).code, "not-reversible");
      await reverse(second.operation.id);
      assert.equal((await give("friend")).operation.effects[0]?.value?.before, "regular");
    });

    test("a hidden tier is given as it was seen, and nothing that is earned moves it", async () => {
      const { act, give, row } = await start();
      assert.equal((await act("change-hidden-tier", { hiddenTierId: "friend" })).code, "precondition-required");
      await give("friend");
      assert.equal((await act("change-hidden-tier", { hiddenTierId: "friend" }, { ifMatch: '"1"' })).code, "stale");
      await act("add", { currency: "points", amount: 5000 });
      assert.equal((await give("regular")).code, "conflict");
      assert.equal((await row()).tier_id, "gold");
    });

    test("the team reads it with the member, and until when a tier was given", async () => {
      const { give, act, row, tenant, memberId, clock, database } = await start();
      const backend = await startBackend({ database });
      backend.clock.set(clock.now().toISOString());
      const call = await backend.as({ tenant });
      const read = async () => {
        const { hiddenTier, details } = (await call(`/members/${memberId}`)).body;
        const shown = details.filter(({ id }: { id: string }) => ["tierUntil", "hiddenTier"].includes(id));
        return [hiddenTier?.id ?? null, shown.map(({ value }: { value: unknown }) => value)];
      };
      assert.deepEqual(await read(), [null, []]);
      await give("friend");
      await act("change-tier", { tierId: "silver", until: "2026-12-24" }, { ifMatch: `"${(await row()).version}"` });
      assert.deepEqual(await read(), ["friend", ["2026-12-24", "Friend of the house"]]);
      await act("add", { currency: "points", amount: 500 });
      assert.deepEqual(await read(), ["friend", ["Friend of the house"]], "It is earned now.");
      assert.deepEqual((await call("/capabilities")).body.hiddenTiers, hiddenTiers);
    });

    test("S3-1 S3-11 without its module the one tier can't be given, nor the other; without a ladder there is none to choose", async () => {
      const asked = async (
        program: Parameters<typeof startActing>[1],
        action: string,
        input: Record<string, unknown>,
      ) => {
        const { act } = await startActing(opened.database, program);
        return (await act(action, input, { ifMatch: '"1"' })).code;
      };
      const hidden = { hiddenTierId: "friend" };
      const off = "capability-not-supported";
      assert.equal(await asked({ program: { hiddenTiers, modules: ["tiers"] } }, "change-hidden-tier", hidden), off);
      const withoutTiers = { program: { hiddenTiers, modules: ["hidden-tiers"] } };
      assert.equal(await asked(withoutTiers, "change-tier", { tierId: "gold" }), off);
      assert.equal(await asked({}, "change-hidden-tier", hidden), "validation");
    });
  });
