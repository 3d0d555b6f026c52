import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { openPglite } from "../../../server/postgres/pglite.js";

const ofOne = sql<{ n: number }>`select 1 as n`;

test("a transaction that may not begin is refused, and those after it go on", { timeout: 30_000 }, async () => {
  let isFull = true;
  const beforeTransaction = () => {
    if (isFull) throw new Error("The disk is full");
  };
  const database = openPglite(undefined, { relaxedDurability: true, beforeTransaction });
  const transact = () => database.transaction().execute((trx) => ofOne.execute(trx));
  await assert.rejects(transact(), /The disk is full/);
  assert.equal((await ofOne.execute(database)).rows[0]?.n, 1, "Queries need no transaction.");
  isFull = false;
  assert.equal((await transact()).rows[0]?.n, 1);
  await database.destroy();
});

test("a transaction on a database that was closed is refused, and waits for nothing", { timeout: 30_000 }, async () => {
  const database = openPglite(undefined, { relaxedDurability: true });
  const letGo = await database.startTransaction().execute();
  await letGo.rollback().execute();
  await database.destroy();
  await assert.rejects(database.transaction().execute((trx) => ofOne.execute(trx)));
});

test("an error tells which statement of ours it comes from", async () => {
  const database = openPglite(undefined, { relaxedDurability: true });
  const failing = sql`select from nowhere`.execute(database);
  await assert.rejects(failing, (error: Error) => (error.stack ?? "").includes("pglite.test"));
  await database.destroy();
});
