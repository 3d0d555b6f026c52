import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { keepAnchors } from "../../../server/audit/anchor.js";
import { auditParts, auditRow } from "../../../server/audit/audited.js";
import { sealAudit } from "../../../server/audit/seal.js";
import { type Verdict, verifyAudit } from "../../../server/audit/verify.js";
import { journalFile, readJournal } from "../../../server/node/journal-file.js";
import type { Database } from "../../../server/postgres/database.js";
import { statementOf } from "../../../server/postgres/statement.js";
import { startActing } from "../../support/acting.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";

let postgres: TestPostgres;
let folder: string;
before(async () => {
  postgres = await startPostgres();
  folder = await mkdtemp(path.join(tmpdir(), "memberkit-journal-"));
});
after(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true });
});

const verdictOf = async (database: Database, tenant: string): Promise<Verdict | undefined> => {
  for await (const each of verifyAudit(database)) if (each.tenant === tenant) return each;
  return undefined;
};

test("S17 several processes seal one program while it is written to: each row has one place, and the chain holds", async () => {
  const { act, tenant } = await startActing(postgres.database);
  const processes = [postgres.connect(2), postgres.connect(2), postgres.connect(2)];
  const sealed = async (database: Database) => {
    for (let round = 0; round < 10; round++) await sealAudit(database);
  };
  const adds = Array.from({ length: 60 }, () => act("add", { currency: "points", amount: 1 }));
  await Promise.all([...adds, ...processes.map(sealed)]);
  await sealAudit(postgres.database);
  assert.deepEqual(await verdictOf(postgres.database, tenant), { tenant, verified: 60, unsealed: 0, finding: null });
});

test("S17 a row whose transaction commits late is sealed after those that came meanwhile", async () => {
  const { act, tenant, clock, operator } = await startActing(postgres.database);
  const late = auditRow({ tenant, at: clock.now(), requestId: "req_late", operatorId: operator.id, action: "add" });
  await postgres
    .connect(1)
    .connection()
    .execute(async (other) => {
      await sql`begin`.execute(other);
      for (const statement of statementOf(auditParts([late]))) await statement.execute(other);
      await act("add", { currency: "points", amount: 1 });
      await sealAudit(postgres.database);
      assert.equal((await verdictOf(postgres.database, tenant))?.verified, 1);
      await sql`commit`.execute(other);
    });
  await sealAudit(postgres.database);
  assert.deepEqual(await verdictOf(postgres.database, tenant), { tenant, verified: 2, unsealed: 0, finding: null });
});

test("S17 the command verifies every program, names the row that was tampered with, and fails then", async () => {
  const { act, tenant } = await startActing(postgres.database);
  await act("add", { currency: "points", amount: 1 });
  await act("add", { currency: "points", amount: 2 });
  await sealAudit(postgres.database);
  const journal = path.join(folder, "journal.jsonl");
  await keepAnchors({
    database: postgres.database,
    clock: { now: () => new Date("2026-11-21T10:00:00Z") },
    keepEntry: journalFile(journal),
  });
  const command = ["--import", "tsx", "server/node/verify-audit.ts", postgres.url, "--journal", journal];
  const verify = () => {
    const { status: code, stdout } = spawnSync(process.execPath, command, { encoding: "utf8" });
    return { code, stdout };
  };
  const whole = verify();
  assert.equal(whole.code, 0, whole.stdout);
  assert.match(whole.stdout, new RegExp(`^${tenant}: holds\\. Rows: 2\\.$`, "m"));
  const { rows } = await sql<{ id: string }>`
    update audit set operator_id = 'u_somebody' where (tenant, id) in (
      select tenant, audit_id from audit_seal where tenant = ${tenant} and position = 2) returning id`.execute(
    postgres.database,
  );
  const tampered = verify();
  assert.equal(tampered.code, 1);
  const said = `${tenant}: Row ${rows[0]?.id} at 2 was changed since it was sealed. Rows before it, which hold: 1.`;
  assert.ok(tampered.stdout.split("\n").includes(said), tampered.stdout);
});

test("a journal reads as it was written, and a broken one is refused", async () => {
  const file = path.join(folder, "own.jsonl");
  const anchor = {
    type: "audit.anchor" as const,
    tenant: "t_1",
    position: 7,
    hash: "abc",
    at: new Date("2026-11-21T10:00:00Z"),
  };
  const tombstone = {
    ...{ type: "member.erased" as const, tenant: "t_1", at: anchor.at },
    ...{ memberIds: ["m_1", "m_2"], action: "delete", operationId: "op_1" },
  };
  await journalFile(file)(anchor);
  await journalFile(file)(tombstone);
  assert.deepEqual(await readJournal(file), [anchor, tombstone]);
  await writeFile(file, '{"type":"audit.anchor","tenant":"t_1","position":"many"}\n');
  await assert.rejects(readJournal(file));
});
