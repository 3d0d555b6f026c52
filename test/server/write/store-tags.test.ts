import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { createWritePath } from "../../../server/write/write-path.js";
import { startActing } from "../../support/acting.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";
import { makeMembers } from "../../support/tenant.js";

let postgres: TestPostgres;
before(async () => void (postgres = await startPostgres()));
after(() => postgres.stop());

/** How often each tag is counted, and how often it is had. */
const countsOf = async (tenant: string) => {
  const { rows } = await sql<{ tag: string; counted: number; had: number; parts: number }>`
    select tag, coalesce(counted, 0)::int as counted, coalesce(had, 0)::int as had, parts from
      (select tag, sum(members) as counted, count(*)::int as parts from tag where tenant = ${tenant} group by tag) as counts
      full join (select tag, count(*) as had from member_tag where tenant = ${tenant} group by tag) as tags using (tag)
    order by tag`.execute(postgres.database);
  return rows;
};

test("several processes that tag and untag with the same words at once count right", async () => {
  const acting = await startActing(postgres.database);
  const { tenant, operator, newKey } = acting;
  const ids = await makeMembers(
    postgres.database,
    tenant,
    Array.from({ length: 24 }, () => ({})),
  );
  const paths = [1, 2, 3].map(() => createWritePath({ database: postgres.connect(2), clock: acting.clock }));
  const change = (at: number, actionId: string, tag: string) =>
    paths[at % paths.length]!.submit({
      tenant,
      operator,
      source: "manual",
      requestId: "req_test",
      key: newKey(),
      memberId: ids[at % ids.length]!,
      actionId,
      input: { tag },
    });
  for (let round = 0; round < 6; round++) {
    const adding = round % 3 !== 2;
    await Promise.all(
      ids.flatMap((_, at) => ["hot", "warm"].map((tag) => change(at + round, adding ? "add-tag" : "remove-tag", tag))),
    );
  }
  for (let at = 0; at < 10; at++) await change(at, "add-tag", "hot");
  const counts = await countsOf(tenant);
  assert(
    counts.every(({ counted, had }) => counted === had),
    JSON.stringify(counts),
  );
});

test("a transaction that hangs while it holds a tag's count stops nobody who uses the tag, and its parts are joined later", async () => {
  const { tenant, act } = await startActing(postgres.database);
  const [one = "", two = "", three = ""] = await makeMembers(postgres.database, tenant, [{}, {}, {}]);
  await act("add-tag", { tag: "VIP" }, { memberId: one });
  await postgres
    .connect(1)
    .transaction()
    .execute(async (trx) => {
      await sql`select from tag where tenant = ${tenant} for update`.execute(trx);
      assert.equal((await act("add-tag", { tag: "VIP" }, { memberId: two })).status, 200);
    });
  assert.deepEqual(await countsOf(tenant), [{ tag: "VIP", counted: 2, had: 2, parts: 2 }]);
  await act("add-tag", { tag: "VIP" }, { memberId: three });
  assert.deepEqual(await countsOf(tenant), [{ tag: "VIP", counted: 3, had: 3, parts: 1 }]);
});
