import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Database } from "../../../server/postgres/database.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { moveDueLots } from "../../../server/due/due-lots.js";
import { type Acting, startActing } from "../../support/acting.js";
import { openPreparedDatabase } from "../../support/prepared-database.js";

let database: Database;
before(async () => void (database = await openPreparedDatabase()));
after(() => database.destroy());

const moveDue = ({ path, clock }: Acting) => moveDueLots({ database, writePath: path, clock });

/** 186 points that become available on 4 December, as a purchase's do. */
const collect = async ({ tenant, memberId }: Acting): Promise<void> => {
  const key = { tenant, member_id: memberId, currency: "points" };
  await insertRows(database, "account", [{ ...key, earned: 0, spendable: 0, spent: 0, expired: 0, pending: 186, seq: 0 }]);
  await insertRows(database, "lot", [{ ...key, expires_on: "2026-12-31", available_on: "2026-12-04", amount: 186 }]);
};

test("what was to be spent by a day expires once that day is over where the program is, once", async () => {
  const acting = await startActing(database, { program: { timeZone: "Pacific/Apia" } });
  await acting.act("add", { currency: "points", amount: 100, expiresAt: "2026-12-31" });
  await acting.act("add", { currency: "points", amount: 10 });
  acting.clock.set("2026-12-31T10:59:59Z");
  assert.equal(await moveDue(acting), 0, "31 December, a second to midnight");
  acting.clock.set("2026-12-31T11:00:00Z");
  assert.equal(await moveDue(acting), 1);
  assert.equal(await moveDue(acting), 0);
  assert.deepEqual(await acting.account(), { earned: 110, spendable: 10, spent: 0, expired: 100, pending: 0, seq: 3 });
  const { action, source, operator_id } = await database
    .selectFrom("operation")
    .select(["action", "source", "operator_id"])
    .where("tenant", "=", acting.tenant)
    .where("source", "=", "program")
    .executeTakeFirstOrThrow();
  assert.deepEqual([action, source, operator_id], ["expire", "program", null]);
});

test("what was pending is earned and spendable from its day on, may lift the tier, and expires like the rest", async () => {
  const acting = await startActing(database);
  await collect(acting);
  assert.equal((await acting.act("redeem", { currency: "points", amount: 1 })).code, "insufficient-balance");
  assert.equal(await moveDue(acting), 0);
  acting.clock.set("2026-12-04T00:00:00Z");
  assert.equal(await moveDue(acting), 1);
  assert.deepEqual(await acting.account(), { earned: 186, spendable: 186, spent: 0, expired: 0, pending: 0, seq: 1 });
  assert.equal((await acting.act("redeem", { currency: "points", amount: 6 })).status, 200);
  acting.clock.set("2027-01-01T00:00:00Z");
  await moveDue(acting);
  assert.deepEqual(await acting.account(), { earned: 186, spendable: 0, spent: 6, expired: 180, pending: 0, seq: 3 });
});

test("two sweeps at once do each account's work once", async () => {
  const acting = await startActing(database);
  await collect(acting);
  acting.clock.set("2026-12-04T12:00:00Z");
  await Promise.all([moveDue(acting), moveDue(acting)]);
  assert.deepEqual((await acting.account())?.spendable, 186);
});
