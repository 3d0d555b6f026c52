import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createGateway } from "../gateways/gateway.js";
import { hasItself, type Keep } from "../gateways/kept/keeping.js";
import { migrateGateway } from "../gateways/migrations/index.js";
import type { GatewayDatabase, GatewayTables } from "../gateways/schema.js";
import type { Vendor } from "../gateways/vendor/vendor.js";
import { VendorTurns } from "../gateways/vendor/vendor-turns.js";
import { failureOf, type Log } from "../http/log.js";
import { openPglite } from "../postgres/pglite.js";
import { openPostgres } from "../postgres/postgres.js";
import { assertDiskSpace } from "./disk-space.js";
import { repeat } from "./due-work-timer.js";
import { lockFolder } from "./folder-lock.js";
import type { GatewaySettings } from "./gateway-settings.js";
import { serveApp, type Serving } from "./serve-app.js";
import { type Settings, SettingsError } from "./settings.js";
import { syncedFolder } from "./synced-folder.js";

interface Opened {
  readonly database: GatewayDatabase;
  close(): Promise<void>;
}

/** In a folder of its own, so that the reference backend's data are never taken for it. */
const openEmbedded = (dataDir: string): Opened => {
  const folder = path.join(dataDir, "gateway");
  const unlock = lockFolder(folder);
  const beforeTransaction = () => assertDiskSpace(folder);
  const database = openPglite<GatewayTables>(undefined, {
    ...syncedFolder(path.join(folder, "postgres")),
    beforeTransaction,
  });
  return { database, close: () => database.destroy().finally(unlock) };
};

const openServer = (url: string, { databaseConnections, databaseTimeoutMs }: Settings, log: Log): Opened => {
  const onLost = (error: Error) => log({ level: "warn", event: "connection-lost", error: failureOf(error) });
  const options = { connections: databaseConnections, timeoutMs: databaseTimeoutMs, onLost };
  const database = openPostgres<GatewayTables>(url, options);
  return { database, close: () => database.destroy() };
};

/** @throws SettingsError where the gateway is to keep what the vendor has itself; then its database is closed */
const refuseDoubles = async (vendor: Vendor, keeps: readonly Keep[], close: Opened["close"]): Promise<void> => {
  const [double] = hasItself(vendor, keeps);
  if (double === undefined) return;
  await close();
  throw new SettingsError(`GATEWAY_KEEPS can't name ${double}: ${vendor.name} has them itself.`);
};

/**
 * Starts a gateway before a vendor: its own database, the server, and what finds out what became of acts that a process left
 * behind. Throws `SettingsError` where the vendor does not fit, `FolderLockedError` where another process has the data folder, and where the port is taken.
 *
 * @param signal stops the server, even while it still waits for its database.
 */
export const startGateway = async (
  settings: Settings,
  gatewaySettings: GatewaySettings,
  log: Log,
  signal?: AbortSignal,
): Promise<Serving> => {
  const { databaseUrl, dataDir, keys, origins, requestLimits } = settings;
  const { makeVendor, tenant, keeps, reasons, approvals, ...named } = gatewaySettings;
  const clock = { now: () => new Date() };
  const wait = (ms: number) => pause(ms);
  const { database, close } = databaseUrl === null ? openEmbedded(dataDir) : openServer(databaseUrl, settings, log);
  const turns = new VendorTurns({ tenant, database, clock });
  const vendor = makeVendor({ ...named, turns, clock, pause: wait });
  await refuseDoubles(vendor, keeps, close);
  const gateway = createGateway({
    ...{ vendor, tenant, keeps, reasons, approvals, database, keys, origins, requestLimits, clock, pause: wait, log },
  });
  const served = {
    fetch: gateway.fetch,
    migrate: () => migrateGateway(database),
    begin: async () => [repeat(() => gateway.recover(), log)],
    closeDatabase: close,
  };
  return serveApp(served, settings, log, signal);
};
