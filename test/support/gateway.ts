import type { TokenKeys } from "../../server/http/authentication.js";
import type { LogEntry } from "../../server/http/log.js";
import { createGateway, type Gateway, type GatewayOptions as CreateOptions } from "../../server/gateways/gateway.js";
import { migrateGateway } from "../../server/gateways/migrations/index.js";
import { NO_REASONS } from "../../server/gateways/reasons.js";
import type { GatewayDatabase, GatewayTables } from "../../server/gateways/schema.js";
import type { CallSettings } from "../../server/gateways/vendor/call-settings.js";
import type { Vendor } from "../../server/gateways/vendor/vendor.js";
import { VendorTurns } from "../../server/gateways/vendor/vendor-turns.js";
import { sql } from "kysely";
import { openPglite } from "../../server/postgres/pglite.js";
import { openPostgres } from "../../server/postgres/postgres.js";
import { startPostgres } from "./postgres.js";
import { AUDIENCE, callerOf, ISSUER, listen, mintFor, NOW, SECRET, TestClock, type TokenOptions } from "./backend.js";

/** The program of a gateway's tests. */
export const TENANT = "t_gateway";

export const GATEWAY_KEYS: TokenKeys = { issuer: ISSUER, audience: AUDIENCE, secret: SECRET };

/** A gateway's own database, migrated, in memory. */
export const openGatewayDatabase = async (): Promise<GatewayDatabase> => {
  const database = openPglite<GatewayTables>(undefined, { relaxedDurability: true });
  await migrateGateway(database);
  return database;
};

/** A gateway's own database. */
export interface OpenGatewayDatabase {
  readonly database: GatewayDatabase;
  /** Of the server; null: it is embedded. */
  readonly url: string | null;
  close(): Promise<void>;
}

const openOnServer = async (): Promise<OpenGatewayDatabase> => {
  const postgres = await startPostgres();
  await sql`create database gateway`.execute(postgres.database);
  const url = new URL("gateway", postgres.url).href;
  const database = openPostgres<GatewayTables>(url, { connections: 4 });
  await migrateGateway(database);
  return { database, url, close: () => database.destroy().finally(() => postgres.stop()) };
};

const openEmbedded = async (): Promise<OpenGatewayDatabase> => {
  const database = await openGatewayDatabase();
  return { database, url: null, close: () => database.destroy() };
};

/** Both databases that a gateway runs on, migrated. */
export const gatewayDatabases = [
  { name: "PGlite", open: openEmbedded },
  { name: "PostgreSQL", open: openOnServer },
] as const;

/** What a vendor is made with in tests. */
type VendorGround = Pick<CallSettings, "turns" | "clock" | "pause">;

interface GatewayOptions extends Pick<CreateOptions, "keeps" | "reasons" | "approvals"> {
  readonly vendor: (ground: VendorGround) => Vendor;
  readonly origins?: readonly string[];
  readonly patienceMs?: number;
  readonly leaseMs?: number;
  readonly clock?: TestClock;
  /** By default a PGlite of its own. One that is passed in stays open. */
  readonly database?: GatewayDatabase;
}

/** What a test may choose of a gateway, whatever its vendor. */
export type GatewayChoices = Omit<GatewayOptions, "vendor" | "clock">;

/**
 * A gateway for tests, in process, before a vendor. Its clock stands until the test moves it, and moves on with what is
 * paused; nothing waits.
 */
export const startGateway = async (options: GatewayOptions) => {
  const {
    vendor,
    clock = new TestClock(NOW),
    origins = [],
    patienceMs,
    leaseMs,
    keeps = [],
    reasons = NO_REASONS,
    approvals = null,
  } = options;
  const database = options.database ?? (await openGatewayDatabase());
  const log: LogEntry[] = [];
  const pause = async (ms: number): Promise<void> => clock.advance(ms);
  const turns = new VendorTurns({ tenant: TENANT, database, clock });
  const gateway: Gateway = createGateway({
    ...{ vendor: vendor({ turns, clock, pause }), tenant: TENANT, database, keys: GATEWAY_KEYS, clock, origins, pause },
    ...{ keeps, reasons, approvals },
    ...(patienceMs !== undefined && { patienceMs }),
    ...(leaseMs !== undefined && { leaseMs }),
    log: (entry) => log.push(entry),
  });
  const open: { close(): Promise<void> }[] = [];
  return {
    gateway,
    database,
    clock,
    log,
    baseUrl: "http://backend.test/v1",
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> =>
      gateway.fetch(new Request(typeof input === "string" ? new URL(input, "http://backend.test") : input, init)),
    tokenFor: (token: Partial<TokenOptions> = {}) => mintFor(clock.now(), { tenant: TENANT, ...token }),
    /** Speaks JSON as one operator: a body makes it a POST, a key goes with every write. */
    as: async (token: Partial<TokenOptions> = {}) =>
      callerOf(gateway, await mintFor(clock.now(), { tenant: TENANT, ...token })),
    listen: async (): Promise<{ origin: string; baseUrl: string }> => {
      const server = await listen(gateway);
      open.push(server);
      return { origin: server.origin, baseUrl: `${server.origin}/v1` };
    },
    close: async (): Promise<void> => {
      for (const server of open) await server.close();
      if (!options.database) await database.destroy();
    },
  };
};

export type TestGateway = Awaited<ReturnType<typeof startGateway>>;
