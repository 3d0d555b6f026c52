import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { threads } from "../../../server/migrations/0034-threads.js";
import { migrate } from "../../../server/migrations/index.js";
import { emptyDatabases, type OpenDatabase } from "../../support/databases.js";

for (const { name, open } of emptyDatabases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    test("a card that was replaced before says by which, and one whose replacement was undone counts again", async () => {
      const { database } = opened;
      await migrate(database);
      // As it was before that version.
      for (const step of [
        "drop table household_member",
        "alter table member_card drop column replaced_by",
        "drop index message_thread",
        "create index message_member on message (tenant, member_id, created_at desc, id desc)",
      ])
        await sql.raw(step).execute(database);
      await sql`insert into member (tenant, id, status, joined_at) values ('t', 'm_1', 'active', now())`.execute(
        database,
      );
      for (const [id, status] of [
        ["mc_1", "replaced"],
        ["mc_2", "active"],
        ["mc_3", "active"],
      ])
        await sql`insert into member_card (tenant, id, member_id, number, status, issued_at)
          values ('t', ${id}, 'm_1', ${id}, ${status}, now())`.execute(database);
      const replaced = (operation: string, before: string, after: string, reversed_by: string | null) => sql`
        insert into operation (tenant, id, scope, key, action, member_id, source, at, status, receipt, effects, reversed_by)
        values ('t', ${operation}, 'u', ${operation}, 'replace-card', 'm_1', 'manual', now(), 'applied', '{}',
          ${JSON.stringify([{ kind: "card", change: "given", before: { id: before, number: before }, after: { id: after, number: after } }])},
          ${reversed_by})`;
      await replaced("op_1", "mc_1", "mc_2", null).execute(database);
      await replaced("op_2", "mc_3", "mc_gone", "op_3").execute(database);
      for (const step of threads) await sql.raw(step).execute(database);
      const cards = await database.selectFrom("member_card").select(["id", "replaced_by"]).orderBy("id").execute();
      assert.deepEqual(cards, [
        { id: "mc_1", replaced_by: "mc_2" },
        { id: "mc_2", replaced_by: null },
        { id: "mc_3", replaced_by: null },
      ]);
    });
  });
