import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { levels } from "../../../server/migrations/0014-levels.js";
import { migrate } from "../../../server/migrations/index.js";
import { emptyDatabases } from "../../support/databases.js";

for (const { name, open } of emptyDatabases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    test("a tier that was given before stays given, for good", async () => {
      const { database } = opened;
      await migrate(database);
      await sql`alter table member drop column given_tiers, drop column given_until, drop column hidden_tier_id,
        add column given_tier_id text`.execute(database);
      await sql`insert into member (tenant, id, status, tier_id, given_tier_id, joined_at) values
        ('t', 'm_1', 'active', 'gold', 'gold', now()), ('t', 'm_2', 'active', 'silver', null, now())`.execute(database);
      for (const statement of levels) await sql.raw(statement).execute(database);
      const rows = await database.selectFrom("member").select(["given_tiers", "given_until"]).orderBy("id").execute();
      assert.deepEqual(
        rows.map(({ given_tiers, given_until }) => [JSON.parse(given_tiers ?? "null") as unknown, given_until]),
        [
          [[{ tierId: "gold", until: null }], null],
          [null, null],
        ],
      );
    });
  });
