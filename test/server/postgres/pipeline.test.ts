import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { pipelined } from "../../../server/postgres/pipeline.js";
import { type OpenDatabase, emptyDatabases } from "../../support/databases.js";

for (const { name, open } of emptyDatabases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => {
      opened = await open();
      await sql`create table seen (n int primary key)`.execute(opened.database);
    });
    after(() => opened.close());

    const count = sql<{ n: number }>`select count(*)::int as n from seen`;
    const counted = async () => (await count.execute(opened.database)).rows[0]?.n;
    const insert = (n: number) => sql`insert into seen values (${n})`;

    test("statements that leave together run in their order, each seeing what those before it did", async () => {
      const answers = await pipelined(opened.database, async (transaction) => {
        transaction.ahead(insert(1), insert(2));
        const [first, , second] = await transaction.send(count, insert(3), count);
        await transaction.commit(insert(4));
        return [first[0]?.n, second[0]?.n];
      });
      assert.deepEqual(answers, [2, 3]);
      assert.equal(await counted(), 4);
    });

    test("the first statement that fails is the one whose error is told, and nothing of the transaction stays", async () => {
      const before = await counted();
      const failing = pipelined(opened.database, async (transaction) => {
        await transaction.send(insert(10), insert(10), sql`select from nowhere`);
        await transaction.commit();
      });
      await assert.rejects(failing, { code: "23505" });
      assert.equal(await counted(), before);
    });

    test("a last statement that fails takes the commit back", async () => {
      const before = await counted();
      const failing = pipelined(opened.database, (transaction) => transaction.commit(insert(20), insert(20)));
      await assert.rejects(failing, { code: "23505" });
      assert.equal(await counted(), before);
    });

    test("a plan that was made while a table was nearly empty doesn't read all of it once it is large", async () => {
      const { database } = opened;
      await sql`create table grown (n int primary key)`.execute(database);
      await sql`insert into grown values (1)`.execute(database);
      await sql`analyze grown`.execute(database);
      const find = () =>
        pipelined(database, async (transaction) => {
          await transaction.send(sql`select n from grown where n = ${1}`, sql`select pg_stat_force_next_flush()`);
          await transaction.commit();
        });
      // The fifth time, PostgreSQL keeps the plan.
      for (let times = 0; times < 6; times++) await find();
      await sql`insert into grown select generate_series(2, 10000)`.execute(database);
      await find();
      const { rows } = await sql<{ read: string }>`
        select seq_tup_read::text as read from pg_stat_user_tables where relname = 'grown'`.execute(database);
      // Analysing counts as well: it read the one row that there was.
      assert(Number(rows[0]?.read) < 10, `${rows[0]?.read} rows were read.`);
    });

    test("what a transaction leaves open is rolled back, and the connection can be used again", async () => {
      const before = await counted();
      await pipelined(opened.database, async (transaction) => {
        await transaction.send(insert(30));
      });
      assert.equal(await counted(), before);
    });
  });
