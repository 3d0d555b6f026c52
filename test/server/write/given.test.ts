import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Operator } from "../../../server/domain/operator.js";
import { readAnswer, startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { makeMember } from "../../support/tenant.js";

const points = (amount: number, more = {}) => ({ currency: "points", amount, ...more });
const goodwill = { reasonCode: "goodwill" };
const punch = { punchCardId: "card_coffee" };

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = async (program = {}, operator = {}) => {
      const acting = await startActing(opened.database, { program, operator });
      const given = async (input: Record<string, unknown> = points(1), more = {}, action = "add") => {
        const answer = await acting.preview(action, input, more);
        assert.equal(answer.status, 200, answer.body);
        return answer.operation.given;
      };
      const dana: Operator = { ...acting.operator, id: "u_dana", name: "Dana" };
      return { ...acting, given, dana };
    };

    test("what was given by hand in 30 days is told before more is given: how often, how much of the currency, why and by whom", async () => {
      const { act, given, dana, operator, clock } = await start();
      assert.equal(await given(), undefined, "Nothing was given yet.");
      await act("add", points(200, goodwill));
      clock.advance(1000);
      await act("add", points(100), { operator: dana });
      clock.advance(1000);
      await act("add", { currency: "credits", amount: 50 }, { operator: dana });
      clock.advance(1000);
      await act("punch-card", punch);
      const who = [operator, dana].map(({ id, name }) => ({ id, name }));
      const all = { days: 30, times: 4, operators: who };
      assert.deepEqual(await given(), { ...all, currency: "points", amount: 300 });
      assert.deepEqual(await given(points(1, goodwill)), { ...all, currency: "points", amount: 300, forReason: 1 });
      assert.deepEqual(await given(punch, {}, "punch-card"), { ...all, currency: null, amount: null });
      clock.set("2026-12-21T09:59:59.000Z");
      assert.equal((await given())?.times, 4);
      clock.set("2026-12-21T10:00:01.500Z");
      assert.deepEqual(await given(), { ...all, times: 2, currency: "points", amount: 0 });
    });

    test("what was undone, an undo, what gives nothing, what the program did and what others got are none of it", async () => {
      const { act, given, reverse, operator, database, tenant } = await start();
      const done = await act("add", points(200));
      assert.equal((await given())?.amount, 200);
      assert.equal((await reverse(done.operation.id)).status, 200);
      await act("add", points(500), { memberId: await makeMember(database, tenant) });
      await act("add", points(40), { source: "rule", operator: null });
      for (const [action, input] of [
        ["redeem", points(10)],
        ["add-tag", { tag: "vip" }],
      ] as const)
        assert.equal((await act(action, input)).status, 200);
      assert.equal(await given(), undefined);
      await act("add", points(7), { operator });
      assert.deepEqual([(await given())?.times, (await given())?.amount], [1, 7]);
    });

    test("only the preview of an action that gives tells it: no other, no undo, no write, and no preview grows stale by it", async () => {
      const { act, given, preview, previewReversal } = await start();
      const { operation } = await act("add", points(100));
      assert.equal(await given(points(10), {}, "redeem"), undefined);
      assert.equal((await previewReversal(operation.id)).operation.given, undefined);
      const seen = await preview("add", { currency: "credits", amount: 10 });
      assert.equal(seen.operation.given?.times, 1);
      await act("add", points(1));
      const done = await act(
        "add",
        { currency: "credits", amount: 10 },
        { previewMatch: seen.operation.previewTag ?? null },
      );
      assert.deepEqual([done.status, done.operation.given], [200, undefined]);
    });

    test("more than a hundred times are not added up", async () => {
      const { act, given, operator } = await start();
      await Promise.all(Array.from({ length: 100 }, () => act("add", points(1))));
      assert.equal((await given())?.amount, 100);
      await act("add", points(1));
      const operators = [{ id: operator.id, name: operator.name }];
      const told = { days: 30, times: 100, more: true, currency: "points", amount: null, operators };
      assert.deepEqual(await given(points(1, goodwill)), told);
    });

    test("S12 who decides about what waits is told it, too", async () => {
      const limits = [{ action: "add", currency: "points", per: "operation", amount: 100 }];
      const { act, path, tenant, dana } = await start({ approvals: { expireAfterHours: 48 } }, { limits });
      await act("add", points(30));
      const { id } = (await act("add", points(500))).operation;
      const lead = { ...dana, permissions: ["*"], limits: [] };
      const by = { tenant, operator: lead, requestId: "req_lead", approvalId: id };
      const { operation } = readAnswer(await path.previewApproval(by));
      assert.deepEqual([operation.given?.times, operation.given?.amount], [1, 30]);
    });
  });
