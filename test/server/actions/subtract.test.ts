import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Database } from "../../../server/postgres/database.js";
import { memberEtag } from "../../../server/domain/member.js";
import { startActing } from "../../support/acting.js";
import { openPreparedDatabase } from "../../support/prepared-database.js";

let database: Database;
before(async () => void (database = await openPreparedDatabase()));
after(() => database.destroy());

const points = (amount: number) => ({ currency: "points", amount });
/** What the operator saw: the member before any change of tier. */
const seen = { ifMatch: memberEtag(1) };

test("S3-21 subtracting takes from earned and spendable, as if never collected; spent stays", async () => {
  const { act, account } = await startActing(database);
  await act("add", points(100));
  await act("redeem", points(30));
  const { operation } = await act("subtract", points(50), seen);
  assert.deepEqual(operation.changes[0]?.earned, { before: 100, after: 50 });
  assert.equal(operation.changes[0].spent, null);
  assert.deepEqual(await account(), { earned: 50, spendable: 20, spent: 30, expired: 0, pending: 0, seq: 3 });
});

test("S3-21 what was spent can't be subtracted", async () => {
  const { act } = await startActing(database);
  await act("add", points(100));
  await act("redeem", points(70));
  assert.equal((await act("subtract", points(31), seen)).code, "insufficient-balance");
});

test("S3-22 the tier falls with what was earned, and an undo brings both back", async () => {
  const { act, reverse, account } = await startActing(database);
  const { operation: added } = await act("add", points(600));
  const { operation } = await act("subtract", points(200), { ifMatch: memberEtag(2) });
  assert.deepEqual(operation.tier, { before: added.tier?.after, after: added.tier?.before });
  assert.deepEqual(
    operation.warnings.map(({ code }) => code),
    ["tier-change"],
  );
  const { operation: undone } = await reverse(operation.id);
  assert.equal(undone.tier?.after, added.tier?.after);
  assert.equal((await account())?.earned, 600);
});

test("subtracting holds the exact state: without having seen it, or with an older one, it is refused", async () => {
  const { act } = await startActing(database);
  await act("add", points(600));
  assert.equal((await act("subtract", points(1))).code, "precondition-required");
  assert.equal((await act("subtract", points(1), seen)).code, "stale");
});
