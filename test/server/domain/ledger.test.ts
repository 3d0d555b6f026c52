import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import type { Database } from "../../../server/postgres/database.js";
import { type Acting, startActing } from "../../support/acting.js";
import { openPreparedDatabase } from "../../support/prepared-database.js";

let database: Database;
before(async () => void (database = await openPreparedDatabase()));
after(() => database.destroy());

const GREATEST = Number.MAX_SAFE_INTEGER;
const points = (amount: number) => ({ currency: "points", amount });

test("L03 a balance near the greatest takes what fits, refuses the rest, and never wraps", async () => {
  const { act, account } = await startActing(database);
  assert.equal((await act("add", points(GREATEST - 1))).status, 200);
  const over = await act("add", points(2));
  assert.deepEqual([over.status, over.code], [422, "balance-overflow"]);
  assert.equal((await act("add", points(1))).status, 200);
  assert.equal((await act("add", points(GREATEST))).code, "balance-overflow");
  assert.equal((await act("redeem", points(GREATEST))).status, 200);
  assert.deepEqual(await account(), { earned: GREATEST, spendable: 0, spent: GREATEST, expired: 0, pending: 0, seq: 3 });
});

test("the database itself refuses a balance below zero, one that doesn't add up, and one too great", async () => {
  const { act, tenant } = await startActing(database);
  await act("add", points(10));
  const set = (parts: { spendable?: number; earned?: number; spent?: number }) =>
    database.updateTable("account").set(parts).where("tenant", "=", tenant).execute();
  await assert.rejects(set({ spendable: -1, spent: 11 }), { constraint: "account_not_negative" });
  await assert.rejects(set({ spendable: 11 }), { constraint: "account_conserved" });
  await assert.rejects(set({ earned: 2 ** 53, spendable: 2 ** 53 }), { constraint: "account_exact" });
});

/** What every account has to be, whatever was done: the sum of its entries, and of its lots. */
const crooked = async (tenant: string): Promise<unknown[]> => {
  const { rows } = await sql`
    select a.* from account a
    left join lateral (select sum(earned) earned, sum(spendable) spendable, sum(spent) spent, sum(expired) expired, sum(pending) pending, max(seq) seq
      from entry e where (e.tenant, e.member_id, e.currency) = (a.tenant, a.member_id, a.currency)) e on true
    left join lateral (select coalesce(sum(amount) filter (where available_on = '-infinity'), 0) spendable,
        coalesce(sum(amount) filter (where available_on > '-infinity'), 0) pending
      from lot l where (l.tenant, l.member_id, l.currency) = (a.tenant, a.member_id, a.currency)) l on true
    where a.tenant = ${tenant} and not (a.earned = e.earned and a.spendable = e.spendable and a.spent = e.spent and a.expired = e.expired
      and a.pending = e.pending and a.seq = e.seq and a.spendable = l.spendable and a.pending = l.pending)`.execute(database);
  return rows;
};

const step = fc.oneof(
  fc.record({
    do: fc.constantFrom("add" as const, "redeem" as const),
    currency: fc.constantFrom("points", "credits"),
    amount: fc.integer({ min: 1, max: 300 }),
  }),
  fc.record({
    do: fc.constant("add" as const),
    currency: fc.constant("points"),
    amount: fc.integer({ min: 1, max: 300 }),
    expiresAt: fc.constantFrom("2026-11-21", "2026-12-31"),
  }),
  fc.record({ do: fc.constant("undo" as const), which: fc.nat(20) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The simplest account there can be. */
class Model {
  earned = 0;
  spent = 0;
}

const runSteps = async ({ act, reverse, account, tenant }: Acting, steps: readonly Step[]): Promise<void> => {
  const models = { points: new Model(), credits: new Model() };
  const done: { id: string; model: Model; earned: number; spent: number; undone: boolean }[] = [];
  for (const one of steps) {
    if (one.do === "undo") {
      const target = done[one.which % Math.max(1, done.length)];
      if (!target) continue;
      const fits = target.model.earned - target.earned >= target.model.spent - target.spent;
      const { status } = await reverse(target.id);
      assert.equal(status, target.undone || !fits ? 409 : 200);
      if (status !== 200) continue;
      target.undone = true;
      target.model.earned -= target.earned;
      target.model.spent -= target.spent;
    } else {
      const { do: id, ...input } = one;
      const model = models[one.currency];
      const fits = id === "add" || model.earned - model.spent >= one.amount;
      const { status, operation } = await act(id, input);
      assert.equal(status, fits ? 200 : 409);
      if (!fits) continue;
      const moved = { earned: id === "add" ? one.amount : 0, spent: id === "redeem" ? one.amount : 0 };
      done.push({ id: operation.id, model, ...moved, undone: false });
      model.earned += moved.earned;
      model.spent += moved.spent;
    }
  }
  for (const [currency, model] of Object.entries(models)) {
    const kept = (await account(currency)) ?? { earned: 0, spendable: 0, spent: 0 };
    assert.deepEqual([kept.earned, kept.spendable, kept.spent], [model.earned, model.earned - model.spent, model.spent]);
  }
  assert.deepEqual(await crooked(tenant), []);
};

test("L01 after any sequence of adds, redeems and undos, balances are what a model says, and the sums of entries and lots", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => runSteps(await startActing(database), steps)),
    { numRuns: 8 },
  );
});
