import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type Server } from "node:http";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { decodeJwt } from "jose";
import { sql } from "kysely";
import { mintFor } from "../test/support/backend.js";
import { startPostgres, type TestPostgres } from "../test/support/postgres.js";
import { type ServerProcess, spawnServer } from "../test/support/server-process.js";
import { makeMembers, makeTenant } from "../test/support/tenant.js";
import { median } from "./writes.js";

/** Stateless processes in all, however many databases there are. */
const PROCESSES = 2;
const TENANTS = 4;
const MEMBERS = 200;
const CALLERS = 64;
const ROUNDS = 4;
const ROUND_MS = 4_000;

/** Somebody to add to. */
interface Target {
  readonly tenant: string;
  readonly member: string;
}

/** A database, the processes that serve its tenants, and their members. */
interface Shard {
  readonly postgres: TestPostgres;
  readonly servers: readonly ServerProcess[];
  readonly origins: readonly string[];
  readonly targets: readonly Target[];
}

const agent = new Agent({ keepAlive: true });

/**
 * Hands each request on to a process whose database has its tenant: the whole of a router by tenant. A tenant's requests go to
 * the same process, with one database as with two: what is compared is the databases.
 */
const startRouter = async (shards: readonly Shard[]): Promise<Server> => {
  const originOf = new Map<string, string>();
  for (const { targets, origins } of shards)
    for (const [index, tenant] of [...new Set(targets.map((target) => target.tenant))].entries())
      originOf.set(tenant, origins[index % origins.length] ?? "");
  const router = createServer((incoming, outgoing) => {
    const { method, headers, url = "" } = incoming;
    const { tenant = "" } = decodeJwt<{ tenant?: string }>((headers.authorization ?? "").replace("Bearer ", ""));
    const call = request(`${originOf.get(tenant)}${url}`, { method, headers, agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    call.once("error", (error) => outgoing.destroy(error));
    incoming.pipe(call);
  });
  router.listen(0, "127.0.0.1");
  await once(router, "listening");
  return router;
};

const startShard = async (tenants: number, processes: number): Promise<Shard> => {
  const postgres = await startPostgres();
  const targets: Target[] = [];
  for (let made = 0; made < tenants; made++) {
    const tenant = await makeTenant(postgres.database);
    const members = await makeMembers(
      postgres.database,
      tenant,
      Array.from({ length: MEMBERS }, () => ({})),
    );
    targets.push(...members.map((member) => ({ tenant, member })));
  }
  const servers = Array.from({ length: processes }, () => spawnServer({ DATABASE_URL: postgres.url }));
  return { postgres, servers, targets, origins: await Promise.all(servers.map(({ ready }) => ready)) };
};

/** The processes that work for a database: one for each connection. */
const backendsOf = async ({ postgres }: Shard): Promise<readonly number[]> => {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity
    where backend_type = 'client backend' and application_name = '' and pid <> pg_backend_pid()`.execute(
    postgres.database,
  );
  return rows.map(({ pid }) => pid);
};

const TICKS_A_SECOND = 100;

/** What a process has taken of the processor so far, in milliseconds, as Linux counts it. */
const takenBy = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_A_SECOND;
};

/** What a database has taken of the processor so far, in milliseconds. */
const takenIn = async (shard: Shard): Promise<number> =>
  (await backendsOf(shard)).reduce((sum, pid) => sum + takenBy(pid), 0);

let keys = 0;

const add = async (origin: string, authorization: string, member: string): Promise<void> => {
  const headers = { authorization, "content-type": "application/json", "idempotency-key": `spread-${++keys}` };
  const call = request(`${origin}/v1/members/${member}/actions/add`, { method: "POST", agent, headers });
  call.end('{"currency":"points","amount":1}');
  const [response] = (await once(call, "response")) as [IncomingMessage];
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 200) throw new Error(`An add was answered ${response.statusCode}.`);
};

/** What a round came to. */
interface Measured {
  /** Adds a second. */
  readonly rate: number;
  /** Milliseconds of a core that the busiest database takes for 1,000 adds. */
  readonly busiest: number;
}

/** Adds through a router, by callers who each ask again as soon as they are answered. */
const addAll = async (router: Server, shards: readonly Shard[]) => {
  const origin = `http://127.0.0.1:${(router.address() as AddressInfo).port}`;
  const tokens = new Map<string, string>();
  const targets = shards.flatMap((shard) => shard.targets);
  for (const { tenant } of targets)
    if (!tokens.has(tenant)) tokens.set(tenant, `Bearer ${await mintFor(new Date(), { tenant })}`);
  const started = performance.now();
  let done = 0;
  const caller = async (first: number): Promise<void> => {
    // Members of all tenants in turn.
    for (let turn = first; performance.now() - started < ROUND_MS; turn += CALLERS) {
      const target = targets[(turn * MEMBERS + Math.floor(turn / TENANTS)) % targets.length];
      if (target) await add(origin, tokens.get(target.tenant) ?? "", target.member);
      done++;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, index) => caller(index)));
  return { done, ms: performance.now() - started };
};

/** Some databases, behind a router by tenant. */
const startSpread = async (databases: number) => {
  const shards: Shard[] = [];
  for (let made = 0; made < databases; made++)
    shards.push(await startShard(TENANTS / databases, PROCESSES / databases));
  const router = await startRouter(shards);
  return {
    measure: async (): Promise<Measured> => {
      const before = await Promise.all(shards.map(takenIn));
      const { done, ms } = await addAll(router, shards);
      const after = await Promise.all(shards.map(takenIn));
      const taken = after.map((each, index) => each - (before[index] ?? 0));
      return { rate: (done * 1000) / ms, busiest: (Math.max(...taken) * 1000) / done };
    },
    stop: async (): Promise<void> => {
      router.close();
      for (const { postgres, servers } of shards) {
        for (const { child } of servers) child.kill("SIGTERM");
        await Promise.all(servers.map(({ exited }) => exited));
        await postgres.stop();
      }
    },
  };
};

/**
 * Adds a second on one PostgreSQL beside those on two, each with half of the tenants, behind a router by tenant, with as many
 * server processes in all: medians of rounds that take turns. One machine has two cores however many databases there are, so
 * beside that what the busiest of them takes of a processor: how much more there could be where each has a machine.
 */
export const compareSpreading = async () => {
  const [one, two] = [await startSpread(1), await startSpread(2)];
  try {
    const [ones, twos]: [Measured[], Measured[]] = [[], []];
    for (let round = 0; round <= ROUNDS; round++) {
      ones.push(await one.measure());
      twos.push(await two.measure());
    }
    // The first of each warms both up.
    const [a, b] = [ones, twos].map((rounds) => ({
      rate: median(rounds.slice(1).map(({ rate }) => rate)),
      busiest: median(rounds.slice(1).map(({ busiest }) => busiest)),
    })) as [Measured, Measured];
    const row = (before: number, after: number, ratio: number) => ({
      "1 database": Math.round(before),
      "2 databases": Math.round(after),
      ratio: Number(ratio.toFixed(2)),
    });
    return {
      "adds/s, on this one machine": row(a.rate, b.rate, b.rate / a.rate),
      "ms of a core that the busiest takes for 1,000 adds": row(a.busiest, b.busiest, a.busiest / b.busiest),
    };
  } finally {
    agent.destroy();
    await one.stop();
    await two.stop();
  }
};
