import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { Database } from "../../../server/postgres/database.js";
import { openPreparedDatabase } from "../../support/prepared-database.js";

/** The row of the schema's version, which is nobody's. */
const OWN = "schema_version";

let database: Database;
before(async () => {
  database = await openPreparedDatabase();
});
after(() => database.destroy());

const namesFrom = async (query: ReturnType<typeof sql<{ name: string }>>): Promise<readonly string[]> =>
  (await query.execute(database)).rows.map(({ name }) => name);

const tables = sql`pg_class as t where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and t.relname <> ${OWN}`;

test("S24 every table has a primary key, and every key and unique index leads with the tenant", async () => {
  assert.deepEqual(
    await namesFrom(sql`
      select t.relname as name from ${tables} and not exists (
        select from pg_index where indrelid = t.oid and indisprimary)`),
    [],
  );
  assert.deepEqual(
    await namesFrom(sql`
      select index.relname as name from pg_index join pg_class as index on index.oid = indexrelid
        left join pg_attribute on attrelid = indrelid and attnum = indkey[0] and attname = 'tenant'
      where indisunique and attname is null and indrelid in (select t.oid from ${tables})`),
    [],
  );
});

test("S24 every foreign key carries the tenant to the tenant, and none waits for the commit", async () => {
  const { rows } = await sql<{ name: string; own: string[]; theirs: string[]; waits: boolean }>`
    select conname as name, condeferrable as waits,
      array(select attname from unnest(conkey) with ordinality as key (num, place)
        join pg_attribute on attrelid = conrelid and attnum = num order by place)::text[] as own,
      array(select attname from unnest(confkey) with ordinality as key (num, place)
        join pg_attribute on attrelid = confrelid and attnum = num order by place)::text[] as theirs
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`.execute(database);
  assert.ok(rows.length > 10);
  const broken = rows.filter(({ own, theirs, waits }) => own[0] !== "tenant" || theirs[0] !== "tenant" || waits);
  assert.deepEqual(broken, []);
});

test("S24 no constraint waits for the commit or excludes rows, no trigger is on the way, and no sequence numbers anything", async () => {
  assert.deepEqual(
    await namesFrom(sql`
      select conname as name from pg_constraint
      where connamespace = 'public'::regnamespace and (condeferrable or contype = 'x')`),
    [],
  );
  assert.deepEqual(await namesFrom(sql`select tgname as name from pg_trigger where not tgisinternal`), []);
  assert.deepEqual(
    await namesFrom(sql`
      select relname as name from pg_class
      where relkind = 'S' and relnamespace = 'public'::regnamespace`),
    [],
  );
  assert.deepEqual(
    await namesFrom(sql`
      select attname as name from pg_attribute join pg_class as t on t.oid = attrelid
      where t.relnamespace = 'public'::regnamespace and attidentity <> ''`),
    [],
  );
});
