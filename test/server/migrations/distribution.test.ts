import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { canDistribute, distribute } from "../../../server/migrations/distribution.js";
import { migrate } from "../../../server/migrations/index.js";
import type { Database } from "../../../server/postgres/database.js";
import { erasure } from "../../../server/postgres/personal-data.js";
import { startActing } from "../../support/acting.js";
import { makeFoundation } from "../../support/databases.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";

let postgres: TestPostgres;
let database: Database;
beforeEach(async () => {
  postgres = await startPostgres();
  ({ database } = postgres);
});
afterEach(() => postgres.stop());

/**
 * Stands in for the extension, which keeps what it spreads in `pg_dist_partition`: it spreads nothing, and refuses what the
 * extension would, a table whose foreign key names one that is not spread, or lies elsewhere.
 */
const standIn = async (): Promise<void> => {
  for (const statement of [
    `create table pg_dist_partition (logicalrelid regclass primary key, place bigint, beside text, "column" text)`,
    `create function record_spread(spread regclass, by_column text, lies_beside text) returns void language plpgsql as $$
      begin
        if exists (select from pg_constraint where conrelid = spread and contype = 'f' and confrelid <> conrelid
            and not exists (select from pg_dist_partition where logicalrelid = confrelid)) then
          raise exception 'a foreign key of % names a table that is not spread', spread;
        end if;
        insert into pg_dist_partition select spread, count(*), lies_beside, by_column from pg_dist_partition;
      end $$`,
    `create function create_reference_table(spread regclass) returns void language sql as $$
      select record_spread(spread, null, null) $$`,
    `create function create_distributed_table(spread regclass, distribution_column text, colocate_with text default 'default')
      returns void language sql as $$ select record_spread(spread, distribution_column, colocate_with) $$`,
  ])
    await sql.raw(statement).execute(database);
};

/** A database as the first version made it. */
const openOld = async (): Promise<Database> => {
  await sql`create database old template template0`.execute(database);
  const old = postgres.connect(1, postgres.url.replace(/\/postgres$/, "/old"));
  await makeFoundation(old);
  return old;
};

const spreadNow = () => database.transaction().execute(distribute);

const calls = async () => {
  const { rows } = await sql<{ name: string; beside: string | null; column: string | null }>`
    select logicalrelid::text as name, beside, "column" from pg_dist_partition order by place`.execute(database);
  return rows;
};

test("S24 every table is spread by its tenant, beside the members, and after those that its foreign keys name", async () => {
  assert.equal(await canDistribute(database), false);
  await standIn();
  assert.equal(await canDistribute(database), true);
  await spreadNow();
  const [versions, members, ...others] = await calls();
  assert.deepEqual(versions, { name: "schema_version", beside: null, column: null });
  assert.deepEqual(members, { name: "member", beside: "default", column: "tenant" });
  assert.deepEqual(
    others.filter(({ beside, column }) => beside !== "member" || column !== "tenant"),
    [],
  );
  const all = others.map(({ name }) => name.replaceAll('"', ""));
  assert.deepEqual([...all, "member"].sort(), Object.keys(erasure).sort());
});

test("S24 it is safe to repeat, and a later migration spreads the tables that it adds", async () => {
  database = await openOld();
  await standIn();
  const first = await spreadNow();
  assert.ok(first.includes("member") && !first.includes("export"));
  assert.deepEqual(await spreadNow(), []);
  await migrate(database);
  const all = (await calls()).map(({ name }) => name.replaceAll('"', ""));
  assert.deepEqual(all.toSorted(), [...Object.keys(erasure), "schema_version"].sort());
});

test("S24 a database without it stays as it is, and the server runs on it", async () => {
  await migrate(database);
  const { act } = await startActing(database);
  assert.equal((await act("add", { currency: "points", amount: 1 })).status, 200);
});
