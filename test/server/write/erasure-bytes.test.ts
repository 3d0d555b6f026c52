import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { sql } from "kysely";
import type { Database } from "../../../server/postgres/database.js";
import { startBackend, type TestBackend } from "../../support/backend.js";
import { filesWith } from "../../support/bytes.js";
import { openPreparedFolder } from "../../support/prepared-database.js";
import { startPostgres } from "../../support/postgres.js";
import { makeMember } from "../../support/tenant.js";

const CANARY = "Canary7391";
const PHONE = "+36301237391";
const CARD = "6034120088717391";
const EMAIL = `${CANARY}@example.com`.toLowerCase();
const canaries = [CANARY, PHONE.slice(1), CARD];

const takesAll = { knowsKeys: true, send: async () => ({ state: "sent", providerId: null }) as const };

/** A database whose files can be read. */
interface OnDisk {
  readonly database: Database;
  readonly folder: string;
  /** What is free is free: dead rows, and what was logged of them, are gone from the disk. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

const openFolder = async (): Promise<OnDisk> => {
  const folder = await mkdtemp(path.join(tmpdir(), "memberkit-bytes-"));
  const database = await openPreparedFolder(folder);
  return {
    database,
    folder,
    tidy: () => tidy(database),
    close: async () => {
      await database.destroy();
      await rm(folder, { recursive: true });
    },
  };
};

const openPostgres = async (): Promise<OnDisk> => {
  const { database, stop } = await startPostgres({ isDurable: true });
  const { rows } = await sql<{ folder: string }>`select current_setting('data_directory') as folder`.execute(database);
  return { database, folder: rows[0]?.folder ?? "", tidy: () => tidy(database), close: stop };
};

/** Of what docs/data-protection.md says, each statement is needed: a plain `vacuum` leaves bytes between the rows of a page. */
const tidy = async (database: Database): Promise<void> => {
  const keepNoOldLog = ["set wal_recycle = off", "alter system set wal_recycle = off", "select pg_reload_conf()"];
  for (const statement of [...keepNoOldLog, "vacuum full", "analyze", "select pg_switch_wal()", "checkpoint"])
    await sql.raw(statement).execute(database);
};

const kinds = [
  { name: "PGlite", open: openFolder },
  { name: "PostgreSQL", open: openPostgres },
];

/** A member who has left a trace in every field that takes text. */
const leaveTraces = async ({ database }: OnDisk) => {
  const backend = await startBackend({ database, deliver: { email: takesAll, sms: takesAll } });
  const tenant = await backend.seed();
  const memberId = await makeMember(database, tenant, {
    ...{ name: CANARY, email: EMAIL, phone: PHONE, externalIds: [`crm-${CANARY}`] },
  });
  const call = await backend.as({ tenant });
  const done = async (url: string, body?: unknown, headers?: Record<string, string>) => {
    const { status, body: answer, text } = await call(url, body, headers);
    assert.ok(status < 300, `${url}: ${status} ${text}`);
    return answer as unknown as { id: string; url: string; status: string };
  };
  const act = (action: string, input: object, headers?: Record<string, string>) =>
    done(`/members/${memberId}/actions/${action}`, input, headers);
  const note = `${CANARY} said so`;
  const mistake = await act("add", { currency: "points", amount: 500, note, reference: CANARY });
  await done(`/operations/${mistake.id}/reversal`, { note });
  await act("add", { currency: "points", amount: 500, note, customerMessage: CANARY });
  await act("add-note", { note });
  await act("add-tag", { tag: CANARY });
  await act("add-card", { number: CARD, note });
  await act("add-event", { type: "review", properties: { stars: 5, text: CANARY }, note });
  await act("set-consent", { channel: "email", granted: true, evidence: `${CANARY} ticked the box` });
  await act("send-email", { templateId: "tpl_email_thanks" });
  await act("send-sms", { body: `Hi {name}, ${CANARY}` });
  await act("edit-profile", {
    changes: { allergies: { from: null, to: CANARY }, address: { from: null, to: `${CANARY} Street 1` } },
    note,
  });
  await looked(done);
  await inFiles(backend, done);
  await backend.app.runDueWork();
  return { backend, memberId, act };
};

type Done = (
  url: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ id: string; url: string; status: string }>;

const among = (field: string, value: readonly string[]) => ({
  ...{ combinator: "and", not: false, rules: [{ field, operator: "in", value }] },
});

/** What was searched for, filtered by, saved and exported. */
const looked = async (done: Done): Promise<void> => {
  for (const q of [CANARY, EMAIL, PHONE, CARD]) await done("/member-searches", { q });
  await done("/audience-queries", { filter: among("email", [EMAIL]), limit: 10 });
  await done("/audiences", { name: "Pasted", filter: among("email", [EMAIL]) });
};

/** What was asked for in files, and of many. */
const inFiles = async (backend: TestBackend, done: Done): Promise<void> => {
  const filter = among("email", [EMAIL]);
  const asked = { filter, columns: ["id", "name", "email"], format: "csv", purpose: "A test" };
  const { url } = await done("/exports", asked);
  assert.match(await (await backend.fetch(`${backend.baseUrl}${url}`)).text(), new RegExp(CANARY));
  const file = `email,currency,amount,note\r\n${EMAIL},points,5,${CANARY} was there`;
  const { id: jobId } = await done("/imports?action=add&key=email", file, { "Content-Type": "text/csv" });
  await backend.app.runDueWork();
  assert.equal((await done("/bulk-actions", { jobId, confirmedCount: 1 })).status, "running");
  await backend.app.runDueWork();
};

for (const { name, open } of kinds)
  describe(name, () => {
    for (const action of ["delete", "anonymize", "opt-out"])
      test(`S16 ${action} leaves nothing of the member in any file of the database, nor in the log`, async () => {
        const disk = await open();
        try {
          const { backend, memberId, act } = await leaveTraces(disk);
          for (const canary of canaries)
            assert.notDeepEqual(await filesWith(disk.folder, canary), [], `${canary} was there`);
          const { version } = await disk.database
            .selectFrom("member")
            .select("version")
            .where("id", "=", memberId)
            .executeTakeFirstOrThrow();
          await act(action, { confirmation: memberId, note: CANARY }, { "If-Match": `"${version}"` });
          await backend.app.runDueWork();
          await disk.tidy();
          for (const canary of canaries) assert.deepEqual(await filesWith(disk.folder, canary), [], canary);
          assert.deepEqual(
            backend.log.filter((entry) => canaries.some((canary) => JSON.stringify(entry).includes(canary))),
            [],
          );
        } finally {
          await disk.close();
        }
      });
  });
