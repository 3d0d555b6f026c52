import path from "node:path";
import type { Log } from "../http/log.js";
import { failureOf } from "../http/log.js";
import type { Database } from "../postgres/database.js";
import { openPglite } from "../postgres/pglite.js";
import { openPostgres } from "../postgres/postgres.js";
import { assertDiskSpace } from "./disk-space.js";
import { lockFolder } from "./folder-lock.js";
import type { Settings } from "./settings.js";
import { syncedFolder } from "./synced-folder.js";

/** The database, by one pool for each kind of work, so that none waits for another's connections. */
export interface OpenDatabase {
  /** For changes. */
  readonly database: Database;
  /** For queries. */
  readonly readDatabase: Database;
  /** For downloads: each holds a connection until it ends. */
  readonly exportDatabase: Database;
  /** For due work. */
  readonly backgroundDatabase: Database;
  /** For `/readyz`. */
  readonly healthDatabase: Database;
  /** For migrations, which have no time limit. */
  readonly migrationDatabase: Database;
  close(): Promise<void>;
}

type DatabaseSettings = Pick<Settings, "databaseUrl" | "dataDir" | "databaseConnections" | "databaseTimeoutMs">;

const openEmbedded = (dataDir: string): OpenDatabase => {
  const unlock = lockFolder(dataDir);
  const beforeTransaction = () => assertDiskSpace(dataDir);
  const database = openPglite(undefined, { ...syncedFolder(path.join(dataDir, "postgres")), beforeTransaction });
  const close = () => database.destroy().finally(unlock);
  return {
    database,
    readDatabase: database,
    exportDatabase: database,
    backgroundDatabase: database,
    healthDatabase: database,
    migrationDatabase: database,
    close,
  };
};

/** How many times as long a background statement may take: it may read every row, and no caller waits for it. */
const BACKGROUND_PATIENCE = 6;
const HEALTH_MS = 2_000;
/** How many downloads one process makes at a time; the database may look long for the first rows of one. */
const EXPORTS_AT_ONCE = 2;
const EXPORT_PATIENCE = 12;

const openServer = (url: string, settings: DatabaseSettings, log: Log): OpenDatabase => {
  const onLost = (error: Error) => log({ level: "warn", event: "connection-lost", error: failureOf(error) });
  const { databaseConnections: connections, databaseTimeoutMs: timeoutMs } = settings;
  const pools = {
    database: openPostgres(url, { connections, timeoutMs, onLost }),
    readDatabase: openPostgres(url, { connections, timeoutMs, readOnly: true, onLost }),
    exportDatabase: openPostgres(url, {
      connections: EXPORTS_AT_ONCE,
      timeoutMs: timeoutMs * EXPORT_PATIENCE,
      readOnly: true,
      onLost,
    }),
    backgroundDatabase: openPostgres(url, { connections: 2, timeoutMs: timeoutMs * BACKGROUND_PATIENCE, onLost }),
    healthDatabase: openPostgres(url, { connections: 1, timeoutMs: HEALTH_MS, readOnly: true, onLost }),
    migrationDatabase: openPostgres(url, { connections: 1, timeoutMs: 0, onLost }),
  };
  const close = async (): Promise<void> => {
    await Promise.all(Object.values(pools).map((pool) => pool.destroy()));
  };
  return { ...pools, close };
};

/** Opens PostgreSQL where its address is set, else the embedded one in a folder that this process then holds alone. */
export const openDatabase = (settings: DatabaseSettings, log: Log): OpenDatabase => {
  const { databaseUrl, dataDir } = settings;
  return databaseUrl === null ? openEmbedded(dataDir) : openServer(databaseUrl, settings, log);
};
