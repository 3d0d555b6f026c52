import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { migrate } from "../../../server/migrations/index.js";
import { lookupRows } from "../../../server/postgres/lookup-rows.js";
import { emptyDatabases, makeFoundation } from "../../support/databases.js";

for (const { name, open } of emptyDatabases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    test("members who were there before are looked up as new ones are", async () => {
      const { database } = opened;
      await makeFoundation(database);
      for (const tenant of ["one", "two"]) {
        await sql`insert into member (tenant, id, status, joined_at)
          select ${tenant}, 'm_' || n, 'active', '2026-11-21T10:00:00Z' from generate_series(1, 1500) as n`.execute(
          database,
        );
        await sql`insert into profile (tenant, member_id, salt, name, first_name, support_id, email, phone)
          select ${tenant}, 'm_' || n, '', 'Zoë Number' || n, 'Zoë', 'S-' || n, 'n' || n || '@example.com', '+972525' || 500000 + n
          from generate_series(1, 1500) as n`.execute(database);
        await sql`insert into external_id (tenant, member_id, external_id) values (${tenant}, 'm_7', 'CRM-7'), (${tenant}, 'm_7', 'ERP-7')`.execute(
          database,
        );
      }
      await migrate(database);
      const rows = database
        .selectFrom("member_lookup")
        .selectAll()
        .where("tenant", "=", "two")
        .where("member_id", "=", "m_7");
      const seven = {
        id: "m_7",
        name: "Zoë Number7",
        supportId: "S-7",
        email: "n7@example.com",
        phone: "+972525500007",
        externalIds: ["CRM-7", "ERP-7"],
        cardNumbers: [],
      };
      const keyOf = ({ kind, value }: { kind: string; value: string }) => `${kind} ${value}`;
      assert.deepEqual((await rows.execute()).map(keyOf).toSorted(), lookupRows("two", seven).map(keyOf).toSorted());
      const { rows: counts } = await sql<{ members: number }>`
        select count(distinct (tenant, member_id))::int as members from member_lookup`.execute(database);
      assert.equal(counts[0]?.members, 3000);
    });
  });
