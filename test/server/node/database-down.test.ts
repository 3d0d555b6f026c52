import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { LogEntry } from "../../../server/http/log.js";
import { startServer } from "../../../server/node/start.js";
import { seedTenant } from "../../../server/seed/index.js";
import { AUDIENCE, ISSUER, mintFor, SECRET } from "../../support/backend.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";

/** A wire to the database that can be cut and mended. */
class Wire {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  port = 0;

  constructor(readonly target: number) {}

  async mend(): Promise<void> {
    this.#server = createServer((socket) => {
      const upstream = connect(this.target, "127.0.0.1");
      for (const end of [socket, upstream]) this.#sockets.add(end.on("error", () => end.destroy()));
      socket.pipe(upstream).pipe(socket);
    });
    this.#server.listen(this.port, "127.0.0.1");
    await once(this.#server, "listening");
    this.port = (this.#server.address() as AddressInfo).port;
  }

  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    await closed;
  }
}

let postgres: TestPostgres;
let wire: Wire;
before(async () => {
  postgres = await startPostgres();
  await seedTenant(postgres.database, "t1", { now: new Date() });
  wire = new Wire(Number(new URL(postgres.url).port));
  await wire.mend();
  await wire.cut();
});
after(() => postgres.stop());

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

test("D07 a database that is down at the start, or later, is a 503, and is recovered from without a restart", async () => {
  const databaseUrl = new URL(postgres.url);
  databaseUrl.port = String(wire.port);
  const port = await freePort();
  const log: LogEntry[] = [];
  const settings = {
    host: "127.0.0.1",
    port,
    databaseUrl: databaseUrl.href,
    dataDir: "",
    keys: { issuer: ISSUER, audience: AUDIENCE, secret: SECRET },
    origins: [],
    smtp: null,
    webhook: null,
  };
  const starting = startServer(settings, (entry) => log.push(entry));
  const authorization = `Bearer ${await mintFor(new Date(), { tenant: "t1" })}`;
  const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization } });

  const assertDown = async () => {
    assert.equal((await get("/healthz")).status, 200, "The process itself is well.");
    for (const path of ["/readyz", "/v1/members/m_1048"]) {
      const response = await get(path);
      const problem = (await response.json()) as { code: string; retryable: boolean; requestId: string };
      assert.deepEqual([response.status, problem.code, problem.retryable], [503, "unavailable", true], path);
      assert.match(response.headers.get("Retry-After") ?? "", /^\d+$/);
      assert.match(log.find(({ requestId }) => requestId === problem.requestId)?.error?.name ?? "", /Error/);
    }
  };
  const assertUp = async () => {
    while ((await get("/readyz")).status !== 200) await pause(50);
    assert.equal((await get("/v1/members/m_1048")).status, 200);
  };

  while (!log.some(({ event }) => event === "database-unreachable")) await pause(20);
  await assertDown();
  await wire.mend();
  const server = await starting;
  await assertUp();
  await wire.cut();
  await assertDown();
  await wire.mend();
  await assertUp();
  await server.stop();
  await wire.cut();
});
