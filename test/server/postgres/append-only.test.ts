import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { migrate } from "../../../server/migrations/index.js";
import type { Database } from "../../../server/postgres/database.js";
import { startActing } from "../../support/acting.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";

let postgres: TestPostgres;
/** Connected as an ordinary role that owns its database, as a server in production should be. */
let database: Database;
before(async () => {
  postgres = await startPostgres();
  await sql`create role memberkit login`.execute(postgres.database);
  await sql`create database loyalty owner memberkit`.execute(postgres.database);
  database = postgres.connect(
    2,
    postgres.url.replace("//postgres@", "//memberkit@").replace(/\/postgres$/, "/loyalty"),
  );
  await migrate(database);
});
after(() => postgres.stop());

test("the ledger and the audit can be added to by the server's own role, and neither changed, deleted nor emptied", async () => {
  const { act, tenant } = await startActing(database);
  assert.equal((await act("add", { currency: "points", amount: 100 })).status, 200);
  const refused = /permission denied for table (entry|audit)/;
  for (const table of ["entry", "audit"] as const) {
    await assert.rejects(
      database.updateTable(table).set({ tenant: "x" }).where("tenant", "=", tenant).execute(),
      refused,
    );
    await assert.rejects(database.deleteFrom(table).where("tenant", "=", tenant).execute(), refused);
    await assert.rejects(sql`truncate ${sql.table(table)}`.execute(database), refused);
  }
});

test("no trigger stands on the way of a write", async () => {
  const { rows } = await sql<{ name: string }>`
    select tgname as name from pg_trigger where not tgisinternal`.execute(database);
  assert.deepEqual(rows, []);
});
