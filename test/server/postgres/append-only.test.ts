import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { sealAudit } from "../../../server/audit/seal.js";
import type { LogEntry } from "../../../server/http/log.js";
import { migrate } from "../../../server/migrations/index.js";
import { readSettings } from "../../../server/node/settings.js";
import { startServer } from "../../../server/node/start.js";
import type { Database } from "../../../server/postgres/database.js";
import { canChangeLedger } from "../../../server/postgres/ledger-rights.js";
import { startActing } from "../../support/acting.js";
import { AUDIENCE, ISSUER, SECRET } from "../../support/backend.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";

let postgres: TestPostgres;
/** Connected as an ordinary role that owns its database, as a server in production should be. */
let database: Database;
let ownUrl: string;
before(async () => {
  postgres = await startPostgres();
  await sql`create role memberkit login`.execute(postgres.database);
  await sql`create database loyalty owner memberkit`.execute(postgres.database);
  ownUrl = postgres.url.replace("//postgres@", "//memberkit@").replace(/\/postgres$/, "/loyalty");
  database = postgres.connect(2, ownUrl);
  await migrate(database);
});
after(() => postgres.stop());

test("the ledger, the audit, its seals and certificates can be added to by the server's own role, and neither changed, deleted nor emptied", async () => {
  const { act, tenant } = await startActing(database);
  assert.equal((await act("add", { currency: "points", amount: 100 })).status, 200);
  await sealAudit(database);
  const refused = /permission denied for table (entry|audit|audit_seal|certificate)/;
  for (const table of ["entry", "audit", "audit_seal", "certificate"] as const) {
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

test("a role that could change the ledger is told from one that can only add to it", async () => {
  assert.equal(await canChangeLedger(database), false);
  assert.equal(await canChangeLedger(postgres.database), true, "A superuser is above all rights.");
});

test("a server that is connected as a superuser warns of it once, and no other does", async () => {
  const startedAs = async (url: string): Promise<string[]> => {
    const log: LogEntry[] = [];
    const tokens = { TOKEN_ISSUER: ISSUER, TOKEN_AUDIENCE: AUDIENCE, TOKEN_SECRET: SECRET };
    const settings = readSettings({ DATABASE_URL: url, PORT: "0", ...tokens });
    const server = await startServer(settings, (entry) => void log.push(entry));
    await server.stop();
    return log.filter(({ level }) => level === "warn").map(({ event }) => event);
  };
  assert.deepEqual(await startedAs(postgres.url), ["role-can-change-the-ledger"]);
  assert.deepEqual(await startedAs(ownUrl), []);
});
