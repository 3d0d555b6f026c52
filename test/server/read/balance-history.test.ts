import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import type { BalanceHistory, Member } from "../../../sdk/contract/index.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { databases } from "../../support/databases.js";
import { NOW, startBackend, type TestBackend } from "../../support/backend.js";
import { buffersRead, type Recorded, recordStatements } from "../../support/buffers.js";
import { makePast } from "../../support/past.js";
import { changeProgram, makeMember, makeMembers, makeTenant } from "../../support/tenant.js";

const DAY_MS = 86_400_000;
const ago = (days: number): string => new Date(Date.parse(NOW) - days * DAY_MS).toISOString();

/** What a balance was from a moment on. */
type Booked = readonly [at: string, spendable: number];

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let recorded: Recorded;
    let backend: TestBackend;
    before(async () => {
      opened = await open();
      recorded = recordStatements(opened.database);
      backend = await startBackend({ database: recorded.database });
    });
    after(() => opened.close());

    /** A member whose points were booked so. */
    const startLedger = async (booked: readonly Booked[]) => {
      const { database } = opened;
      const tenant = await makeTenant(database);
      const memberId = await makeMember(database, tenant);
      const spendable = booked.at(-1)?.[1] ?? 0;
      const account = { tenant, member_id: memberId, currency: "points", spent: 0, expired: 0, pending: 0 };
      await insertRows(database, "account", [{ ...account, earned: spendable, spendable, seq: booked.length }]);
      await insertRows(
        database,
        "entry",
        booked.map(([at, spendable_after], index) => ({
          ...{ ...account, seq: index + 1, operation_id: `op_${index}`, at, earned: 0, spendable: 0 },
          ...{ spendable_after, legs: "[]" },
        })),
      );
      const call = await backend.as({ tenant });
      const ask = (query = "") => call(`/members/${memberId}/balance-history${query}`);
      const history = async (query = "") => (await ask(query)).body as unknown as BalanceHistory;
      /** The points, by the day. */
      const points = async (query = "") => {
        const { days, accounts } = await history(`?currency=points${query}`);
        return days.map((day, index) => [day, accounts[0]?.spendable[index]]);
      };
      return { tenant, memberId, call, ask, history, points };
    };

    test("each day ends with the balance after its last entry, from the day before the first entry until now", async () => {
      const { points } = await startLedger([
        [ago(4), 50],
        [ago(2), 80],
        [ago(2), 60],
      ]);
      assert.deepEqual(
        await points(),
        [0, 50, 50, 60, 60, 60].map((spendable, index) => [ago(5 - index).slice(0, 10), spendable]),
      );
    });

    test("a day is one of the program's time zone", async () => {
      const { tenant, points } = await startLedger([["2026-07-01T23:30:00Z", 40]]);
      assert.deepEqual((await points("&to=2026-07-02T22:00:00Z")).at(-1), ["2026-07-02", 40]);
      assert.deepEqual((await points("&to=2026-07-01T23:29:00Z")).at(-1), ["2026-07-02", 0]);
      assert.deepEqual((await points("&step=day"))[0], ["2026-07-01", 0]);
      await changeProgram(opened.database, tenant, { timeZone: "America/New_York" });
      assert.deepEqual((await points("&step=day")).slice(0, 2), [
        ["2026-06-30", 0],
        ["2026-07-01", 40],
      ]);
    });

    test("the step suits the range, or is the one that is asked for", async () => {
      const { history, points } = await startLedger([["2020-01-15T12:00:00Z", 10]]);
      const stepFrom = async (days: number) => (await history(`?from=${ago(days)}`)).step;
      assert.deepEqual([await stepFrom(30), await stepFrom(365)], ["day", "week"]);
      const { step, days } = await history();
      assert.equal(step, "month");
      assert.deepEqual(days.slice(0, 3), ["2020-01-14", "2020-01-31", "2020-02-29"]);
      const from = "&from=2026-10-01T12:00:00Z&to=2026-10-20T12:00:00Z";
      const weeks = (await points(`${from}&step=week`)).map(([day]) => day);
      assert.deepEqual(weeks, ["2026-10-01", "2026-10-06", "2026-10-13", "2026-10-20"]);
      assert.equal((await history("?step=day")).days.length, 400);
    });

    test("it has every currency of the program, and ends with what can be spent now", async () => {
      const { memberId, call, history } = await startLedger([[ago(3), 70]]);
      const { days, accounts } = await history("?to=2099-01-01T00:00:00Z");
      const member = (await call(`/members/${memberId}`)).body as Member;
      assert.deepEqual(
        accounts.map(({ currency, spendable }) => [currency, spendable.at(-1)]),
        member.accounts.map(({ currency, spendable }) => [currency, spendable]),
      );
      assert(accounts.every(({ spendable }) => spendable.length === days.length));
      assert.equal(days.at(-1), NOW.slice(0, 10), "nothing of what is still to come");
    });

    test("a member without entries has one day", async () => {
      const { points } = await startLedger([]);
      assert.deepEqual(await points(), [[NOW.slice(0, 10), 0]]);
    });

    test("S05 a range whose ends lie outside of the ledger, however far, has the days within it, or the nearest one", async () => {
      const { points } = await startLedger([
        [ago(2), 50],
        [ago(1), 80],
      ]);
      const all = await points();
      assert.equal(all.length, 4);
      for (const past of ["0001-01-01T00:00:00Z", "0999-06-01T00:00:00Z", ago(3000)]) {
        assert.deepEqual(await points(`&from=${past}`), all, past);
        assert.deepEqual(
          (await points(`&from=${past}&to=${past}`)).map(([, spendable]) => spendable),
          [0],
          past,
        );
      }
      for (const future of ["2999-06-01T00:00:00Z", "9999-12-31T23:59:59Z"]) {
        assert.deepEqual(await points(`&to=${future}`), all, future);
        assert.deepEqual(await points(`&from=${future}`), all.slice(-1), future);
      }
    });

    test("S08 it is refused to who may not look: of another tenant, of nobody, of who was erased", async () => {
      const { tenant, memberId, ask } = await startLedger([[ago(1), 5]]);
      assert.equal((await ask("?currency=gold")).body.errors?.[0]?.pointer, "/currency");
      assert.equal((await ask("?step=hour")).body.errors?.[0]?.pointer, "/step");
      const stranger = await backend.as({ tenant: await makeTenant(opened.database) });
      const { status, body } = await stranger(`/members/${memberId}/balance-history`);
      assert.deepEqual([status, body.code], [404, "not-found"]);
      await opened.database.updateTable("member").set({ status: "deleted" }).where("tenant", "=", tenant).execute();
      assert.equal((await ask()).body.code, "member-gone");
    });

    test("it costs no more of 50,000 entries than of 500 in as many days", async () => {
      const tenant = await makeTenant(opened.database);
      const [few = "", many = ""] = await makeMembers(opened.database, tenant, [{}, {}]);
      await makePast(opened.database, tenant, [few], { entries: 500, now: NOW });
      await sql`insert into account (tenant, member_id, currency, earned, spendable, spent, expired, pending, seq)
        values (${tenant}, ${many}, 'points', 50000, 50000, 0, 0, 0, 50000)`.execute(opened.database);
      await sql`insert into entry (tenant, member_id, currency, seq, operation_id, at, earned, spendable, spent, expired,
          pending, spendable_after, legs)
        select ${tenant}, ${many}, 'points', n, 'op_' || n, ${NOW}::timestamptz - (50000 - n) * interval '432 seconds',
          1, 1, 0, 0, 0, n, '[]' from generate_series(1, 50000) as n`.execute(opened.database);
      await sql`analyze`.execute(opened.database);
      const call = await backend.as({ tenant });
      const cost = (id: string, query: string) =>
        buffersRead(recorded, () => call(`/members/${id}/balance-history${query}`));
      for (const query of ["", `?from=${ago(30)}`, "?step=day"]) {
        const [small, large] = [await cost(few, query), await cost(many, query)];
        assert(large <= small * 1.6 + 20, `${query}: ${small} buffers of 500 entries, ${large} of 50,000`);
        assert(large < 2500, `${query}: ${large} buffers`);
      }
    });
  });
