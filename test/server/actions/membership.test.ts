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

    /** A member of a status, and what can be done to them with the ETag that they have. */
    const start = async (status?: string) => {
      const acting = await startActing(opened.database);
      const memberId = status ? await makeMember(opened.database, acting.tenant, { status }) : acting.memberId;
      const row = () => acting.row(memberId);
      return {
        ...acting,
        row,
        act: async (action: string, input: Record<string, unknown> = {}) =>
          acting.act(action, input, { memberId, ifMatch: `"${(await row()).version}"` }),
        preview: (action: string, input: Record<string, unknown> = {}) => acting.preview(action, input, { memberId }),
      };
    };

    test("S2-9 a blocked member gets no points, gifts, punches or messages, keeps what they have, and an undo unblocks them", async () => {
      const { act, row, account, reverse } = await start();
      await act("add", { currency: "points", amount: 100 });
      const { operation } = await act("block", { note: "Shared their card" });
      assert.deepEqual(operation.effects, [
        { kind: "status", subject: null, value: { before: "active", after: "blocked" } },
      ]);
      assert.deepEqual(await row(), { status: "blocked", tier_id: "bronze", version: 2 });
      const barred: [string, Record<string, unknown>][] = [
        ["add", { currency: "points", amount: 1 }],
        ["redeem", { currency: "points", amount: 1 }],
        ["send-asset", { giftId: "gift_pastry" }],
        ["punch-card", { punchCardId: "card_coffee" }],
        ["send-sms", { body: "Hi" }],
      ];
      for (const [action, input] of barred) assert.equal((await act(action, input)).code, "member-blocked", action);
      assert.equal((await act("add-tag", { tag: "chargeback" })).status, 200);
      assert.equal((await account())?.spendable, 100);
      const undone = await reverse(operation.id);
      assert.deepEqual(undone.operation.effects[0]?.value, { before: "blocked", after: "active" });
      assert.deepEqual(await row(), { status: "active", tier_id: "bronze", version: 3 });
      assert.equal((await act("redeem", { currency: "points", amount: 100 })).status, 200);
    });

    test("S2-10 who is unblocked takes part again in full; who is not blocked can't be", async () => {
      const { act, row, reverse, preview } = await start("blocked");
      assert.equal((await preview("unblock")).operation.effects[0]?.value?.after, "active");
      const { operation } = await act("unblock");
      assert.equal((await act("add", { currency: "points", amount: 5 })).status, 200);
      assert.equal((await act("unblock")).code, "conflict");
      assert.equal((await reverse(operation.id)).status, 200);
      assert.equal((await row()).status, "blocked");
    });

    test("S2-5 who joined and could not confirm it is verified by hand, once; an undo puts them back until they were blocked", async () => {
      const { act, row, reverse } = await start("pending");
      assert.equal((await act("block")).code, "conflict");
      const { operation } = await act("verify");
      assert.equal((await row()).status, "active");
      assert.equal((await act("verify")).code, "conflict");
      const blocked = await act("block");
      assert.equal((await reverse(operation.id)).code, "not-reversible");
      await reverse(blocked.operation.id);
      assert.equal((await reverse(operation.id)).status, 200);
      assert.equal((await row()).status, "pending");
    });

    test("a membership is only blocked as it was seen: without its ETag not at all, and not with an old one", async () => {
      const acting = await startActing(opened.database);
      assert.equal((await acting.act("block", {})).code, "precondition-required");
      assert.equal((await acting.act("block", {}, { ifMatch: '"0"' })).code, "stale");
    });
  });
