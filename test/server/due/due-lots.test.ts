import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Operation } from "../../../sdk/contract/index.js";
import { moveDueLots } from "../../../server/due/due-lots.js";
import type { Database } from "../../../server/postgres/database.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { type Acting, startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { makeMembers } from "../../support/tenant.js";

const points = (amount: number, more = {}) => ({ currency: "points", amount, ...more });

/**
 * Where days are of 23 or 25 hours, begin at one o'clock, or are that of a leap year: their last instant in UTC is the
 * one before.
 */
const lastDays = [
  {
    zone: "Europe/Dublin",
    day: "2027-03-28",
    over: "2027-03-28T23:00:00Z",
    why: "the hour from one to two is left out",
  },
  {
    zone: "Europe/Dublin",
    day: "2027-10-31",
    over: "2027-11-01T00:00:00Z",
    why: "the hour from one to two comes twice",
  },
  {
    zone: "America/Santiago",
    day: "2027-09-04",
    over: "2027-09-05T04:00:00Z",
    why: "the day after begins at one o'clock",
  },
  {
    zone: "America/Santiago",
    day: "2027-04-03",
    over: "2027-04-04T04:00:00Z",
    why: "the hour before midnight comes twice",
  },
  {
    zone: "Pacific/Apia",
    day: "2028-02-29",
    over: "2028-02-29T11:00:00Z",
    why: "it is a leap day, and ends before it begins elsewhere",
  },
];

