import { sql } from "kysely";
import type { Database } from "../server/postgres/database.js";
import { audienceOf, fieldsNamed } from "../server/read/audience/audience.js";
import { lease } from "../server/read/export/lease.js";
import { writingOf } from "../server/read/export/lines.js";
import { membersFile } from "../server/read/export/members.js";
import { fileOf } from "../server/read/export/stream.js";
import { openPostgres } from "../server/postgres/postgres.js";
import { startPostgres } from "../test/support/postgres.js";
import { fillCrowd } from "./crowd.js";
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

const ROUNDS = 5;

interface Taken {
  readonly bytes: number;
  readonly ms: number;
  /** Most of what the process took above what it had before, in bytes. */
  readonly memory: number;
}

const exportAll = async (database: Database, tenant: string): Promise<Taken> => {
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
  return { bytes, ms: performance.now() - start, memory: most - before };
};

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** How long an export takes, and how much memory: medians of rounds that take turns. */
export const measureExport = async (database: Database, tenant: string): Promise<ExportCost> => {
  const [copies, exports]: [number[], Taken[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    copies.push(await copy(database, tenant));
    exports.push(await exportAll(database, tenant));
  }
  const [copyMs, ms] = [median(copies), median(exports.map((each) => each.ms))];
  const whole = Math.round;
  return {
    megabytes: whole((exports[0]?.bytes ?? 0) / MEGABYTE),
    ms: whole(ms),
    copyMs: whole(copyMs),
    ratio: whole((ms / copyMs) * 100) / 100,
    memory: whole(Math.max(...exports.map(({ memory }) => memory)) / MEGABYTE),
  };
};

/** Exports of ever more members, on a PostgreSQL of their own. */
export const measureExports = async (): Promise<Record<string, ExportCost>> => {
  const postgres = await startPostgres();
  const database = openPostgres(postgres.url, { connections: 4, timeoutMs: 0 });
  try {
    const table: Record<string, ExportCost> = {};
    for (const members of [100_000, 1_000_000])
      table[`${members} members`] = await measureExport(
        database,
        await fillCrowd(database, members, { purchases: false }),
      );
    return table;
  } finally {
    await database.destroy();
    await postgres.stop();
  }
};
