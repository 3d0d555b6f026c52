import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { sql } from "kysely";
import type { Database } from "../../../server/postgres/database.js";
import { filesWith } from "../../support/bytes.js";
import { blocksOf } from "../../support/documents.js";
import { openPreparedFolder } from "../../support/prepared-database.js";
import { startPostgres } from "../../support/postgres.js";
import { canaries, CANARY, leaveTraces } from "../../support/traces.js";

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

/** What docs/data-protection.md says: each statement is needed, a plain `vacuum` leaves bytes between the rows of a page. */
const advised = blocksOf("docs/data-protection.md")
  .filter(({ language }) => language === "sql")
  .flatMap(({ code }) => code.replace(/--.*$/gm, "").split(";"))
  .flatMap((statement) => statement.trim() || []);

const tidy = async (database: Database): Promise<void> => {
  for (const statement of ["set wal_recycle = off", ...advised]) await sql.raw(statement).execute(database);
};

const kinds = [
  { name: "PGlite", open: openFolder },
  { name: "PostgreSQL", open: openPostgres },
];

for (const { name, open } of kinds)
  describe(name, () => {
    for (const action of ["delete", "anonymize", "opt-out"])
      test(`S16 ${action} leaves nothing of the member in any file of the database, nor in the log`, async () => {
        const disk = await open();
        try {
          const { backend, memberId, act } = await leaveTraces(disk.database);
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
