import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { serve } from "@hono/node-server";
import { sql } from "kysely";
import { createApp } from "../app.js";
import { failureOf, type Log } from "../http/log.js";
import { canChangeLedger } from "../postgres/ledger-rights.js";
import { migrate } from "../migrations/index.js";
import type { Database } from "../postgres/database.js";
import { closing } from "./closing.js";
import { repeat } from "./due-work-timer.js";
import { httpTimeouts } from "./http-timeouts.js";
import { openDatabase } from "./open-database.js";
import { integrationsOf, journalOf, providersOf, reportsOf } from "./providers.js";
import type { Settings } from "./settings.js";
import { isUnavailable } from "../postgres/unavailable.js";

/** A server that listens. */
interface RunningServer {
  /** `http://127.0.0.1:8787`; the base URL of the contract is `<origin>/v1`. */
  readonly origin: string;
  readonly database: Database;
  /** Takes no more connections, finishes open requests, and closes the database. It is safe to call twice. */
  stop(): Promise<void>;
}

/** The pause between two attempts to reach a database that is down, in milliseconds. */
const RETRY_MS = 1_000;

/** How long a change may wait until those who listen are told of it, in milliseconds. */
const TELL_MS = 1_000;

/**
 * The embedded database gathers no statistics by itself, and plans badly without them. They outlive a restart: the first
 * requests, which would wait for it, come before it.
 */
const analyzing = { firstMs: 300_000, restMs: 3_600_000 };

/**
 * A database that is down at the start is waited for, meanwhile the server answers 503 (docs/faults.md D07); any other
 * trouble ends the start.
 */
const migrateWhenReachable = async (database: Database, log: Log, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    try {
      await migrate(database);
      return;
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      log({ level: "warn", event: "database-unreachable", error: failureOf(error) });
      await pause(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
};

const listen = async (server: Server): Promise<string> => {
  if (!server.listening)
    await Promise.race([
      once(server, "listening"),
      once(server, "error").then(([error]) => Promise.reject(error as Error)),
    ]);
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
};

/**
 * Opens the database, brings its schema up to date, listens, and delivers messages in the background. Resolves once it
 * is ready. Throws `FolderLockedError` where another process has the data folder, and where the port is taken.
 *
 * @param signal stops the server, even while it still waits for its database.
 */
export const startServer = async (settings: Settings, log: Log, signal?: AbortSignal): Promise<RunningServer> => {
  const { close: closeDatabase, migrationDatabase, ...databases } = openDatabase(settings, log);
  const { database } = databases;
  const app = createApp({
    ...databases,
    deliver: providersOf(settings),
    reports: reportsOf(settings),
    integrations: integrationsOf(settings),
    keepEntry: journalOf(settings),
    signing: settings.signing ?? undefined,
    keys: settings.keys,
    requestLimits: settings.requestLimits,
    origins: settings.origins,
    log,
  });
  const { host: hostname, port, keepAliveTimeoutMs } = settings;
  const server = serve({ fetch: app.fetch, hostname, port, serverOptions: httpTimeouts(keepAliveTimeoutMs) }) as Server;
  const close = closing(server);
  const stopping = new AbortController();
  signal?.addEventListener("abort", () => void stop());
  let stopDueWork = async (): Promise<void> => undefined;
  const end = async (): Promise<void> => {
    stopping.abort();
    app.endStreams();
    await Promise.all([close(), stopDueWork()]);
    await closeDatabase();
  };
  let ended: Promise<void> | undefined;
  const stop = (): Promise<void> => (ended ??= end());
  try {
    const origin = await listen(server);
    log({ level: "info", event: "listening" });
    await migrateWhenReachable(migrationDatabase, log, stopping.signal);
    const stopRounds = [
      repeat(() => app.runDueWork(), log, { goesOn: ({ jobs }) => jobs > 0 }),
      repeat(() => app.tellChanges(), log, { restMs: TELL_MS }),
    ];
    if (settings.databaseUrl !== null && (await canChangeLedger(database)))
      log({ level: "warn", event: "role-can-change-the-ledger" });
    if (settings.databaseUrl === null) stopRounds.push(repeat(() => sql`analyze`.execute(database), log, analyzing));
    stopDueWork = async () => {
      await Promise.all(stopRounds.map((stopRound) => stopRound()));
    };
    return { origin, database, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
