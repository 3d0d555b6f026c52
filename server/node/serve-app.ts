import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { serve } from "@hono/node-server";
import { failureOf, type Log } from "../http/log.js";
import { isUnavailable } from "../postgres/unavailable.js";
import { closing } from "./closing.js";
import { httpTimeouts } from "./http-timeouts.js";
import type { Settings } from "./settings.js";

/** What is served: an app on a database. */
interface Served {
  readonly fetch: (request: Request) => Promise<Response>;
  /** Brings the database's schema up to date. */
  migrate(): Promise<void>;
  /** Starts what runs beside requests, once the database is ready; answers the functions that stop it. */
  begin(): Promise<readonly (() => Promise<void>)[]>;
  /** Ends what would stay open. */
  endStreams?(): void;
  closeDatabase(): Promise<void>;
}

/** A server that listens. */
export interface Serving {
  /** `http://127.0.0.1:8787`; the base URL of the contract is `<origin>/v1`. */
  readonly origin: string;
  /** Takes no more connections, finishes open requests, and closes the database. It is safe to call twice. */
  stop(): Promise<void>;
}

/** The pause between two attempts to reach a database that is down, in milliseconds. */
const RETRY_MS = 1_000;

/**
 * A database that is down at the start is waited for, meanwhile the server answers 503 (docs/faults.md D07); any other
 * trouble ends the start.
 */
const migrateWhenReachable = async ({ migrate }: Served, log: Log, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    try {
      await migrate();
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
 * Listens, brings the database's schema up to date, and begins what runs beside requests. Resolves once it is ready. Throws
 * where the port is taken.
 *
 * @param signal stops the server, even while it still waits for its database.
 */
export const serveApp = async (
  served: Served,
  { host: hostname, port, keepAliveTimeoutMs }: Pick<Settings, "host" | "port" | "keepAliveTimeoutMs">,
  log: Log,
  signal?: AbortSignal,
): Promise<Serving> => {
  const { fetch } = served;
  const server = serve({ fetch, hostname, port, serverOptions: httpTimeouts(keepAliveTimeoutMs) }) as Server;
  const close = closing(server);
  const stopping = new AbortController();
  signal?.addEventListener("abort", () => void stop());
  let stopRounds: readonly (() => Promise<void>)[] = [];
  const end = async (): Promise<void> => {
    stopping.abort();
    served.endStreams?.();
    await Promise.all([close(), ...stopRounds.map((stopRound) => stopRound())]);
    await served.closeDatabase();
  };
  let ended: Promise<void> | undefined;
  const stop = (): Promise<void> => (ended ??= end());
  try {
    const origin = await listen(server);
    log({ level: "info", event: "listening" });
    await migrateWhenReachable(served, log, stopping.signal);
    stopRounds = await served.begin();
    return { origin, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
