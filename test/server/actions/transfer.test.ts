import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Operation } from "../../../sdk/contract/index.js";
import { moveDueLots } from "../../../server/due/due-lots.js";
import { readOperations } from "../../../server/read/receipts.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { readAnswer, startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { makeMember } from "../../support/tenant.js";
import { programOf } from "../../../server/domain/masking.js";

const points = (amount: number) => ({ currency: "points", amount });

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    /** Two members, and the way from the first to the second. */
    const start = async (given: Parameters<typeof startActing>[1] = {}) => {
      const acting = await startActing(opened.database, given);
      const toMemberId = await makeMember(opened.database, acting.tenant);
      const { act, preview, account, row, database, tenant } = acting;
      return {
        ...acting,
        toMemberId,
        transfer: (amount: number, more: Parameters<typeof act>[2] = {}) =>
          act("transfer", { ...points(amount), toMemberId }, more),
        previewTransfer: (amount: number) => preview("transfer", { ...points(amount), toMemberId }),
        theirs: () => account("points", toMemberId),
        erase: async (memberId: string) =>
          act("delete", { confirmation: memberId }, { memberId, ifMatch: `"${(await row(memberId)).version}"` }),
        read: async (id: string): Promise<Operation> => {
          const operation = (await readOperations(database, programOf(tenant), [id])).get(id);
          assert.ok(operation);
          return operation;
        },
        lots: (memberId: string) =>
          database
            .selectFrom("lot")
            .select(["expires_on", "amount"])
            .where("tenant", "=", tenant)
            .where("member_id", "=", memberId)
            .where("amount", ">", 0)
            .orderBy("expires_on")
            .execute(),
      };
    };

    test("what was earned moves with the days on which it expires, first to expire first; the tiers follow", async () => {
      const { act, transfer, previewTransfer, account, theirs, lots, row, memberId, toMemberId } = await start();
      await act("add", { ...points(300), expiresAt: "2026-12-31" });
      await act("add", points(400));
      const shown = await previewTransfer(550);
      const { operation } = await transfer(550);
      assert.deepEqual([shown.operation.changes, shown.operation.tier], [operation.changes, operation.tier]);
      assert.deepEqual(await account(), { earned: 150, spendable: 150, spent: 0, expired: 0, pending: 0, seq: 3 });
      assert.deepEqual(await theirs(), { earned: 550, spendable: 550, spent: 0, expired: 0, pending: 0, seq: 1 });
      assert.deepEqual(await lots(memberId), [{ expires_on: "infinity", amount: 150 }]);
      assert.deepEqual(await lots(toMemberId), [
        { expires_on: "2026-12-31", amount: 300 },
        { expires_on: "infinity", amount: 250 },
      ]);
      assert.deepEqual(operation.tier, { before: "silver", after: "bronze" });
      assert.deepEqual([(await row()).tier_id, (await row(toMemberId)).tier_id], ["bronze", "silver"]);
      assert.deepEqual(
        operation.warnings.map(({ detail }) => detail),
        ["The tier changes from Silver to Bronze.", "The other member's tier changes from Bronze to Silver."],
      );
    });

    test("each of both has an entry of their own, and each names the other one", async () => {
      const { act, transfer, read, memberId, toMemberId } = await start();
      await act("add", points(80));
      const { operation } = await transfer(30);
      assert.ok(operation.counterpart);
      assert.equal(operation.counterpart.member.id, toMemberId);
      const mirrored = await read(operation.counterpart.operation);
      assert.equal(mirrored.member.id, toMemberId);
      assert.deepEqual(mirrored.changes, operation.counterpart.changes);
      assert.equal(mirrored.counterpart?.operation, operation.id);
      assert.equal(mirrored.counterpart.member.id, memberId);
      assert.deepEqual(mirrored.counterpart.changes, operation.changes);
      assert.deepEqual(mirrored.operator, operation.operator);
    });

    test("what was typed stays with the one whose profile it was typed on", async () => {
      const { act, transfer, read, toMemberId } = await start();
      await act("add", points(80));
      const input = { ...points(30), toMemberId, note: "Said so", reference: "T-1", reasonCode: "goodwill" };
      const { operation } = await act("transfer", input);
      assert.deepEqual([operation.note, operation.reference, operation.reasonCode], ["Said so", "T-1", "goodwill"]);
      const mirrored = await read(operation.counterpart?.operation ?? "");
      assert.deepEqual([mirrored.note, mirrored.reference, mirrored.reasonCode], [null, null, "goodwill"]);
      assert.equal((await transfer(1)).status, 200);
    });

    test("a lost answer that is asked for again is the same to the byte, and nothing moves twice", async () => {
      const { act, transfer, newKey, theirs } = await start();
      await act("add", points(80));
      const key = newKey();
      const first = await transfer(30, { key });
      const again = await transfer(30, { key });
      assert.deepEqual([again.body, again.replayed], [first.body, true]);
      assert.equal((await theirs())?.spendable, 30);
    });

    for (const side of ["giver", "receiver"] as const)
      test(`an undo at the ${side}'s entry takes back both, once, and each gets an entry of it`, async () => {
        const { act, transfer, reverse, read, account, theirs, lots, memberId, toMemberId } = await start();
        await act("add", { ...points(80), expiresAt: "2026-12-31" });
        const { operation } = await transfer(30);
        const [here, there] = [operation.id, operation.counterpart?.operation ?? ""];
        const undone = await reverse(side === "giver" ? here : there);
        assert.equal(undone.status, 200);
        assert.deepEqual([(await account())?.earned, (await account())?.spendable], [80, 80]);
        assert.deepEqual([(await theirs())?.earned, (await theirs())?.spendable], [0, 0]);
        assert.deepEqual(await lots(memberId), [{ expires_on: "2026-12-31", amount: 80 }]);
        assert.deepEqual(await lots(toMemberId), []);
        for (const id of [here, there]) {
          assert.equal((await read(id)).status, "reversed");
          assert.equal((await reverse(id)).code, "already-reversed");
        }
        const mirrored = await read(undone.operation.counterpart?.operation ?? "");
        assert.equal(mirrored.reverses, side === "giver" ? there : here);
        assert.equal(undone.operation.reverses, side === "giver" ? here : there);
      });

    test("an undo is refused while the receiver holds too little of it, and nothing of it is done", async () => {
      const { act, transfer, reverse, account, theirs, toMemberId } = await start();
      await act("add", points(80));
      const { operation } = await transfer(30);
      await act("redeem", points(10), { memberId: toMemberId });
      assert.equal((await reverse(operation.id)).code, "insufficient-balance");
      assert.deepEqual([(await account())?.spendable, (await theirs())?.spendable], [50, 20]);
    });

    test("what expired at the receiver since comes back as expired", async () => {
      const { act, transfer, reverse, clock, path, tenant, account, theirs } = await start();
      await act("add", { ...points(80), expiresAt: "2026-11-30" });
      const { operation } = await transfer(30);
      clock.set("2026-12-02T10:00:00Z");
      await moveDueLots({ database: opened.database, writePath: path, clock });
      assert.deepEqual([(await theirs())?.spendable, (await theirs())?.expired], [0, 30]);
      assert.equal((await reverse(operation.id)).status, 200, tenant);
      assert.deepEqual([(await account())?.spendable, (await account())?.expired], [0, 80]);
      assert.deepEqual([(await theirs())?.earned, (await theirs())?.expired], [0, 0]);
    });

    test("nobody gets it who isn't another member in the program, or is blocked; more than there is isn't given", async () => {
      const { act, transfer, erase, row, memberId, toMemberId } = await start();
      await act("add", points(80));
      const to = (id: string) => act("transfer", { ...points(1), toMemberId: id });
      assert.deepEqual((await to("m_none")).problem.errors?.[0]?.pointer, "/toMemberId");
      assert.deepEqual((await to(memberId)).problem.errors?.[0]?.code, "same-member");
      assert.equal((await transfer(81)).code, "insufficient-balance");
      const version = async () => `"${(await row(toMemberId)).version}"`;
      await act("block", {}, { memberId: toMemberId, ifMatch: await version() });
      assert.equal((await transfer(1)).code, "member-blocked");
      await act("unblock", {}, { memberId: toMemberId, ifMatch: await version() });
      await erase(toMemberId);
      assert.deepEqual((await transfer(1)).problem.errors?.[0]?.pointer, "/toMemberId");
    });

    test("a daily limit counts it once", async () => {
      const limits = [{ action: "transfer", currency: "points", per: "day", amount: 50 }] as const;
      const { act, transfer } = await start({ operator: { limits } });
      await act("add", points(80));
      assert.equal((await transfer(30)).status, 200);
      assert.equal((await transfer(21)).code, "limit-exceeded");
      assert.equal((await transfer(20)).status, 200);
    });

    test("the name of who was erased leaves the other one's entry too, and it can't be undone any more", async () => {
      const { act, transfer, erase, read, reverse, toMemberId } = await start();
      await act("add", points(80));
      const { operation } = await transfer(30);
      assert.ok(operation.counterpart?.member.name);
      await erase(toMemberId);
      assert.deepEqual((await read(operation.id)).counterpart?.member, { id: toMemberId, name: null });
      assert.equal((await reverse(operation.id)).code, "not-reversible");
    });

    test("two processes that transfer to and fro at once lose and double nothing, and never wait for each other in a circle", async () => {
      const { act, tenant, operator, memberId, toMemberId, account, theirs, clock, newKey } = await start();
      await act("add", points(500));
      await act("add", points(500), { memberId: toMemberId });
      const origin = { tenant, operator, source: "manual", requestId: "req_test" };
      const paths = [0, 1].map(() => createWritePath({ database: opened.database, clock }));
      const answers = await Promise.all(
        Array.from({ length: 32 }, async (_, index) => {
          const [from, to] = index % 2 === 0 ? [memberId, toMemberId] : [toMemberId, memberId];
          const input = { ...points(index + 1), toMemberId: to };
          const path = paths[index % 4 < 2 ? 0 : 1];
          assert.ok(path);
          return readAnswer(
            await path.submit({ ...origin, key: newKey(), actionId: "transfer", memberId: from, input }),
          );
        }),
      );
      const net = answers.reduce((sum, { status }, index) => {
        assert.equal(status, 200);
        return sum + (index % 2 === 0 ? -(index + 1) : index + 1);
      }, 0);
      assert.deepEqual([(await account())?.earned, (await theirs())?.earned], [500 + net, 500 - net]);
    });
  });
