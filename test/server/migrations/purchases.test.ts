import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { migrate } from "../../../server/migrations/index.js";
import { emptyDatabases, makeFoundation, type OpenDatabase } from "../../support/databases.js";

const amount = { amount: 1250, currency: "EUR", scale: 2 };
const receipt = JSON.stringify({ effects: [{ kind: "purchase", subject: null, amount }] });

for (const { name, open } of emptyDatabases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    test("what tills told of before is a purchase, and what rules did about it says so", async () => {
      const { database } = opened;
      await makeFoundation(database);
      await sql`insert into member (tenant, id, status, joined_at) values ('t', 'm_1', 'active', now())`.execute(
        database,
      );
      const booked = (id: string, key: string, action: string, source: string, told: string) => sql`
        insert into operation (tenant, id, scope, key, action, member_id, source, branch_id, at, status, receipt)
        values ('t', ${id}, ${source}, ${key}, ${action}, 'm_1', ${source}, 'b_1', '2026-11-01T10:00:00Z', 'applied', ${told})`;
      await booked("op_1", "till:1", "purchase", "pos", receipt).execute(database);
      await booked("op_2", "op_1.rule_points", "add", "rule", "{}").execute(database);
      await booked("op_3", "k", "add", "manual", "{}").execute(database);
      await migrate(database);
      const purchases = await database.selectFrom("purchase").selectAll().execute();
      assert.deepEqual(purchases, [
        {
          tenant: "t",
          id: "pu_1",
          member_id: "m_1",
          at: new Date("2026-11-01T10:00:00Z"),
          branch_id: "b_1",
          receipt_number: null,
          ...amount,
          returned: 0,
          operation_id: "op_1",
        },
      ]);
      const causes = await database.selectFrom("operation").select(["id", "caused_by"]).orderBy("id").execute();
      assert.deepEqual(
        causes.map(({ id, caused_by }) => [id, caused_by]),
        [
          ["op_1", null],
          ["op_2", "op_1"],
          ["op_3", null],
        ],
      );
    });
  });
