import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { type Loading, openToLoad } from "../../../server/node/load.js";
import { seedTenant } from "../../../server/seed/index.js";
import { NOW } from "../../support/backend.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";

let postgres: TestPostgres;
let loading: Loading;
before(async () => {
  postgres = await startPostgres();
  loading = await openToLoad(postgres.url);
});
after(async () => {
  await loading.database.destroy();
  await postgres.stop();
});

const branch = (id: string, name: string) => ({ tenant: "copied", id, name, position: 0 });

test("what is copied is stored to the letter, whatever it would mean in COPY's format", async () => {
  const names = [
    "\\N",
    "\\.",
    "a\tb",
    "a\nb\r\n",
    "\\",
    "\\\\t",
    "",
    " ",
    'a "quoted" word',
    "שלום 🎁",
    "null",
    "\u0001",
  ];
  await loading.database.transaction().execute(async (trx) => {
    await loading.copyRows(
      trx,
      "branch",
      names.map((name, index) => branch(`b_${index}`, name)),
    );
    await loading.copyRows(trx, "branch", []);
  });
  const { rows } = await sql<{ name: string }>`
    select name from branch where tenant = 'copied' order by substr(id, 3)::int`.execute(postgres.database);
  assert.deepEqual(
    rows.map(({ name }) => name),
    names,
  );
});

test("copied rows are part of the transaction, and a row that is refused names its reason and rolls all back", async () => {
  const twice = [branch("b_twice", "One"), branch("b_twice", "Other")];
  await assert.rejects(
    loading.database.transaction().execute(async (trx) => {
      const rows = [[branch("b_first", "First")], twice, [branch("b_last", "Last")]];
      await Promise.all(rows.map((some) => loading.copyRows(trx, "branch", some)));
    }),
    { code: "23505", constraint: "branch_pkey" },
  );
  const { rows } = await sql`select from branch where id in ('b_first', 'b_twice', 'b_last')`.execute(loading.database);
  assert.equal(rows.length, 0, "the connection is still good, and nothing was stored");
});

test("a program seeded by COPY is the one that is seeded by INSERT, in every table", async () => {
  const options = { members: 100, now: new Date(NOW) };
  await seedTenant(postgres.database, "inserted", options);
  await seedTenant(loading.database, "loaded", { ...options, insert: loading.copyRows });
  const { rows: tables } = await sql<{ name: string; columns: string }>`
    select table_name as name, string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
    where table_schema = 'public' and column_name not in ('tenant', 'salt') group by table_name
    having table_name in (select table_name from information_schema.columns where column_name = 'tenant')`.execute(
    postgres.database,
  );
  let compared = 0;
  for (const { name, columns } of tables) {
    const of = (tenant: string) => sql`select ${sql.raw(columns)} from ${sql.table(name)} where tenant = ${tenant}`;
    const { rows } = await sql<{ differing: number; all: number }>`
      select (select count(*) from ((${of("inserted")} except all ${of("loaded")}) union all
        (${of("loaded")} except all ${of("inserted")})) as differing) as differing,
        (select count(*) from (${of("inserted")}) as rows) as all`.execute(postgres.database);
    assert.equal(rows[0]?.differing, 0, name);
    compared += rows[0]?.all ?? 0;
  }
  assert(compared > 3000, `${compared} rows`);
});
