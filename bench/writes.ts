import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { createInterface } from "node:readline";
import pg from "pg";
import { startBackend } from "../test/support/backend.js";
import { startPostgres } from "../test/support/postgres.js";
import { TENANT, tokenNow } from "../test/support/served.js";
import { spawnServer } from "../test/support/server-process.js";
import { makeMembers, makeTenant } from "../test/support/tenant.js";
import { stranger } from "../server/seed/crowd.js";
import { seedTenant } from "../server/seed/index.js";
import { namedPeople } from "../server/seed/people.js";

const MEMBERS = 2_000;
const ROUNDS = 5;
const ROUND_MS = 2_000;

let keys = 0;
const agent = new Agent({ keepAlive: true });

const add = async (origin: string, authorization: string, member: string): Promise<void> => {
  const headers = { authorization, "content-type": "application/json", "idempotency-key": `bench-${++keys}` };
  const call = request(`${origin}/v1/members/${member}/actions/add`, { method: "POST", agent, headers });
  call.end('{"currency":"points","amount":1}');
  const [response] = (await once(call, "response")) as [IncomingMessage];
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 200) throw new Error(`An add was answered ${response.statusCode}.`);
};

/** Adds a second by so many callers, each asking again as soon as it is answered. */
export const throughput = async (
  origin: string,
  callers: number,
  memberOf: (turn: number) => string,
  forMs = ROUND_MS,
): Promise<number> => {
  const authorization = `Bearer ${await tokenNow()}`;
  const started = performance.now();
  let done = 0;
  const caller = async (first: number): Promise<void> => {
    for (let turn = first; performance.now() - started < forMs; turn += callers) {
      await add(origin, authorization, memberOf(turn));
      done++;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, index) => caller(index)));
  return (done * 1000) / (performance.now() - started);
};

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** What the driver was asked, while so many adds came at once. */
const countStatements = async (adds: number, isHot: boolean) => {
  const postgres = await startPostgres();
  const asked: string[] = [];
  const client = pg.Client.prototype as { query: (...query: unknown[]) => unknown };
  const { query } = client;
  try {
    const tenant = await makeTenant(postgres.database);
    const members = await makeMembers(
      postgres.database,
      tenant,
      Array.from({ length: adds }, () => ({})),
    );
    const call = await (await startBackend({ database: postgres.database })).as({ tenant });
    client.query = function (this: unknown, ...given) {
      const [text] = given as [string | { text: string }];
      asked.push(typeof text === "string" ? text : text.text);
      return query.apply(this, given);
    };
    const body = { currency: "points", amount: 1 };
    await Promise.all(members.map((member) => call(`/members/${isHot ? members[0] : member}/actions/add`, body)));
  } finally {
    client.query = query;
    await postgres.stop();
  }
  const groups = asked.filter((text) => text === "begin").length;
  return { groups, "statements a group": asked.length / groups, "statements an add": asked.length / adds };
};

const startPeer = async (url: string) => {
  const child = spawn(process.execPath, ["--import", "tsx", "bench/plain-endpoint.ts", url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [origin] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { origin, child };
};

/** A PostgreSQL that syncs, with members who may all be added to. */
export const startSeeded = async () => {
  const postgres = await startPostgres({ isDurable: true });
  await seedTenant(postgres.connect(1), TENANT, { members: MEMBERS, history: "none", now: new Date() });
  await postgres.database.updateTable("member").set({ status: "active" }).where("status", "=", "blocked").execute();
  return postgres;
};

/** The seeded members that no test names. */
const strangers = Array.from(
  { length: MEMBERS - namedPeople.length },
  (_, index) => stranger(namedPeople.length + index).id,
);

/** Another member each turn. */
export const spread = (turn: number): string => strangers[turn % strangers.length] ?? "";

const cases = [32, 256].flatMap((callers) => [
  { name: `spread, ${callers} callers`, callers, memberOf: spread },
  { name: `hot, ${callers} callers`, callers, memberOf: () => spread(0) },
]);

/** Lets go of the connections of callers. */
export const hangUp = (): void => agent.destroy();

/**
 * Adds a second of the server beside those of the plain endpoint, on one PostgreSQL that syncs: medians of rounds that
 * take turns.
 */
export const compareWrites = async () => {
  const postgres = await startSeeded();
  const server = spawnServer({ DATABASE_URL: postgres.url });
  const { origin: peer, child } = await startPeer(postgres.url);
  try {
    const ours = await server.ready;
    const table: Record<string, object> = {};
    for (const { name, callers, memberOf } of cases) {
      const [mine, plain]: [number[], number[]] = [[], []];
      for (let round = 0; round <= ROUNDS; round++) {
        mine.push(await throughput(ours, callers, memberOf));
        plain.push(await throughput(peer, callers, memberOf));
      }
      // The first of each warms both up.
      const [a, b] = [median(mine.slice(1)), median(plain.slice(1))];
      table[name] = { "adds/s": Math.round(a), "plain endpoint": Math.round(b), ratio: Number((a / b).toFixed(2)) };
    }
    return table;
  } finally {
    hangUp();
    child.kill();
    server.child.kill();
    await server.exited;
    await postgres.stop();
  }
};

/** Statements of 256 adds that come at once. */
export const compareStatements = async () => ({
  "256 at once, spread": await countStatements(256, false),
  "256 at once, hot": await countStatements(256, true),
});
