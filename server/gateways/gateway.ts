import { Hono } from "hono";
import { sql } from "kysely";
import type { Clock } from "../clock.js";
import { RefusalError } from "../domain/refusal.js";
import type { Admit } from "../http/admission.js";
import type { TokenKeys } from "../http/authentication.js";
import { createBaseApp } from "../http/base-app.js";
import { compressReads } from "../http/compression.js";
import type { Environment, HttpContext } from "../http/exchange.js";
import { readIdempotencyKey } from "../http/idempotency-key.js";
import type { Log } from "../http/log.js";
import { type RequestLimits, unlimitedRequests } from "../http/rate-limiter.js";
import { type Act, readAct } from "../http/read-act.js";
import { actionPatterns, honoPath, refuseOtherMethods, registerRoutes, send } from "../http/routing.js";
import { ActPath } from "./intents/act-path.js";
import { Decisions } from "./intents/decisions.js";
import { hasItself, type Keep, keeping } from "./kept/keeping.js";
import { NO_REASONS, type Reasons } from "./reasons.js";
import { answeringFor, requireTenant } from "./routes/handlers.js";
import { Looks } from "./routes/looks.js";
import type { GatewayServices } from "./routes/services.js";
import type { GatewayDatabase } from "./schema.js";
import type { Vendor } from "./vendor/vendor.js";

export interface GatewayOptions {
  readonly vendor: Vendor;
  /** The `tenant` of the tokens whose members the vendor has. To others there is nothing here. */
  readonly tenant: string;
  /** What the gateway keeps for a vendor that has none; what the vendor has itself is the vendor's. By default nothing. */
  readonly keeps?: readonly Keep[];
  /** Why operators act; by default they may write a note, and choose no reason. */
  readonly reasons?: Reasons;
  /** What is over a limit waits for a second person, this many hours at most; by default, or null, it is refused. */
  readonly approvals?: { readonly expireAfterHours: number } | null;
  /** Migrated: see `migrations`. */
  readonly database: GatewayDatabase;
  /** The keys that tokens are verified with. */
  readonly keys: TokenKeys;
  /** By default the platform's. */
  readonly clock?: Clock;
  /** The origins whose pages may call, beside the server's own; by default none. */
  readonly origins?: readonly string[];
  /** How many requests an operator may make in a minute; by default any number. */
  readonly requestLimits?: RequestLimits;
  /** Receives one entry for each request and failure. By default they are dropped. */
  readonly log?: Log;
  /** By default `setTimeout`'s. */
  readonly pause?: (ms: number) => Promise<unknown>;
  /** How long one process may have a member for itself, in milliseconds; by default 30,000. */
  readonly leaseMs?: number;
  /** How long a request waits for an outcome that was lost, in milliseconds, until it is answered `pending`; by default 6,000. */
  readonly patienceMs?: number;
}

/** A backend of the contract before a loyalty system that somebody else runs. It listens to nothing by itself. */
export interface Gateway {
  /** Answers a request. Never throws. */
  fetch(request: Request): Promise<Response>;
  /**
   * Finds out what became of what a process left behind, and ends what nobody decided about in time; answers how many acts it
   * looked at. Call it every few seconds. It is safe
   * to repeat, and to run in several processes.
   */
  recover(): Promise<number>;
}

const pauseFor = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const requireReady = async (database: GatewayDatabase): Promise<void> => {
  await sql`select 1 from intent limit 1`.execute(database).catch((error: unknown) => {
    throw new RefusalError("unavailable", "The database can't be reached.", { cause: error });
  });
};

const actOf = async (c: HttpContext, admit: Admit, services: GatewayServices, kind: "read" | "write"): Promise<Act> => {
  const act = await readAct(c, admit, [], kind);
  requireTenant(act, services);
  return act;
};

const registerActions = (v1: Hono<Environment>, admit: Admit, services: GatewayServices): void => {
  v1.post(honoPath(actionPatterns.actions), async (c) => {
    c.set("route", actionPatterns.actions);
    const act = await actOf(c, admit, services, "write");
    const { headers } = c.req.raw;
    const keyed = { key: readIdempotencyKey(headers), ifMatch: headers.get("If-Match") };
    return send(c, await services.path.submit({ ...act, ...keyed, reverses: null }));
  });
  v1.post(honoPath(actionPatterns.previews), async (c) => {
    c.set("route", actionPatterns.previews);
    const act = await actOf(c, admit, services, "read");
    return send(c, await services.path.preview({ ...act, reverses: null }));
  });
};

const versioned = (admit: Admit, services: GatewayServices): Hono<Environment> => {
  const v1 = new Hono<Environment>();
  v1.use(compressReads);
  registerRoutes(v1, admit, answeringFor(services));
  registerActions(v1, admit, services);
  refuseOtherMethods(v1);
  return v1;
};

/** Makes the gateway, on anything that has `fetch`'s Request and Response: it imports nothing of Node's. */
export const createGateway = (options: GatewayOptions): Gateway => {
  const { vendor, tenant, database, keys, clock = { now: () => new Date() }, origins = [], keeps = [] } = options;
  const { requestLimits = unlimitedRequests, log = () => undefined, pause = pauseFor } = options;
  const { reasons = NO_REASONS, approvals = null, leaseMs = 30_000, patienceMs = 6_000 } = options;
  const own = hasItself(vendor, keeps);
  const keepingVendor = keeping(vendor, { tenant, database, keeps: keeps.filter((keep) => !own.includes(keep)) });
  const ground = { tenant, reasons, approvals, database, clock, log, pause, leaseMs, patienceMs };
  const context = { ...ground, vendor: keepingVendor };
  const path = new ActPath(context);
  const decisions = new Decisions(context, path);
  const services = {
    ...context,
    path,
    decisions,
    member: (id: string) => path.member(id),
    looks: new Looks(path.store, clock),
  };
  const { app, admit } = createBaseApp({
    ...{ log, keys, clock, origins, requestLimits },
    requireReady: () => requireReady(database),
  });
  app.route("/v1", versioned(admit, services));
  return { fetch: async (request) => app.fetch(request), recover: () => path.recover() };
};
