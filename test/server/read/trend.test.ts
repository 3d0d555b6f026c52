import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { addDays, dayOf } from "../../../server/domain/calendar.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { startBackend } from "../../support/backend.js";
import { databases } from "../../support/databases.js";
import { makeMember, makeTenant } from "../../support/tenant.js";

const NOW = "2026-11-21T00:30:00.000Z";
const ZONE = "America/New_York";
const HOUR_MS = 3_600_000;

/**
 * Instants from the distant past until now, some of one day, some months apart, one each hour about the end of summer
 * time.
 */
const instants = [
  ...[5000, 4000, 2200, 2165, 2150, 2140, 2139, 2138, 1500, 1499.9, 900, 899, 30, 29, 28.5, 5, 4, 0.6, 0],
  ...Array.from({ length: 60 }, (_, hour) => (Date.parse(NOW) - Date.parse("2026-10-31T12:00:00Z")) / HOUR_MS - hour),
]
  .sort((a, b) => b - a)
  .map((hoursAgo) => new Date(Date.parse(NOW) - hoursAgo * HOUR_MS));

/** The balance at the end of each of 90 days, told from the entries one by one. */
const expected = (balances: readonly number[]): number[] => {
  const today = dayOf(new Date(NOW), ZONE);
  return Array.from({ length: 90 }, (_, index) => {
    const day = addDays(today, index - 89);
    return balances.findLast((_, at) => dayOf(instants[at]!, ZONE) <= day) ?? 0;
  });
};

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    test("a trend is the last balance of each day where the program is", async () => {
      const { database } = opened;
      const tenant = await makeTenant(database, { timeZone: ZONE });
      const member_id = await makeMember(database, tenant);
      const balances = instants.map((_, at) => (at * 37) % 101);
      const own = { tenant, member_id, currency: "points" };
      const still = { earned: 0, spent: 0, expired: 0, pending: 0 };
      await insertRows(database, "account", [{ ...own, ...still, spendable: 0, seq: instants.length }]);
      await insertRows(
        database,
        "entry",
        instants.map((at, index) => ({
          ...own,
          ...still,
          seq: index + 1,
          operation_id: `op_${index}`,
          at,
          spendable: 0,
          spendable_after: balances[index] ?? 0,
          legs: "[]",
        })),
      );
      const call = await (await startBackend({ database, now: NOW })).as({ tenant });
      const [points, credits] = (await call(`/members/${member_id}`)).body.accounts;
      assert.deepEqual(points?.trend, expected(balances));
      assert.deepEqual(credits?.trend, []);
    });
  });
