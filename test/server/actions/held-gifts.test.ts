import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { makeMember } from "../../support/tenant.js";

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    /** A member with one gift of a kind. */
    const start = async (giftId: string) => {
      const acting = await startActing(opened.database);
      const { operation } = await acting.act("send-asset", { giftId });
      const heldGiftId = operation.effects[0]?.issued ?? "";
      const { database, tenant } = acting;
      return {
        ...acting,
        sent: operation,
        held: { heldGiftId },
        status: async () =>
          (
            await database
              .selectFrom("member_gift")
              .select("status")
              .where("tenant", "=", tenant)
              .where("id", "=", heldGiftId)
              .executeTakeFirst()
          )?.status,
        stock: async () =>
          (
            await database
              .selectFrom("gift")
              .select("stock")
              .where("tenant", "=", tenant)
              .where("id", "=", giftId)
              .executeTakeFirst()
          )?.stock,
      };
    };

    test("a gift is used once, as its preview showed; undone, it can be used again", async () => {
      const { act, preview, reverse, held, status, stock } = await start("gift_beans");
      const shown = await preview("use-gift", held);
      const { operation } = await act("use-gift", held);
      assert.deepEqual(operation.effects, shown.operation.effects);
      assert.deepEqual(operation.effects[0]?.subject, { id: "gift_beans", name: "Bag of beans" });
      assert.equal(await status(), "used");
      assert.equal((await act("use-gift", held)).code, "conflict");
      assert.equal((await act("revoke-gift", held)).code, "conflict");
      assert.equal((await reverse(operation.id)).status, 200);
      assert.deepEqual([await status(), await stock()], ["active", 2]);
      assert.equal((await act("use-gift", held)).status, 200);
    });

    test("that a gift was sent can't be undone once it is used, and can again once that is undone", async () => {
      const { act, reverse, held, sent } = await start("gift_beans");
      const { operation } = await act("use-gift", held);
      assert.equal((await reverse(sent.id)).code, "not-reversible");
      await reverse(operation.id);
      assert.equal((await reverse(sent.id)).status, 200);
    });

    test("a gift can be used on its last day, and not after it", async () => {
      const { act, held, clock } = await start("gift_pastry");
      clock.set("2026-12-22T01:00:00Z");
      assert.equal((await act("use-gift", held)).code, "not-eligible");
      clock.set("2026-12-21T20:00:00Z");
      assert.equal((await act("use-gift", held)).status, 200);
    });

    test("a gift that is revoked leaves the wallet for good and goes back into stock, of a blocked member too", async () => {
      const { act, reverse, held, status, stock } = await start("gift_beans");
      await act("block", {}, { ifMatch: '"1"' });
      assert.equal((await act("use-gift", held)).code, "member-blocked");
      const { operation } = await act("revoke-gift", held);
      assert.equal(operation.reversible, null);
      assert.deepEqual([await status(), await stock()], ["revoked", 3]);
      assert.equal((await reverse(operation.id)).code, "not-reversible");
      assert.deepEqual([await status(), await stock()], ["revoked", 3]);
    });

    test("another member's gift is none of this one's, and says no more than one that there never was", async () => {
      const { act, held, tenant, database, status } = await start("gift_beans");
      const memberId = await makeMember(database, tenant, {});
      for (const input of [held, { heldGiftId: "mg_none" }])
        for (const action of ["use-gift", "revoke-gift"]) {
          const { problem } = await act(action, input, { memberId });
          assert.deepEqual(
            problem.errors?.map(({ pointer, code }) => [pointer, code]),
            [["/heldGiftId", "unknown"]],
          );
        }
      assert.equal(await status(), "active");
    });

    test("of two who use the same gift at once, one does", async () => {
      const { act, held } = await start("gift_beans");
      const answers = await Promise.all([act("use-gift", held), act("use-gift", held), act("revoke-gift", held)]);
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
    });
  });
