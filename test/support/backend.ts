import { generateKeyPairSync } from "node:crypto";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { type JWK, SignJWT } from "jose";
import { operators } from "../../examples/host/operators.js";
import { type App, createApp } from "../../server/app.js";
import type { SigningKeys } from "../../server/audit/signer.js";
import type { TokenKeys } from "../../server/http/authentication.js";
import type { LogEntry } from "../../server/http/log.js";
import type { RequestLimits } from "../../server/http/rate-limiter.js";
import type { LimitRule } from "../../server/domain/operator.js";
import type { Deliver } from "../../server/messages/deliver.js";
import type { Reports } from "../../server/messages/reports.js";
import type { Database } from "../../server/postgres/database.js";
import { seedTenant } from "../../server/seed/index.js";
import type { AnyAnswer } from "./answer.js";
import { openPreparedDatabase } from "./prepared-database.js";
import { recorded } from "./statements.js";

export const ISSUER = "https://host.test";
export const AUDIENCE = "memberkit-test";
export const SECRET = "a secret that only tests know, and all of them do";
/** For pages on the real clock, whose backend stands at {@link NOW}: their tokens are good for years. */
export const LASTING_KEYS: TokenKeys = {
  issuer: ISSUER,
  audience: AUDIENCE,
  secret: SECRET,
  maxLifetimeS: 4_000_000_000,
};
/** When tests happen, unless they say otherwise: the day of look/mock/profile.html. */
export const NOW = "2026-11-21T10:00:00.000Z";

/** What a token says, beside whose it is. */
export interface TokenOptions {
  readonly tenant: string;
  /** By default Ari, who may do all. */
  readonly operator?: keyof typeof operators;
  readonly id?: string;
  readonly name?: string;
  readonly permissions?: readonly string[];
  readonly limits?: readonly LimitRule[];
  /** Further claims, or others in place of the usual ones; undefined leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface BackendOptions {
  readonly origins?: readonly string[];
  readonly deliver?: Deliver;
  readonly reports?: Reports;
  readonly requestLimits?: RequestLimits;
  /** By default a PGlite of its own. One that is passed in stays open. */
  readonly database?: Database;
  readonly now?: string;
  /** By default {@link SECRET}. */
  readonly keys?: TokenKeys;
  /** By default a key of its own; null: no certificates are made. */
  readonly signing?: SigningKeys | null;
}

/** A new private key to sign certificates with, by default Ed25519. */
export const newSigningKey = (kind: "ed25519" | "p-256" = "ed25519"): JWK => {
  const { privateKey } =
    kind === "ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ format: "jwk" });
};

/** A clock that stands until it is set. */
export class TestClock {
  #now: Date;
  constructor(now: string) {
    this.#now = new Date(now);
  }
  now(): Date {
    return new Date(this.#now);
  }
  set(now: string | Date): void {
    this.#now = new Date(now);
  }
  advance(ms: number): void {
    this.#now = new Date(this.#now.getTime() + ms);
  }
}

const MINUTES_10 = 600;

/** A token that is good for ten minutes from that moment on. */
export const mintFor = async (
  now: Date,
  { tenant, operator = "ari", claims = {}, ...who }: TokenOptions,
): Promise<string> => {
  const { sub, ...known } = operators[operator];
  const iat = Math.floor(now.getTime() / 1000);
  const { id = sub, ...said } = who;
  return new SignJWT({
    iss: ISSUER,
    aud: AUDIENCE,
    iat,
    exp: iat + MINUTES_10,
    sub: id,
    tenant,
    ...known,
    ...said,
    ...claims,
  })
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(SECRET));
};

/** Serves an app on a free port of this machine. */
export const listen = async (app: Pick<App, "fetch">): Promise<{ origin: string; close(): Promise<void> }> => {
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
};

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text as JSON. */
  readonly body: AnyAnswer;
}

let keys = 0;

export const callerOf =
  (app: Pick<App, "fetch">, token: string) =>
  async (
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
    method = body === undefined ? "GET" : "POST",
  ): Promise<Reply> => {
    const request = new Request(`http://backend.test/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { "Content-Type": "application/json", "Idempotency-Key": `key-${++keys}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const response = await app.fetch(request);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as AnyAnswer };
  };

export type Caller = ReturnType<typeof callerOf>;

let tenants = 0;

/**
 * The reference backend for tests, in process. `fetch` takes a path or an address and needs no port; `listen()` opens
 * one.
 *
 * @example const backend = await startBackend(); const tenant = await backend.seed(); const token = await
 * backend.tokenFor({ tenant });
 */
export const startBackend = async (options: BackendOptions = {}) => {
  const database = options.database ?? (await openPreparedDatabase());
  const clock = new TestClock(options.now ?? NOW);
  const log: LogEntry[] = [];
  const { origins = [], deliver = {}, reports = {}, requestLimits, signing = { key: newSigningKey() } } = options;
  const keys = options.keys ?? { issuer: ISSUER, audience: AUDIENCE, secret: SECRET };
  const app = createApp({
    ...{
      database: recorded(database),
      deliver,
      reports,
      clock,
      keys,
      origins,
      ...(requestLimits && { requestLimits }),
      ...(signing && { signing }),
    },
    log: (entry) => log.push(entry),
  });
  const open: { close(): Promise<void> }[] = [];
  return {
    app,
    database,
    clock,
    /** What the app logged, oldest first. */
    log,
    /** The base URL that `fetch` answers for. */
    baseUrl: "http://backend.test/v1",
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> =>
      app.fetch(new Request(typeof input === "string" ? new URL(input, "http://backend.test") : input, init)),
    tokenFor: (token: TokenOptions) => mintFor(clock.now(), token),
    /** Speaks JSON as one operator: a body makes it a POST, a key goes with every write. */
    as: async (token: TokenOptions) => callerOf(app, await mintFor(clock.now(), token)),
    /** Makes the demo program with its few named members for a tenant, by default a new one; answers the tenant. */
    seed: async (tenant = `t${++tenants}`, members = 0): Promise<string> => {
      await seedTenant(database, tenant, { members, now: clock.now() });
      return tenant;
    },
    /** Opens a real port. Closed by `close()`. */
    listen: async (): Promise<{ origin: string; baseUrl: string }> => {
      const server = await listen(app);
      open.push(server);
      return { origin: server.origin, baseUrl: `${server.origin}/v1` };
    },
    close: async (): Promise<void> => {
      for (const server of open) await server.close();
      if (!options.database) await database.destroy();
    },
  };
};

export type TestBackend = Awaited<ReturnType<typeof startBackend>>;
