import { Hono } from "hono";
import type { Clock } from "./clock.js";
import { doDueWork, type DueWork } from "./due/due-work.js";
import type { Admit } from "./http/admission.js";
import { answeringBy } from "./http/answering.js";
import type { TokenKeys } from "./http/authentication.js";
import { createBaseApp } from "./http/base-app.js";
import { compressReads } from "./http/compression.js";
import type { Environment } from "./http/exchange.js";
import { registerExports } from "./http/exports.js";
import { registerCertificateKeys } from "./http/certificate-keys.js";
import { ChangeStreams } from "./http/change-streams.js";
import { handlers } from "./http/handlers.js";
import { failureOf, type Log } from "./http/log.js";
import type { KeepEntry } from "./audit/journal.js";
import { type SigningKeys, signerOf } from "./audit/signer.js";
import { type RequestLimits, unlimitedRequests } from "./http/rate-limiter.js";
import { refuseOtherMethods, registerRoutes } from "./http/routing.js";
import type { Services } from "./http/services.js";
import { registerActions } from "./http/writing.js";
import type { Deliver } from "./messages/deliver.js";
import type { Integrations } from "./messages/integration.js";
import type { Database } from "./postgres/database.js";
import { requireReady } from "./read/readiness.js";
import { ingestRoutes } from "./http/ingest.js";
import { reportRoutes } from "./http/reports.js";
import type { Reports } from "./messages/reports.js";
import { northwindActions } from "./seed/northwind-actions.js";
import { northwindRules } from "./seed/northwind-rules.js";
import type { OwnAction } from "./domain/own-action.js";
import type { Rule } from "./domain/rule.js";
import { Looks } from "./write/looks.js";
import { createWritePath } from "./write/write-path.js";

interface AppOptions {
  /** Migrated: see server/migrations. */
  readonly database: Database;
  /**
   * Where queries and previews read; by default `database`. One of its own keeps them from using up the connections of
   * changes.
   */
  readonly readDatabase?: Database;
  /**
   * Where files are read from; by default `readDatabase`. Each download holds a connection of it, so that one of its own
   * bounds how many run at once.
   */
  readonly exportDatabase?: Database;
  /** Where what is due is done; by default `database`. One of its own keeps long statements from those of requests. */
  readonly backgroundDatabase?: Database;
  /** Where `/readyz` asks; by default `database`. One of its own answers in time while requests wait for theirs. */
  readonly healthDatabase?: Database;
  /** The providers that messages leave by. */
  readonly deliver: Deliver;
  /** Which of them tell by themselves what became of messages; by default none. */
  readonly reports?: Reports;
  /** The other systems that members are handed to (`resync`), by the ids that programs' settings have; by default none. */
  readonly integrations?: Integrations;
  /** Keeps anchors of the audit, and tombstones of the erased, outside of the database; by default nobody does. */
  readonly keepEntry?: KeepEntry | undefined;
  /** What certificates of erasures are signed with; by default none are made. */
  readonly signing?: SigningKeys | undefined;
  /** By default the platform's. */
  readonly clock?: Clock;
  /** The keys that tokens are verified with. */
  readonly keys: TokenKeys;
  /** The origins whose pages may call, beside the server's own; by default none. */
  readonly origins?: readonly string[];
  /** How many requests an operator, and a program, may make in a minute; by default any number. */
  readonly requestLimits?: RequestLimits;
  /** What the program does by itself; by default the rules of the demo program. */
  readonly rules?: readonly Rule[];
  /**
   * Actions of programs' own, beside those of the catalogue: a program has those that its settings name. By default
   * those of the demo program.
   */
  readonly ownActions?: readonly OwnAction[];
  /** Receives one entry for each request and failure. By default they are dropped. */
  readonly log?: Log;
}

/**
 * The reference backend. It listens to nothing by itself: Node, a test or a page hands it requests and calls
 * `runDueWork`.
 */
export interface App {
  /** Answers a request. Never throws. */
  fetch(request: Request): Promise<Response>;
  /**
   * Does the due work: moves due lots, runs rules, delivers messages, works on jobs. Call it every few seconds, and at
   * once where it did something for jobs. It is safe to repeat, and to run in several processes.
   */
  runDueWork(): Promise<DueWork>;
  /**
   * Tells of what has changed whoever listens to this process (`GET /changes`), by one query for each of their tenants; nothing
   * is asked where nobody listens. Call it each second, never twice at a time.
   */
  tellChanges(): Promise<void>;
  /** Ends what would stay open: who listens to changes comes back, to another process. The process is about to stop. */
  endStreams(): void;
}

const versioned = (services: Services, admit: Admit): Hono<Environment> => {
  const v1 = new Hono<Environment>();
  v1.use(compressReads);
  registerRoutes(v1, admit, answeringBy(handlers, services));
  registerActions(v1, admit, services);
  registerExports(v1, services);
  registerCertificateKeys(v1, services);
  refuseOtherMethods(v1);
  return v1;
};

/** Makes the app, on anything that has `fetch`'s Request and Response: it imports nothing of Node's. */
export const createApp = (options: AppOptions): App => {
  const {
    database,
    readDatabase = database,
    exportDatabase = readDatabase,
    backgroundDatabase = database,
    healthDatabase = database,
    deliver,
    reports = {},
    integrations = {},
    keepEntry,
    signing,
    clock = { now: () => new Date() },
    keys,
    origins = [],
    requestLimits = unlimitedRequests,
    rules = northwindRules,
    ownActions = northwindActions,
    log = () => undefined,
  } = options;
  const writePath = createWritePath({ database, readDatabase, clock, ownActions });
  const changes = new ChangeStreams(readDatabase, clock);
  const failed = (error: unknown, lost: number) =>
    log({ level: "error", event: lost > 0 ? "looks-lost" : "looks-behind", lost, error: failureOf(error) });
  const looks = new Looks({ database, clock, failed });
  const services: Services = {
    changes,
    looks,
    database: readDatabase,
    writeDatabase: database,
    clock,
    ownActions,
    signer: signing ? signerOf(signing) : null,
    rules,
    writePath,
    exportDatabase,
  };
  const { app, admit } = createBaseApp({
    ...{ log, keys, clock, origins, requestLimits },
    requireReady: () => requireReady(healthDatabase),
  });
  app.route("/v1", versioned(services, admit));
  app.route("/ingest", ingestRoutes(admit, services, rules));
  app.route("/reports", reportRoutes(reports, services));
  return {
    fetch: async (request) => app.fetch(request),
    tellChanges: () => changes.tell(),
    endStreams: () => changes.end(),
    runDueWork: async () => {
      await looks.flush();
      return doDueWork({ ...services, database: backgroundDatabase, deliver, integrations, keepEntry, rules });
    },
  };
};
