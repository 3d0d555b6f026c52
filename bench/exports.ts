import { sql } from "kysely";
import type { Database } from "../server/postgres/database.js";
import { audienceOf, fieldsNamed } from "../server/read/audience/audience.js";
import { lease } from "../server/read/export/lease.js";
import { writingOf } from "../server/read/export/lines.js";
import { membersFile } from "../server/read/export/members.js";
import { fileOf } from "../server/read/export/stream.js";
import { NOW, TestClock } from "../test/support/backend.js";
import { programOf } from "../server/domain/masking.js";

/** A file of everybody beside a bare `COPY` of the same columns through the same process. */
export interface ExportCost {
  readonly megabytes: number;
  readonly ms: number;
  readonly copyMs: number;
  readonly ratio: number;
  /** Most memory of the process above what it had before, in megabytes. */
  readonly memory: number;
}

const COLUMNS = ["id", "name", "email", "phone", "accounts.points.spendable", "joinedAt"];
const MEGABYTE = 1024 * 1024;

/** The driver reads all of it, and drops it. */
const copy = async (database: Database, tenant: string): Promise<number> => {
  const start = performance.now();
  await sql
    .raw(
      `copy (select m.id, p.name, p.email, p.phone, a.spendable, m.joined_at
        from member as m join profile as p on p.tenant = m.tenant and p.member_id = m.id
          left join account as a on a.tenant = m.tenant and a.member_id = m.id and a.currency = 'points'
        where m.tenant = '${tenant}') to stdout (format csv)`,
    )
    .execute(database);
  return performance.now() - start;
};

/** How long an export takes, and how much memory. */
export const measureExport = async (database: Database, tenant: string): Promise<ExportCost> => {
  const copyMs = await copy(database, tenant);
  const before = process.memoryUsage().rss;
  let [bytes, most] = [0, before];
  const start = performance.now();
  const { connection, release } = await lease(database);
  const audience = await audienceOf(connection, new TestClock(NOW), programOf(tenant), {
    filter: { combinator: "and", rules: [] },
  });
  const fields = fieldsNamed(audience.fields, COLUMNS, "column", String);
  for await (const chunk of fileOf(connection, await membersFile(connection, audience, writingOf("csv", fields)))) {
    bytes += chunk.byteLength;
    most = Math.max(most, process.memoryUsage().rss);
  }
  release();
  const ms = performance.now() - start;
  const whole = Math.round;
  return {
    megabytes: whole(bytes / MEGABYTE),
    ms: whole(ms),
    copyMs: whole(copyMs),
    ratio: whole((ms / copyMs) * 10) / 10,
    memory: whole((most - before) / MEGABYTE),
  };
};
