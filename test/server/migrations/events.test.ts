import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { migrate } from "../../../server/migrations/index.js";
import { emptyDatabases, makeFoundation, type OpenDatabase } from "../../support/databases.js";

const receipt = JSON.stringify({
  effects: [
    {
      kind: "event",
      subject: { id: "review", name: "Review written" },
      details: [
        { id: "stars", label: "Stars", kind: "number", value: 4 },
        { id: "topic", label: "Topic", kind: "text", value: "Latte art", code: "latte-art" },
        { id: "text", label: "What it says", kind: "text", value: null },
      ],
      expiresAt: null,
    },
  ],
});

for (const { name, open } of emptyDatabases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    test("what was registered before is an event, with what was told of it, but for free text", async () => {
      const { database } = opened;
      await makeFoundation(database);
      await sql`insert into member (tenant, id, status, joined_at) values ('t', 'm_1', 'active', now())`.execute(
        database,
      );
      const booked = (id: string, action: string, status: string, told: string) =>
        sql`insert into operation (tenant, id, scope, key, action, member_id, source, at, status, receipt)
          values ('t', ${id}, 'operator:a', ${id}, ${action}, 'm_1', 'manual', '2026-11-01T10:00:00Z', ${status}, ${told})`.execute(
          database,
        );
      await booked("op_1", "add-event", "applied", receipt);
      await booked("op_2", "add-event", "refused", "{}");
      await booked("op_3", "add", "applied", JSON.stringify({ effects: [] }));
      await migrate(database);
      const [event, ...others] = await database.selectFrom("member_event").selectAll().execute();
      assert.deepEqual(others, []);
      const { told = "{}", ...rest } = event ?? {};
      assert.deepEqual(JSON.parse(told), { stars: 4, topic: "latte-art" });
      const at = new Date("2026-11-01T10:00:00Z");
      assert.deepEqual(rest, { tenant: "t", id: "op_1", member_id: "m_1", at, type: "review" });
    });
  });
