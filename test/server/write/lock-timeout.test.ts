import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { lockTimeout } from "../../../server/write/lock-timeout.js";
import { databases } from "../../support/databases.js";

for (const { name, open } of databases)
  describe(`how long a lock is waited for on ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());

    test("it is set in whole milliseconds, at least one, and ends with the transaction", async () => {
      const { database } = opened;
      const told = async (db: typeof database) =>
        (await sql<{ lock_timeout: string }>`show lock_timeout`.execute(db)).rows[0]?.lock_timeout;
      const before = await told(database);
      for (const [ms, shown] of [
        [250.2, "251ms"],
        [-3, "1ms"],
        [1000, "1s"],
      ] as const)
        await database.transaction().execute(async (trx) => {
          await lockTimeout(ms).execute(trx);
          assert.equal(
            (await sql<{ lock_timeout: string }>`show lock_timeout`.execute(trx)).rows[0]?.lock_timeout,
            shown,
          );
        });
      assert.equal(await told(database), before);
    });

    test("S24 it is a statement that a database which spreads tables hands on to its nodes", () => {
      assert.match(lockTimeout(1000).compile(opened.database).sql, /^set local lock_timeout = 1000$/);
    });
  });
