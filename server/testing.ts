/**
 * `memberkit-server/testing`: the backend in memory, for a host's own tests. It is the reference backend itself, on PGlite,
 * with the demo program and its named members (Noa Ben-David is `m_1048`); every rule holds, and nothing is faked.
 */
import { SignJWT } from "jose";
import { createApp } from "./app.js";
import { migrate } from "./migrations/index.js";
import { openPglite } from "./postgres/pglite.js";
import { seedTenant } from "./seed/index.js";

/** Who is signed in. */
export interface TestOperator {
  /** By default `u_test`. */
  readonly id?: string;
  /** By default `Test Operator`. */
  readonly name?: string;
  /** As in a token: `["ledger:add", "contacts:read"]`; by default all. */
  readonly permissions?: readonly string[];
}

export interface TestBackendOptions {
  /** The origins of the pages that may call it, where it listens; by default none. */
  readonly origins?: readonly string[];
  /** How many members the program has; at least, and by default, the named ones. */
  readonly members?: number;
}

/** A backend for tests. */
export interface TestBackend {
  /** What `fetch` answers for: the `baseUrl` of a client. */
  readonly baseUrl: string;
  /** The `fetch` of a client: `createClient({ baseUrl, fetch, getToken: () => token })`. Needs no port. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** A token that is good for ten minutes. */
  token(operator?: TestOperator): Promise<string>;
  /** Opens a port of this machine, by default any that is free, and answers the base URL there. Node only. */
  listen(port?: number): Promise<string>;
  /** Does what is due now: deliveries, expiry, jobs. Nothing does so by itself. */
  runDueWork(): Promise<void>;
  /** Moves its clock, which else runs as yours does. */
  advance(ms: number): void;
  /** Forgets everything, and closes its port. */
  close(): Promise<void>;
}

const issuer = "https://host.test";
const audience = "memberkit-test";
const tenant = "test";
const minutes10S = 600;

/**
 * Starts a backend in memory: some seconds, so once for a suite. Each has a database of its own.
 *
 * @example const backend = await createTestBackend(); kit.client = createClient({ ...backend, getToken: () =>
 * backend.token() });
 */
export const createTestBackend = async ({
  origins = [],
  members = 0,
}: TestBackendOptions = {}): Promise<TestBackend> => {
  const secret = crypto.randomUUID() + crypto.randomUUID();
  let movedMs = 0;
  const clock = { now: (): Date => new Date(Date.now() + movedMs) };
  const database = openPglite(undefined, { relaxedDurability: true });
  await migrate(database);
  await seedTenant(database, tenant, { members, now: clock.now() });
  const app = createApp({
    database,
    deliver: {},
    clock,
    keys: { issuer, audience, secret },
    origins: [...origins],
    log: () => undefined,
  });
  let stop = async (): Promise<void> => undefined;
  return {
    baseUrl: "http://backend.test/v1",
    fetch: async (request) => app.fetch(request),
    token: ({ id = "u_test", name = "Test Operator", permissions = ["*"] } = {}) => {
      const iat = Math.floor(clock.now().getTime() / 1000);
      const claims = {
        iss: issuer,
        aud: audience,
        sub: id,
        tenant,
        name,
        role: "Test",
        permissions,
        limits: [],
        iat,
        exp: iat + minutes10S,
      };
      return new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(secret));
    },
    listen: async (port = 0) => {
      const { serve } = await import("@hono/node-server");
      const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port });
      if (!server.listening) await new Promise<void>((resolve) => void server.once("listening", resolve));
      stop = () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          if ("closeAllConnections" in server) server.closeAllConnections();
        });
      const address = server.address();
      return `http://127.0.0.1:${typeof address === "object" ? address?.port : port}/v1`;
    },
    runDueWork: async () => {
      await app.runDueWork();
    },
    advance: (ms) => {
      movedMs += ms;
    },
    close: async () => {
      app.endStreams();
      await stop();
      await database.destroy();
    },
  };
};
