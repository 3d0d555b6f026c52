import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { LimitRule } from "../../../server/domain/operator.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { readAnswer, startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { changeProgram, makeMember } from "../../support/tenant.js";

const points = (amount: number) => ({ currency: "points", amount });
const adding = (per: LimitRule["per"], amount: number, more: Partial<LimitRule> = {}): LimitRule => ({
  action: "add",
  currency: "points",
  per,
  amount,
  ...more,
});

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = (limits: readonly LimitRule[]) => startActing(opened.database, { operator: { limits } });

    test("S12 a window rolls: what is done in parts, or around midnight, counts until a day, a week or 30 days are over", async () => {
      for (const [per, last, over] of [
        ["day", "2026-11-22T09:59:59Z", "2026-11-22T10:00:00Z"],
        ["week", "2026-11-28T09:59:59Z", "2026-11-28T10:00:00Z"],
        ["month", "2026-12-21T09:59:59Z", "2026-12-21T10:00:00Z"],
      ] as const) {
        const { act, clock } = await start([adding(per, 100)]);
        for (const part of [60, 40]) assert.equal((await act("add", points(part))).status, 200);
        clock.set(last);
        assert.equal((await act("add", points(1))).code, "limit-exceeded", per);
        clock.set(over);
        assert.equal((await act("add", points(100))).status, 200, per);
      }
    });

    test("a limit by count counts how many times, whatever the amounts, and of several windows the tightest holds", async () => {
      const { act } = await start([adding("day", 2, { measure: "count" }), adding("week", 1000)]);
      assert.equal((await act("add", points(1001))).code, "limit-exceeded");
      for (const amount of [900, 1]) assert.equal((await act("add", points(amount))).status, 200);
      assert.equal((await act("add", points(1))).code, "limit-exceeded");
    });

    test("a limit holds its own action and currency alone, in one operation as in a day, and counts no other", async () => {
      for (const per of ["operation", "day"] as const) {
        const { act, operator } = await start([adding(per, 100)]);
        const credits = { currency: "credits", amount: 500 };
        const unlimited = { operator: { ...operator, id: "u_unlimited", limits: [] } };
        assert.equal((await act("add", points(500), unlimited)).status, 200);
        assert.equal((await act("add", credits)).status, 200, `credits per ${per}`);
        assert.equal((await act("add", points(101))).code, "limit-exceeded", `points per ${per}`);
        assert.equal((await act("add", points(100))).status, 200, `points per ${per}`);
        assert.equal((await act("redeem", points(101))).status, 200, `redeemed per ${per}`);
      }
      const { act } = await start([adding("day", 100), adding("day", 500, { currency: "credits" })]);
      for (const asked of [points(100), { currency: "credits", amount: 500 }])
        assert.equal((await act("add", asked)).status, 200);
    });

    test("the program's limits hold for everybody who isn't granted to exceed them, each counted alone", async () => {
      const { act, operator, tenant } = await start([]);
      await changeProgram(opened.database, tenant, { limits: [adding("day", 100)] });
      const by = (id: string, ...permissions: string[]) => ({ operator: { ...operator, id, permissions } });
      const add = (amount: number, who: ReturnType<typeof by>) => act("add", points(amount), who);
      const [dana, noam] = [by("u_dana", "ledger:add"), by("u_noam", "ledger:add")];
      assert.equal((await add(100, dana)).status, 200);
      assert.equal((await add(1, dana)).code, "limit-exceeded");
      assert.equal((await add(100, noam)).status, 200);
      assert.equal((await add(500, by("u_lead", "ledger:add", "limits:exceed"))).status, 200);
    });

    test("S12 an undo of what another did counts against the limits of its inverse; of one's own, against none", async () => {
      const limits: LimitRule[] = [{ action: "subtract", currency: "points", per: "day", amount: 100 }];
      const { act, reverse, operator } = await start([]);
      const by = { operator: { ...operator, id: "u_limited", limits } };
      const [first, second, third] = await Promise.all([60, 60, 40].map((amount) => act("add", points(amount))));
      assert.ok(first && second && third);
      assert.equal((await reverse(first.operation.id, by)).status, 200);
      assert.equal((await reverse(second.operation.id, by)).code, "limit-exceeded");
      assert.equal((await reverse(third.operation.id, by)).status, 200);
      const own = await act("add", points(500), by);
      assert.equal((await reverse(own.operation.id, by)).status, 200);
    });

    test("S12 two processes that split an amount between members at once stay within the limit together", async () => {
      const limits = [adding("week", 100)];
      const { tenant, clock, newKey, operator, memberId } = await start(limits);
      const members = [memberId, await makeMember(opened.database, tenant), await makeMember(opened.database, tenant)];
      const paths = [0, 1].map(() => createWritePath({ database: opened.database, clock }));
      const origin = { tenant, operator, source: "manual", requestId: "req_test" };
      const answers = await Promise.all(
        Array.from({ length: 24 }, async (_, index) => {
          const path = paths[index % 2];
          assert.ok(path);
          const to = members[index % 3] ?? memberId;
          const request = { ...origin, key: newKey(), actionId: "add", memberId: to, input: points(10) };
          return readAnswer(await path.submit(request));
        }),
      );
      assert.equal(answers.filter(({ status }) => status === 200).length, 10);
      assert.equal(answers.filter(({ code }) => code === "limit-exceeded").length, 14);
    });
  });
