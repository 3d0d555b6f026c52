import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Database } from "../../../server/postgres/database.js";
import { startActing } from "../../support/acting.js";
import { openPreparedDatabase } from "../../support/prepared-database.js";

let database: Database;
before(async () => void (database = await openPreparedDatabase()));
after(() => database.destroy());

const GREATEST = Number.MAX_SAFE_INTEGER;
const points = (amount: number) => ({ currency: "points", amount });

test("L03 a balance near the greatest takes what fits, refuses the rest, even once all of it was spent, and never wraps", async () => {
  const { act, account } = await startActing(database);
  assert.equal((await act("add", points(GREATEST - 1))).status, 200);
  const over = await act("add", points(2));
  assert.deepEqual([over.status, over.code], [422, "balance-overflow"]);
  assert.equal((await act("add", points(1))).status, 200);
  assert.equal((await act("add", points(GREATEST))).code, "balance-overflow");
  assert.equal((await act("redeem", points(GREATEST))).status, 200);
  assert.equal((await act("add", points(1))).code, "balance-overflow");
  assert.deepEqual(await account(), {
    earned: GREATEST,
    spendable: 0,
    spent: GREATEST,
    expired: 0,
    pending: 0,
    seq: 3,
  });
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