for (const { name, open } of databases)
  describe(`what time brings to lots on ${name}`, () => {
    let opened: OpenDatabase;
    let database: Database;
    before(async () => {
      opened = await open();
      database = opened.database;
    });
    after(() => opened.close());

    const moveDue = ({ path, clock }: Acting) => moveDueLots({ database, writePath: path, clock });

    /** Points that become available on a later day, as a purchase's do. */
    const collect = async (
      { tenant, memberId }: Acting,
      amount: number,
      available_on: string,
      expires_on: string,
    ): Promise<void> => {
      const key = { tenant, member_id: memberId, currency: "points" };
      await insertRows(database, "account", [
        { ...key, earned: 0, spendable: 0, spent: 0, expired: 0, pending: amount, seq: 0 },
      ]);
      await insertRows(database, "lot", [{ ...key, expires_on, available_on, amount }]);
    };

    /** What the program did, in order. */
    const done = async ({ tenant }: Acting) => {
      const query = database
        .selectFrom("operation")
        .select("action")
        .where("tenant", "=", tenant)
        .where("source", "=", "program");
      return (await query.where("status", "=", "applied").orderBy("id").execute()).map(({ action }) => action);
    };

    for (const { zone, day, over, why } of lastDays)
      test(`L09 in ${zone} what is to be spent by ${day} can be until that day is over there, and not later: ${why}`, async () => {
        const acting = await startActing(database, { program: { timeZone: zone } });
        await acting.act("add", points(100, { expiresAt: day }));
        await acting.act("add", points(10));
        acting.clock.set(new Date(Date.parse(over) - 1));
        assert.equal(await moveDue(acting), 0);
        assert.equal((await acting.act("redeem", points(60))).status, 200);
        acting.clock.set(over);
        assert.equal((await acting.act("redeem", points(11))).code, "insufficient-balance");
        assert.equal(await moveDue(acting), 1);
        assert.deepEqual(await acting.account(), {
          earned: 110,
          spendable: 10,
          spent: 60,
          expired: 40,
          pending: 0,
          seq: 4,
        });
      });

    test("what was to be spent by a day expires once that day is over, once", async () => {
      const acting = await startActing(database, { program: { timeZone: "Pacific/Apia" } });
      await acting.act("add", points(100, { expiresAt: "2026-12-31" }));
      await acting.act("add", points(10));
      acting.clock.set("2026-12-31T10:59:59Z");
      assert.equal(await moveDue(acting), 0, "31 December, a second to midnight");
      acting.clock.set("2026-12-31T11:00:00Z");
      assert.equal(await moveDue(acting), 1);
      assert.equal(await moveDue(acting), 0);
      assert.deepEqual(await acting.account(), {
        earned: 110,
        spendable: 10,
        spent: 0,
        expired: 100,
        pending: 0,
        seq: 3,
      });
      assert.deepEqual(await done(acting), ["expire"]);
    });

    test("what was pending is earned and spendable from its day on, may lift the tier, and expires like the rest", async () => {
      const acting = await startActing(database);
      await collect(acting, 600, "2026-12-04", "2026-12-31");
      assert.equal((await acting.act("redeem", points(1))).code, "insufficient-balance");
      assert.equal(await moveDue(acting), 0);
      acting.clock.set("2026-12-04T00:00:00Z");
      assert.equal(await moveDue(acting), 1);
      assert.deepEqual(await acting.account(), {
        earned: 600,
        spendable: 600,
        spent: 0,
        expired: 0,
        pending: 0,
        seq: 1,
      });
      const member = database.selectFrom("member").select("tier_id").where("tenant", "=", acting.tenant);
      assert.deepEqual(await member.execute(), [{ tier_id: "silver" }]);
      assert.equal((await acting.act("redeem", points(6))).status, 200);
      acting.clock.set("2027-01-01T00:00:00Z");
      await moveDue(acting);
      assert.deepEqual(await acting.account(), {
        earned: 600,
        spendable: 0,
        spent: 6,
        expired: 594,
        pending: 0,
        seq: 3,
      });
    });

    test("after weeks without a sweep, what was to be released and has expired since ends as if it had been in time", async () => {
      const acting = await startActing(database);
      await collect(acting, 600, "2026-12-04", "2026-12-31");
      acting.clock.set("2027-01-20T12:00:00Z");
      const early = await acting.path.submit({
        ...{
          tenant: acting.tenant,
          operator: null,
          source: "program",
          requestId: "early",
          key: "early",
          memberId: acting.memberId,
        },
        ...{ actionId: "expire", input: { currency: "points" } },
      });
      assert.equal(early.status, 409, "nothing expires that was never released");
      await moveDue(acting);
      assert.deepEqual(await acting.account(), {
        earned: 600,
        spendable: 0,
        spent: 0,
        expired: 600,
        pending: 0,
        seq: 2,
      });
      assert.deepEqual(await done(acting), ["release", "expire"]);
    });

    test("what the program did by itself is offered to nobody to undo, and refused where somebody tries", async () => {
      const acting = await startActing(database);
      const { tenant, clock, reverse, account } = acting;
      await collect(acting, 600, "2026-12-04", "2026-12-31");
      clock.set("2027-01-20T12:00:00Z");
      await moveDue(acting);
      const moved = await account();
      const query = database.selectFrom("operation").select(["id", "receipt"]).where("tenant", "=", tenant);
      const operations = await query.where("source", "=", "program").execute();
      assert.equal(operations.length, 2);
      for (const { id, receipt } of operations) {
        assert.equal((JSON.parse(receipt ?? "") as Operation).reversible, null);
        assert.equal((await reverse(id)).code, "forbidden");
      }
      assert.deepEqual(await account(), moved);
    });

    test("what expires before it becomes available was never earned", async () => {
      const acting = await startActing(database);
      await collect(acting, 600, "2027-01-04", "2026-12-31");
      acting.clock.set("2027-01-20T12:00:00Z");
      await moveDue(acting);
      assert.deepEqual(await acting.account(), { earned: 0, spendable: 0, spent: 0, expired: 0, pending: 0, seq: 1 });
      assert.deepEqual(await done(acting), ["expire"]);
    });

    test("L03 what would make more than a balance can hold of all that was ever earned stays pending", async () => {
      const acting = await startActing(database);
      await collect(acting, 2, "2026-12-04", "infinity");
      await acting.act("add", points(Number.MAX_SAFE_INTEGER - 1));
      await acting.act("redeem", points(Number.MAX_SAFE_INTEGER - 1));
      acting.clock.set("2026-12-04T00:00:00Z");
      assert.equal(await moveDue(acting), 0);
      const { earned, pending } = (await acting.account()) ?? {};
      assert.deepEqual([earned, pending], [Number.MAX_SAFE_INTEGER - 1, 2]);
    });

    test("what comes into an account that had its expiry today expires today too", async () => {
      const acting = await startActing(database);
      await acting.act("add", points(100, { expiresAt: "2026-11-30" }));
      acting.clock.set("2026-12-01T09:00:00Z");
      await moveDue(acting);
      // As an import does.
      await database.updateTable("lot").set({ amount: 40 }).where("tenant", "=", acting.tenant).execute();
      await database
        .updateTable("account")
        .set({ spendable: 40, earned: 140, seq: 3 })
        .where("tenant", "=", acting.tenant)
        .execute();
      assert.equal(await moveDue(acting), 1);
      assert.deepEqual(await acting.account(), {
        earned: 140,
        spendable: 0,
        spent: 0,
        expired: 140,
        pending: 0,
        seq: 4,
      });
    });

    test("three processes that sweep at once, while what expires is undone, book each event once", async () => {
      const acting = await startActing(database);
      const { act, clock, tenant, reverse } = acting;
      await collect(acting, 186, "2026-12-01", "2026-12-31");
      const undone = await act("add", points(100, { expiresAt: "2026-11-30" }));
      await act("add", points(50, { expiresAt: "2026-11-30" }));
      clock.set("2026-12-01T09:00:00Z");
      const processes = Array.from({ length: 3 }, () => createWritePath({ database, clock }));
      const sweeps = processes.map((writePath) => moveDueLots({ database, writePath, clock }));
      await Promise.all([...sweeps, reverse(undone.operation.id)]);
      const { seq, ...balances } = (await acting.account()) ?? { seq: 0 };
      assert.deepEqual(balances, { earned: 236, spendable: 186, spent: 0, expired: 50, pending: 0 });
      assert.deepEqual([seq, await done(acting)], [5, ["release", "expire"]], tenant);
    });

    test("one sweep does all that is due, however many accounts that is", async () => {
      const acting = await startActing(database);
      const { tenant } = acting;
      const members = await makeMembers(
        database,
        tenant,
        Array.from({ length: 450 }, () => ({})),
      );
      const accounts = members.map((member_id) => ({ tenant, member_id, currency: "points" }));
      await insertRows(
        database,
        "account",
        accounts.map((account) => ({ ...account, earned: 7, spendable: 7, spent: 0, expired: 0, pending: 0, seq: 1 })),
      );
      await insertRows(
        database,
        "lot",
        accounts.map((account) => ({ ...account, expires_on: "2026-11-20", available_on: "-infinity", amount: 7 })),
      );
      assert.equal(await moveDue(acting), 450);
      const left = database
        .selectFrom("account")
        .select("member_id")
        .where("tenant", "=", tenant)
        .where("expired", "!=", 7);
      assert.deepEqual(await left.execute(), []);
    });
  });
