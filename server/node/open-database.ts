import path from "node:path";
import type { Log } from "../http/log.js";
import { failureOf } from "../http/log.js";
import type { Database } from "../postgres/database.js";
import { openPglite } from "../postgres/pglite.js";
import { openPostgres } from "../postgres/postgres.js";
import { lockFolder } from "./folder-lock.js";
import type { Settings } from "./settings.js";

export interface OpenDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

const openEmbedded = (dataDir: string): OpenDatabase => {
  const unlock = lockFolder(dataDir);
  const database = openPglite(path.join(dataDir, "postgres"));
  return { database, close: () => database.destroy().finally(unlock) };
};

const openServer = (url: string, log: Log): OpenDatabase => {
  const onLost = (error: Error) => log({ level: "warn", event: "connection-lost", error: failureOf(error) });
  const database = openPostgres(url, { onLost });
  return { database, close: () => database.destroy() };
};

/** Opens PostgreSQL where its address is set, else the embedded one in a folder that this process then holds alone. */
export const openDatabase = ({ databaseUrl, dataDir }: Pick<Settings, "databaseUrl" | "dataDir">, log: Log): OpenDatabase =>
  databaseUrl === null ? openEmbedded(dataDir) : openServer(databaseUrl, log);
