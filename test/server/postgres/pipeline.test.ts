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

    test("what a transaction leaves open is rolled back, and the connection can be used again", async () => {
      const before = await counted();
      await pipelined(opened.database, async (transaction) => {
        await transaction.send(insert(30));
      });
      assert.equal(await counted(), before);
    });
  });
