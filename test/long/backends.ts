import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { migrate } from "../../server/migrations/index.js";
import type { Database } from "../../server/postgres/database.js";
import { openPglite } from "../../server/postgres/pglite.js";
import { openPostgres } from "../../server/postgres/postgres.js";
import { seedTenant } from "../../server/seed/index.js";
import type { TestPostgres } from "../support/postgres.js";
import { openPreparedFolder } from "../support/prepared-database.js";
import { type ServerProcess, spawnServer } from "../support/server-process.js";

/** The tenant of every load, which has its database for itself. */
export const TENANT = "t_long";
const HOT_MEMBERS = 4;

/** What backends are made of. */
export interface Ground {
  readonly postgres: TestPostgres;
  /** How many members they have. */
  readonly members: number;
  /** Where the embedded database has its folder; by default among the temporary ones. */
  readonly parentFolder?: string;
}

/** The members on whom workers act. */
export interface Cast {
  /** The few whom all want at once. */
  readonly hot: readonly string[];
  readonly cold: readonly string[];
}

/** Processes of the server that keep their addresses when they are started again. */
class Servers {
  readonly origins: string[] = [];
  readonly #variables: Readonly<Record<string, string>>;
  readonly #processes: ServerProcess[] = [];

  constructor(variables: Readonly<Record<string, string>>) {
    this.#variables = variables;
  }

  async start(count: number): Promise<void> {
    for (let index = 0; index < count; index++) this.#processes.push(spawnServer(this.#variables));
    this.origins.push(...(await Promise.all(this.#processes.map(({ ready }) => ready))));
  }

  async kill(index: number): Promise<void> {
    this.#processes[index]?.child.kill("SIGKILL");
    await this.#processes[index]?.exited;
  }

  async restart(index: number): Promise<void> {
    const { port } = new URL(this.origins[index] ?? "");
    this.#processes[index] = spawnServer({ ...this.#variables, PORT: port });
    await this.#processes[index].ready;
  }

  /** Ends all of them in order. Throws where one ends otherwise, or has ended before. */
  async stop(): Promise<void> {
    for (const { child, exited, errors } of this.#processes) {
      child.kill("SIGTERM");
      const code = await exited;
      if (code !== 0) throw new Error(`A server ended with ${code}: ${errors()}`);
    }
  }

  async killAll(): Promise<void> {
    await Promise.all(this.#processes.map((_, index) => this.kill(index)));
  }
}

type Look = (database: Database) => Promise<void>;

/** A server, or several on one database, and a look into the books that goes past them. */
export interface Backend {
  readonly servers: Servers;
  readonly cast: Cast;
  /** Null: the embedded database. */
  readonly postgres: TestPostgres | null;
  /**
   * Looks into the books. Those of the embedded database, which has one process for itself, are looked at in a copy:
   * its server must be down.
   */
  inspect(look: Look): Promise<void>;
  /** Ends what still runs, and removes everything. */
  close(): Promise<void>;
}

/** Makes the demo program. */
const seed = async (database: Database, members: number): Promise<Cast> => {
  await seedTenant(database, TENANT, { members, now: new Date() });
  const rows = await database.selectFrom("member").select("id").where("status", "=", "active").orderBy("id").execute();
  const ids = rows.map(({ id }) => id);
  return { hot: ids.slice(0, HOT_MEMBERS), cold: ids.slice(HOT_MEMBERS) };
};

const lookInto = async (folder: string, look: Look): Promise<void> => {
  const database = openPglite(folder);
  await look(database).finally(() => database.destroy());
};

/** One server on an embedded database. */
const startOnPglite = async ({ members, parentFolder = tmpdir() }: Ground): Promise<Backend> => {
  const folder = await mkdtemp(path.join(parentFolder, "memberkit-long-"));
  const books = path.join(folder, "postgres");
  const database = await openPreparedFolder(books);
  const cast = await seed(database, members).finally(() => database.destroy());
  const servers = new Servers({ DATA_DIR: folder });
  await servers.start(1);
  return {
    servers,
    cast,
    postgres: null,
    inspect: async (look) => {
      const copy = await mkdtemp(path.join(tmpdir(), "memberkit-copy-"));
      await cp(books, copy, { recursive: true });
      await lookInto(copy, look);
      await rm(copy, { recursive: true });
    },
    close: async () => {
      await servers.killAll();
      await rm(folder, { recursive: true });
    },
  };
};

let databases = 0;

/** Servers on a database of their own, in a PostgreSQL that keeps what it commits. */
const startOnPostgres = async ({ postgres, members }: Ground, count: number): Promise<Backend> => {
  const name = `long_${++databases}`;
  await sql`create database ${sql.id(name)}`.execute(postgres.database);
  const url = new URL(name, postgres.url).href;
  // Looks at all the books: that takes as long as it takes.
  const database = openPostgres(url, { connections: 2, timeoutMs: 0 });
  await migrate(database);
  const cast = await seed(database, members);
  const servers = new Servers({ DATABASE_URL: url });
  await servers.start(count);
  const close = async (): Promise<void> => {
    await servers.killAll();
    await database.destroy();
  };
  return { servers, cast, postgres, inspect: (look) => look(database), close };
};

/** What runs, by its name in the table. */
export const kinds = {
  "1 server, PGlite": startOnPglite,
  "1 server, PostgreSQL": (ground) => startOnPostgres(ground, 1),
  "2 servers, PostgreSQL": (ground) => startOnPostgres(ground, 2),
  "3 servers, PostgreSQL": (ground) => startOnPostgres(ground, 3),
} as const satisfies Record<string, (ground: Ground) => Promise<Backend>>;
export type Kind = keyof typeof kinds;
