import { sql } from "kysely";
import type { Job } from "../sdk/contract/index.js";
import { migrate } from "../server/migrations/index.js";
import { openPostgres } from "../server/postgres/postgres.js";
import { seedTenant } from "../server/seed/index.js";
import { mintFor } from "../test/support/backend.js";
import { startPostgres } from "../test/support/postgres.js";
import { TENANT } from "../test/support/served.js";
import { spawnServer } from "../test/support/server-process.js";

const MEMBERS = 100_000;
const POLL_MS = 100;

const asking = (origin: string) => async (path: string, body?: object) => {
  const headers = {
    authorization: `Bearer ${await mintFor(new Date(), { tenant: TENANT })}`,
    "content-type": "application/json",
  };
  const response = await fetch(`${origin}/v1${path}`, {
    ...(body && { method: "POST", body: JSON.stringify(body) }),
    headers,
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Job;
};

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

/** The same for every member, in one statement: no key, no audit, no receipt, no timeline, no lots, no tier. */
const PLAIN = sql`
  with added as (
    insert into account (tenant, member_id, currency, earned, spendable, spent, expired, pending, seq)
    select tenant, id, 'credits', 1, 1, 0, 0, 0, 1 from member where tenant = ${TENANT} and status = 'active'
    on conflict (tenant, member_id, currency) do update
      set earned = account.earned + 1, spendable = account.spendable + 1, seq = account.seq + 1
    returning tenant, member_id, currency, seq, spendable)
  insert into entry (tenant, member_id, currency, seq, operation_id, at, earned, spendable, spent, expired, pending, spendable_after, legs)
  select tenant, member_id, currency, seq, 'plain', now(), 1, 1, 0, 0, 0, spendable, '[]' from added`;

/**
 * Members a second of a bulk add over 100,000 of them, by so many servers, beside one statement that moves the same
 * balances and writes the same entries, and keeps no record of it; on a PostgreSQL that syncs.
 */
export const compareBulk = async () => {
  const postgres = await startPostgres({ isDurable: true });
  // As long as it takes.
  const database = openPostgres(postgres.url, { connections: 1, timeoutMs: 0 });
  const table: Record<string, object> = {};
  try {
    await migrate(database);
    await seedTenant(database, TENANT, { members: MEMBERS, history: "none", now: new Date() });
    await sql`analyze`.execute(database);
    const plain = await seconds(() => PLAIN.execute(database));
    for (const count of [1, 2]) {
      const servers = Array.from({ length: count }, () => spawnServer({ DATABASE_URL: postgres.url }));
      const [origin = ""] = await Promise.all(servers.map(({ ready }) => ready));
      const ask = asking(origin);
      const target = { filter: { combinator: "and", rules: [{ field: "status", operator: "=", value: "active" }] } };
      const { id } = await ask("/bulk-previews", { target, action: "add", input: { currency: "points", amount: 1 } });
      const until = async (status: string): Promise<Job> => {
        for (;;) {
          const job = await ask(`/jobs/${id}`);
          if (job.status === status) return job;
          await new Promise((resolve) => setTimeout(resolve, POLL_MS));
        }
      };
      const checking = await seconds(() => until("checked"));
      await ask("/bulk-actions", { jobId: id });
      const running = await seconds(() => until("done"));
      const { total, succeeded } = (await until("done")).progress;
      if (succeeded !== total) throw new Error(`${succeeded} of ${total} were done.`);
      table[`${count} server${count === 1 ? "" : "s"}`] = {
        members: total,
        "looked at/s": Math.round(total / checking),
        "done/s": Math.round(total / running),
        "one statement/s": Math.round(total / plain),
        ratio: Number((plain / running).toFixed(3)),
      };
      for (const server of servers) server.child.kill();
      await Promise.all(servers.map(({ exited }) => exited));
    }
    return table;
  } finally {
    await database.destroy();
    await postgres.stop();
  }
};
