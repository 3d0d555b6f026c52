/**
 * The demo, on one command: the reference backend with its embedded database, the providers that messages leave by, and
 * on another origin a small CRM that embeds the kit. All of it stays on this machine, and all that is done is kept in
 * `.data/`.
 *
 * `DATA_DIR`, `DATABASE_URL`, `PORT` (the backend's), `CRM_PORT`, `MEMBERS` (how many are seeded into an empty database)
 * and `LOG` (`all`: what the backend logs, and not what went wrong alone) may be set.
 */
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { serve } from "@hono/node-server";
import type { Log } from "../server/http/log.js";
import { usualRequestLimits } from "../server/http/rate-limiter.js";
import { FolderLockedError } from "../server/node/folder-lock.js";
import { startServer } from "../server/node/start.js";
import type { Database } from "../server/postgres/database.js";
import { northwind, seedTenant } from "../server/seed/index.js";
import { createHost } from "./host/backend.js";
import { buildKit, kitFolder } from "./host/build-kit.js";
import { freePort } from "./host/free-port.js";
import { audience, issuer, sharedSecret, signingKey, tenant } from "./host/keys.js";
import { openMailroom } from "./host/mailroom.js";

const {
  DATA_DIR: dataDir = ".data",
  DATABASE_URL: databaseUrl = "",
  PORT = "8787",
  CRM_PORT = "5173",
  MEMBERS = "2000",
  LOG: logged = "trouble",
} = process.env;
const host = "127.0.0.1";

/** Of what the backend logs, the demo shows what went wrong. */
const log: Log = (entry) => (entry.level !== "info" || logged === "all") && console.error(JSON.stringify(entry));

const seedIfEmpty = async (database: Database): Promise<void> => {
  const known = await database.selectFrom("program").select("tenant").where("tenant", "=", tenant).executeTakeFirst();
  if (known) return;
  console.log(`Seeding ${northwind.program.name}, a program of ${MEMBERS} members …`);
  await seedTenant(database, tenant, { members: Number(MEMBERS), now: new Date() });
};

/** Resolves once it listens: whoever reads the address below may open it at once. */
const startCrm = async (port: number, options: Parameters<typeof createHost>[0]) => {
  const server = serve({ fetch: createHost(options).fetch, hostname: host, port });
  if (!server.listening) await once(server, "listening");
  return () => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
};

const start = async (stopping: AbortSignal): Promise<void> => {
  await mkdir(dataDir, { recursive: true });
  const [port, crmPort] = [await freePort(Number(PORT)), await freePort(Number(CRM_PORT))];
  const crm = `http://${host}:${crmPort}`;
  const [secret, key, mailroom] = await Promise.all([
    sharedSecret(path.join(dataDir, "secret")),
    signingKey(path.join(dataDir, "signing-key.json")),
    openMailroom(path.join(dataDir, "mailroom.ndjson")),
  ]);
  const from = { name: northwind.program.name, address: "hello@northwind.example" };
  const building = buildKit();
  const server = await startServer(
    {
      host,
      port,
      databaseUrl: databaseUrl === "" ? null : databaseUrl,
      requestLimits: usualRequestLimits,
      databaseConnections: 10,
      databaseTimeoutMs: 5_000,
      dataDir,
      keepAliveTimeoutMs: 125_000,
      keys: { issuer, audience, secret },
      origins: [crm],
      smtp: { url: mailroom.smtpUrl, from },
      webhook: { url: mailroom.webhookUrl, headers: {}, knowsKeys: true },
      twilio: null,
      firebase: null,
      journal: { file: null, webhook: null },
      signing: { key },
      integrations: { newsletter: { ...mailroom.newsletter, knowsKeys: true } },
    },
    log,
    stopping,
  );
  await seedIfEmpty(server.database);
  await building;
  const stopCrm = await startCrm(crmPort, { api: server.origin, secret, kitFolder, mailroom });
  console.log(
    `\n  Northwind CRM   ${crm}/customers/m_1048\n  Its backend     ${server.origin}/v1\n\n  Ctrl+C stops it; all that was done is kept in ${dataDir}/.`,
  );
  stopping.addEventListener("abort", () => void Promise.all([stopCrm(), server.stop(), mailroom.close()]));
};

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stopping.abort());

try {
  await start(stopping.signal);
} catch (error) {
  console.error(error instanceof FolderLockedError ? error.message : error);
  process.exit(1);
}
