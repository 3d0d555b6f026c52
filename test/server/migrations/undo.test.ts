import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { migrate } from "../../../server/migrations/index.js";
import { moveDueLots } from "../../../server/due/due-lots.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { readAnswer } from "../../support/acting.js";
import { TestClock } from "../../support/backend.js";
import { emptyDatabases, makeFoundation, type OpenDatabase } from "../../support/databases.js";
import { operatorOf, smallProgram } from "../../support/tenant.js";

const leg = (expiresOn: string, delta: number) => ({ expiresOn, availableOn: "-infinity", delta });

/**
 * What the first version booked: an addition that expired in part, what was spent of it, another spending that was
 * undone.
 */
const booked = [
  { id: "op_1", action: "add", moves: { earned: 100, spendable: 100 }, legs: [leg("2026-11-30", 100)] },
  { id: "op_2", action: "redeem", moves: { spendable: -40, spent: 40 }, legs: [leg("2026-11-30", -40)] },
  { id: "op_3", action: "redeem", moves: { spendable: -10, spent: 10 }, legs: [leg("2026-11-30", -10)] },
  {
    id: "op_4",
    action: "redeem",
    moves: { spendable: 10, spent: -10 },
    legs: [leg("2026-11-30", 10)],
    reverses: "op_3",
  },
  { id: "op_5", action: "expire", moves: { spendable: -60, expired: 60 }, legs: [leg("2026-11-30", -60)] },
];

const still = { earned: 0, spendable: 0, spent: 0, expired: 0, pending: 0 };

for (const { name, open } of emptyDatabases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    test("what was booked before there were undos of what expired is undone as what is booked since", async () => {
      const { database } = opened;
      await makeFoundation(database);
      await sql`insert into program values ('t', ${JSON.stringify(smallProgram)})`.execute(database);
      await sql`insert into member (tenant, id, status, tier_id, joined_at) values ('t', 'm_1', 'active', 'bronze', now())`.execute(
        database,
      );
      await sql`insert into profile (tenant, member_id, salt, name, first_name) values ('t', 'm_1', '', 'Noa', 'Noa')`.execute(
        database,
      );
      await sql`insert into account values ('t', 'm_1', 'points', 100, 0, 40, 60, 0, 5)`.execute(database);
      await sql`insert into lot values ('t', 'm_1', 'points', '2026-11-30', '-infinity', 0)`.execute(database);
      for (const [index, { id, action, moves, legs, reverses = null }] of booked.entries()) {
        const { earned, spendable, spent, expired, pending } = { ...still, ...moves };
        const effect = { kind: "balance", currency: "points", ...still, ...moves, legs, requested: spendable };
        await sql`insert into entry values ('t', 'm_1', 'points', ${index + 1}, ${id}, now(), ${earned}, ${spendable}, ${spent}, ${expired},
          ${pending}, 0, ${JSON.stringify(legs)})`.execute(database);
        await sql`insert into operation (tenant, id, scope, key, action, member_id, source, at, status, receipt, effects, reverses)
          values ('t', ${id}, 'import', ${id}, ${action}, 'm_1', 'manual', now(), 'applied', '{}', ${JSON.stringify([effect])}, ${reverses})`.execute(
          database,
        );
      }
      await migrate(database);
      const clock = new TestClock("2026-12-01T09:00:00Z");
      const writePath = createWritePath({ database, clock });
      const undo = async (operationId: string) =>
        readAnswer(
          await writePath.reverse({
            ...{
              tenant: "t",
              operator: operatorOf("t"),
              source: "manual",
              requestId: "r",
              key: operationId,
              input: {},
            },
            operationId,
          }),
        );
      const balances = () =>
        database.selectFrom("account").select(["earned", "spendable", "spent", "expired"]).executeTakeFirst();
      assert.equal((await undo("op_2")).status, 200);
      assert.deepEqual(await balances(), { earned: 100, spendable: 0, spent: 0, expired: 100 });
      assert.equal((await undo("op_1")).status, 200);
      assert.deepEqual(await balances(), { earned: 0, spendable: 0, spent: 0, expired: 0 });
      assert.equal(await moveDueLots({ database, writePath, clock }), 0);
    });
  });
