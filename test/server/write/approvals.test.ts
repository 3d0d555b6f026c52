import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { LimitRule, Operator } from "../../../server/domain/operator.js";
import { expireApprovals } from "../../../server/due/expire-approvals.js";
import { readOperations } from "../../../server/read/receipts.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { readAnswer, startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { programOf } from "../../../server/domain/masking.js";

const points = (amount: number, more = {}) => ({ currency: "points", amount, ...more });
const limits: readonly LimitRule[] = [{ action: "add", currency: "points", per: "week", amount: 100 }];

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    /** An operator with a limit, and one who decides. */
    const start = async () => {
      const approvals = { expireAfterHours: 48 };
      const acting = await startActing(opened.database, { program: { approvals }, operator: { limits } });
      const { operator, tenant, path, database } = acting;
      const lead: Operator = { ...operator, id: "u_lead", name: "Lee", permissions: ["*"], limits: [] };
      const by = (who: Operator, approvalId: string) => ({ tenant, operator: who, requestId: "req_lead", approvalId });
      const answered = async (answer: ReturnType<typeof path.decide>) =>
        answer
          .then(readAnswer)
          .catch((error: unknown) => ({ code: (error as { code: string }).code, status: 0 }) as never);
      return {
        ...acting,
        lead,
        by,
        decide: (id: string, decision: "approve" | "decline" = "approve", more: object = {}, who = lead) =>
          answered(path.decide({ ...by(who, id), decision, previewMatch: null, ...more })),
        previewed: (id: string, who = lead) => answered(path.previewApproval(by(who, id))),
        read: async (id: string) => (await readOperations(database, programOf(tenant), [id])).get(id),
      };
    };

    test("S12 what is over a limit waits, does nothing, and is done once another operator approves it, in the name of who asked", async () => {
      const { act, preview, decide, account, read, operator, lead } = await start();
      const warned = await preview("add", points(500));
      assert.deepEqual(
        warned.operation.warnings.map(({ code }) => code),
        ["tier-change", "needs-approval"],
      );
      const asked = await act("add", points(500, { note: "Sorry" }));
      assert.deepEqual([asked.status, asked.operation.status], [200, "awaiting_approval"]);
      assert.equal(await account(), undefined);
      const done = await decide(asked.operation.id);
      assert.deepEqual([done.status, done.operation.status], [200, "applied"]);
      assert.equal((await account())?.earned, 500);
      const { operator: doneBy, approvedBy, note } = done.operation;
      assert.deepEqual([doneBy?.id, approvedBy?.id, note], [operator.id, lead.id, "Sorry"]);
      assert.deepEqual(await read(asked.operation.id), done.operation, "Who asked is led to what it became.");
    });

    test("S12 nobody approves what they asked for, nor who lacks the right to decide or to the action", async () => {
      const { act, decide, previewed, operator, lead, account } = await start();
      const { id } = (await act("add", points(500))).operation;
      const who = (permissions: string[]): Operator => ({ ...lead, permissions });
      assert.equal((await decide(id, "approve", {}, operator)).code, "forbidden");
      assert.equal((await decide(id, "approve", {}, who(["ledger:add"]))).code, "forbidden");
      assert.equal((await decide(id, "approve", {}, who(["approvals:decide"]))).code, "forbidden");
      assert.equal((await previewed(id, operator)).code, "forbidden");
      assert.equal(await account(), undefined);
      assert.equal((await decide(id, "approve", {}, who(["approvals:decide", "ledger:add"]))).status, 200);
    });

    test("S12 a decision that is repeated answers the same and does nothing twice; another one comes too late", async () => {
      const { act, decide, account, lead } = await start();
      const { id } = (await act("add", points(500))).operation;
      const first = await decide(id);
      assert.deepEqual((await decide(id)).operation, first.operation);
      assert.equal((await decide(id, "decline")).code, "already-done");
      assert.equal((await decide(id, "approve", {}, { ...lead, id: "u_other" })).code, "already-done");
      assert.equal((await account())?.earned, 500);
    });

    test("what is declined was never done, and says why to who asked", async () => {
      const { act, decide, read, account, newKey } = await start();
      const key = newKey();
      const asked = await act("add", points(500), { key });
      await decide(asked.operation.id, "decline", { comment: "Too much" });
      const now = await read(asked.operation.id);
      assert.deepEqual([now?.status, now?.warnings], ["rejected", [{ code: "declined", detail: "Too much" }]]);
      assert.equal((await decide(asked.operation.id)).code, "already-done");
      assert.equal(await account(), undefined);
      const again = await act("add", points(500), { key });
      assert.deepEqual([again.body, again.replayed], [asked.body, true], "Its key answers what it answered.");
    });

    test("S12 nobody can decide once its time is over, whether that was noticed yet or not", async () => {
      const { act, decide, read, clock, account } = await start();
      const { id } = (await act("add", points(500))).operation;
      clock.set("2026-11-23T10:00:00Z");
      assert.equal((await decide(id)).code, "conflict");
      await expireApprovals({ database: opened.database, clock });
      assert.equal((await decide(id)).code, "conflict");
      assert.deepEqual([(await read(id))?.status, await account()], ["rejected", undefined]);
    });

    test("S12 a member who has gone since takes what waits with them", async () => {
      const { act, decide, row, memberId } = await start();
      const { id } = (await act("add", points(500, { note: "Canary-8812" }))).operation;
      await act("delete", { confirmation: memberId }, { ifMatch: `"${(await row()).version}"` });
      assert.equal((await decide(id)).code, "member-gone");
      const left = await opened.database.selectFrom("approval").select("id").where("id", "=", id).execute();
      assert.deepEqual(left, []);
    });

    test("what it would come to is looked at anew: the decision holds what was seen, or is refused", async () => {
      const { act, decide, previewed, account } = await start();
      await act("add", points(100));
      const { id } = (await act("add", points(420))).operation;
      const seen = await previewed(id);
      assert.deepEqual(seen.operation.tier, { before: "bronze", after: "silver" });
      await act("subtract", points(50), { ifMatch: '"1"' });
      assert.equal((await decide(id, "approve", { previewMatch: seen.operation.previewTag })).code, "stale");
      const { previewTag } = (await previewed(id)).operation;
      assert.equal((await decide(id, "approve", { previewMatch: previewTag })).status, 200);
      assert.equal((await account())?.earned, 470);
    });

    test("what can't be done any more stays waiting, and can be approved once it can", async () => {
      const capped: readonly LimitRule[] = [{ action: "redeem", currency: "points", per: "operation", amount: 10 }];
      const { act, decide, operator, account } = await start();
      const limited = { operator: { ...operator, limits: capped } };
      await act("add", points(100));
      const { id } = (await act("redeem", points(80), limited)).operation;
      await act("redeem", points(60), { operator: { ...operator, limits: [] } });
      assert.equal((await decide(id)).code, "insufficient-balance");
      await act("add", points(90), { operator: { ...operator, limits: [] } });
      assert.equal((await decide(id)).status, 200);
      assert.equal((await account())?.spendable, 50);
    });

    test("S12 what is split up to stay under a limit waits once the parts are over it; what was approved doesn't count", async () => {
      const { act } = await start();
      const statuses = [];
      for (const part of [60, 40, 1, 5]) statuses.push((await act("add", points(part))).operation.status);
      assert.deepEqual(statuses, ["applied", "applied", "awaiting_approval", "awaiting_approval"]);
      const other = await start();
      const big = await other.act("add", points(900));
      await other.decide(big.operation.id);
      assert.equal((await other.act("add", points(100))).operation.status, "applied");
    });

    test("an undo that is over a limit waits too", async () => {
      const { act, reverse, decide, operator, lead, account } = await start();
      const added = await act("add", points(300), { operator: lead });
      const capped: readonly LimitRule[] = [{ action: "subtract", currency: "points", per: "day", amount: 100 }];
      const undone = await reverse(added.operation.id, { operator: { ...operator, limits: capped } });
      assert.equal(undone.operation.status, "awaiting_approval");
      assert.equal((await account())?.earned, 300);
      const done = await decide(undone.operation.id, "approve", {}, { ...lead, id: "u_second" });
      assert.deepEqual([done.operation.reverses, (await account())?.earned], [added.operation.id, 0]);
    });

    test("S12 32 decisions at once from two processes, for and against, come to one effect or none", async () => {
      for (const against of [0, 4]) {
        const { act, by, lead, clock, account } = await start();
        const { id } = (await act("add", points(500))).operation;
        const paths = [0, 1].map(() => createWritePath({ database: opened.database, clock }));
        const outcomes = await Promise.allSettled(
          Array.from({ length: 32 }, async (_, index) => {
            const path = paths[index % 2];
            assert.ok(path);
            const decision = against > 0 && index % against === 0 ? ("decline" as const) : ("approve" as const);
            const who = { ...lead, id: `u_${index}` };
            return { decision, ...readAnswer(await path.decide({ ...by(who, id), decision, previewMatch: null })) };
          }),
        );
        const done = outcomes.flatMap((each) =>
          each.status === "fulfilled" && each.value.status === 200 ? [each.value] : [],
        );
        assert.equal(done.length, 1);
        assert.equal((await account())?.earned ?? 0, done[0]?.decision === "approve" ? 500 : 0);
      }
    });
  });
