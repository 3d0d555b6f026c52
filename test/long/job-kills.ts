import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import type { Job } from "../../sdk/contract/index.js";
import type { Database } from "../../server/postgres/database.js";
import { Random } from "../../server/seed/random.js";
import { mintFor } from "../support/backend.js";
import { type Backend, type Ground, kinds, TENANT } from "./backends.js";
import { type Figures, figuresOf } from "./figures.js";
import { strikeOn, type Victim } from "./kills.js";
import { Model } from "./model.js";

export interface JobKillOptions {
  readonly kills: number;
  readonly seed: number;
}

const AMOUNT = 7;
const POLL_MS = 20;
/** A job whose servers are killed is over by then: a lease that nobody renews runs out meanwhile. */
const PATIENCE_MS = 180_000;

/** Asks the servers in turn, until one of them answers. */
const asking =
  ({ servers }: Backend) =>
  async (path: string, body?: object): Promise<Job> => {
    const token = await mintFor(new Date(), { tenant: TENANT });
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const until = Date.now() + PATIENCE_MS;
    while (Date.now() < until) {
      for (const origin of servers.origins) {
        const init = body ? { method: "POST", body: JSON.stringify(body) } : {};
        const response = await fetch(`${origin}/v1${path}`, { ...init, headers }).catch(() => null);
        if (response && response.status < 500) {
          const text = await response.text();
          if (response.ok) return JSON.parse(text) as Job;
          throw new Error(text);
        }
      }
      await pause(POLL_MS);
    }
    throw new Error(`Nobody answered ${path}`);
  };

const waitUntil = async (read: () => Promise<Job>, isThere: (job: Job) => boolean): Promise<Job> => {
  const until = Date.now() + PATIENCE_MS;
  let job = await read();
  while (!isThere(job)) {
    if (Date.now() > until) throw new Error(`The job stands still: ${JSON.stringify(job)}`);
    await pause(POLL_MS);
    job = await read();
  }
  return job;
};

interface Books {
  readonly items: number;
  readonly operations: number;
  readonly members: number;
  readonly points: number;
}

/** What the books say of a job: each of its items is one operation of its own member, and nothing else was booked. */
const readBooks = async (database: Database, { id }: Job): Promise<Books> => {
  const { rows } = await sql<Books>`
    select (select count(*) from job_item join operation as o on o.tenant = job_item.tenant and o.id = operation_id
        and o.member_id = job_item.member_id and o.key = ${id} || '.' || position
        where job_id = ${id} and job_item.status = 'succeeded' and o.status = 'applied') as items,
      count(*) as operations, count(distinct o.member_id) as members, coalesce(sum(entry.spendable), 0)::bigint as points
    from operation as o join entry on entry.tenant = o.tenant and entry.operation_id = o.id
    where o.tenant = ${TENANT} and o.key like ${`${id}.%`} and o.status = 'applied'`.execute(database);
  return rows[0] ?? { items: 0, operations: 0, members: 0, points: 0 };
};

const compareBooks = ({ findings }: Model, { progress }: Job, books: Books): void => {
  const { total, succeeded } = progress;
  if (books.members < total) findings.lost.add(`${total - books.members} of ${total} members were left out`);
  if (books.operations > books.members) findings.doubled.add(`${books.operations - books.members} were done twice`);
  const isRight = books.items === succeeded && books.points === succeeded * AMOUNT && succeeded === total;
  if (!isRight) findings.wrong.add(JSON.stringify({ progress, books }));
};

/**
 * Two servers share a job over all members, and are killed again and again on the way (C01), or the database below
 * them: at its end each row was done once, and the sums are those that it says.
 */
export const runJobKills = async (
  ground: Ground,
  victim: Victim,
  { kills, seed }: JobKillOptions,
): Promise<Figures> => {
  const start = performance.now();
  const backend = await kinds["2 servers, PostgreSQL"](ground);
  const model = new Model();
  const random = new Random(seed);
  const ask = asking(backend);
  let done = 0;
  try {
    const target = { filter: { combinator: "and", rules: [] } };
    const input = { currency: "points", amount: AMOUNT };
    const { id } = await ask("/bulk-previews", { target, action: "add", input });
    const read = () => ask(`/jobs/${id}`);
    const { progress } = await waitUntil(read, ({ status }) => status === "checked");
    await ask("/bulk-actions", { jobId: id });
    for (let count = 1; count <= kills; count++) {
      const mark = (progress.total * count) / (kills + 2);
      await waitUntil(read, (job) => job.progress.done >= mark);
      const { kill, restart } = strikeOn(victim, backend, random);
      await kill();
      await restart();
    }
    const job = await waitUntil(read, ({ status }) => status !== "running");
    done = job.progress.succeeded;
    await backend.inspect(async (database) => compareBooks(model, job, await readBooks(database, job)));
    await backend.servers.stop();
  } catch (error) {
    model.findings.broken.add(String((error as Error).stack));
  } finally {
    await backend.close();
  }
  const seconds = (performance.now() - start) / 1000;
  return figuresOf(`a job, kill ${victim}: 2 servers`, model, { done, kills, seconds });
};
