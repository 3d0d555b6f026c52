import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import type { JournalEntry, Tombstone } from "../../../server/audit/journal.js";
import { sealAudit } from "../../../server/audit/seal.js";
import { keepTombstones } from "../../../server/audit/tombstone.js";
import { verifyAudit } from "../../../server/audit/verify.js";
import { journalFile } from "../../../server/node/journal-file.js";
import { bury } from "../../../server/write/bury.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { type Acting, startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { tablesWith } from "../../support/dump.js";
import { startPostgres } from "../../support/postgres.js";
import { makeMember } from "../../support/tenant.js";

const CANARY = "Canary-5127";

/** The tombstones of a program that were not kept before. */
const told = async ({ database, clock, tenant }: Acting): Promise<readonly Tombstone[]> => {
  await sealAudit(database);
  const kept: JournalEntry[] = [];
  await keepTombstones({ database, clock, keepEntry: async (entry) => void kept.push(entry) });
  return kept.filter((entry) => entry.type === "member.erased").filter((entry) => entry.tenant === tenant);
};

const erase = async ({ act, row }: Acting, action: string, memberId: string) => {
  const ifMatch = `"${(await row(memberId)).version}"`;
  const { operation, status } = await act(action, { confirmation: memberId }, { memberId, ifMatch });
  assert.equal(status, 200);
  return operation.id;
};

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    for (const action of ["delete", "anonymize", "opt-out"])
      test(`${action} is told once, by ids alone, with whoever was merged into the member`, async () => {
        const acting = await startActing(opened.database);
        const { tenant, act, clock } = acting;
        const [kept, duplicate] = [
          await makeMember(opened.database, tenant, { name: CANARY }),
          await makeMember(opened.database, tenant, { name: CANARY }),
        ];
        const ifMatch = `"${(await acting.row(kept)).version}"`;
        const merged = await act(
          "merge",
          { mergedMemberId: duplicate, confirmation: duplicate },
          { memberId: kept, ifMatch },
        );
        assert.equal(merged.status, 200, merged.body);
        const operationId = await erase(acting, action, kept);
        const [tombstone, ...others] = await told(acting);
        assert.deepEqual(
          [tombstone, others],
          [
            {
              ...{ type: "member.erased", tenant, memberIds: [kept, duplicate], action, operationId },
              at: clock.now(),
            },
            [],
          ],
        );
        assert.deepEqual(await told(acting), [], "once");
      });

    test("a tombstone that nobody could keep comes again", async () => {
      const acting = await startActing(opened.database);
      await erase(acting, "delete", acting.memberId);
      await sealAudit(opened.database);
      const { database, clock } = acting;
      await assert.rejects(
        keepTombstones({ database, clock, keepEntry: () => Promise.reject(new Error("No place is left.")) }),
        /No place/,
      );
      assert.equal((await told(acting)).length, 1);
    });

    test("D12 a member whom a backup brought back is erased again, once; who took their address afresh stays", async () => {
      const acting = await startActing(opened.database);
      const { tenant, memberId, path: writePath, row } = acting;
      const email = `${CANARY}@example.com`.toLowerCase();
      const afresh = await makeMember(opened.database, tenant, { name: "Somebody new", email });
      const at = new Date("2026-11-20T10:00:00Z");
      const tombstone: Tombstone = {
        ...{ type: "member.erased", tenant, memberIds: [memberId, "m_was_never_here"], action: "anonymize" },
        ...{ operationId: "op_of_before", at },
      };
      assert.equal(await bury(writePath, tombstone), "erased-again");
      assert.equal((await row(memberId)).status, "anonymized");
      assert.equal(await bury(writePath, tombstone), "gone-already");
      assert.equal((await row(afresh)).status, "active");
    });
  });

test("D12 a backup that is restored has the ledger that it was made of, and nothing of whoever was erased since", async () => {
  const postgres = await startPostgres();
  const folder = await mkdtemp(path.join(tmpdir(), "memberkit-restore-"));
  const journal = path.join(folder, "journal.jsonl");
  const urlOf = (name: string) => postgres.url.replace(/\/postgres$/, `/${name}`);
  /** Copies a database, which nobody is connected to then. */
  const copy = (from: string, to: string) =>
    sql`create database ${sql.ref(to)} template ${sql.ref(from)}`.execute(postgres.connect(1, urlOf("template1")));
  try {
    await postgres.database.destroy();
    await copy("postgres", "loyalty");
    const early = postgres.connect(4, urlOf("loyalty"));
    const { tenant, operator, clock, act } = await startActing(early);
    const [erased, stays] = [
      await makeMember(early, tenant, { name: CANARY }),
      await makeMember(early, tenant, { name: "Stays" }),
    ];
    for (const memberId of [erased, stays])
      await act("add", { currency: "points", amount: 70, note: `${CANARY} said` }, { memberId });
    await sealAudit(early);
    await early.destroy();
    await copy("loyalty", "backup");

    const late = postgres.connect(4, urlOf("loyalty"));
    const live = createWritePath({ database: late, clock });
    const asked = { tenant, operator, source: "manual", requestId: "req_test", actionId: "delete", memberId: erased };
    const input = { confirmation: erased };
    assert.equal((await live.submit({ ...asked, input, key: "k-erase", ifMatch: '"1"' })).status, 200);
    await sealAudit(late);
    await keepTombstones({ database: late, clock, keepEntry: journalFile(journal) });

    const restored = postgres.connect(4, urlOf("backup"));
    const balances = () =>
      restored.selectFrom("account").selectAll().where("member_id", "=", stays).executeTakeFirstOrThrow();
    const before = await balances();
    const apply = () => {
      const command = ["--import", "tsx", "server/node/apply-erasures.ts", urlOf("backup"), "--journal", journal];
      const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
      assert.equal(status, 0, stderr);
      return stdout.trim();
    };
    assert.equal(apply(), "Erasures in the journal: 1. Brought back by the backup, and done again: 1.");
    assert.deepEqual(await tablesWith(restored, CANARY), ["member_text"], "What was said of who stays is there.");
    const { rows } = await sql<{ status: string; earned: number; kept: number }>`
      select status, earned::int, (spendable + spent + expired)::int as kept from member
        join account on account.tenant = member.tenant and member_id = member.id
      where member.id = ${erased}`.execute(restored);
    assert.deepEqual(rows, [{ status: "deleted", earned: 70, kept: 70 }]);
    assert.deepEqual(await balances(), before);
    assert.equal(apply(), "Erasures in the journal: 1. Brought back by the backup, and done again: 0.");
    await sealAudit(restored);
    for await (const verdict of verifyAudit(restored)) assert.equal(verdict.finding, null);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
});
