import { sql } from "kysely";
import { createApp } from "../app.js";
import type { Log } from "../http/log.js";
import { canChangeLedger } from "../postgres/ledger-rights.js";
import { migrate } from "../migrations/index.js";
import type { Database } from "../postgres/database.js";
import { repeat } from "./due-work-timer.js";
import { openDatabase } from "./open-database.js";
import { integrationsOf, journalOf, providersOf, reportsOf } from "./providers.js";
import { serveApp, type Serving } from "./serve-app.js";
import type { Settings } from "./settings.js";

/** The reference backend, listening. */
interface RunningServer extends Serving {
  readonly database: Database;
}

/** How long a change may wait until those who listen are told of it, in milliseconds. */
const TELL_MS = 1_000;

/**
 * The embedded database gathers no statistics by itself, and plans badly without them. They outlive a restart: the first
 * requests, which would wait for it, come before it.
 */
const analyzing = { firstMs: 300_000, restMs: 3_600_000 };

/**
 * Opens the database, brings its schema up to date, listens, and delivers messages in the background. Resolves once it
 * is ready. Throws `FolderLockedError` where another process has the data folder, and where the port is taken.
 *
 * @param signal stops the server, even while it still waits for its database.
 */
export const startServer = async (settings: Settings, log: Log, signal?: AbortSignal): Promise<RunningServer> => {
  const { close: closeDatabase, migrationDatabase, ...databases } = openDatabase(settings, log);
  const { database } = databases;
  const app = createApp({
    ...databases,
    deliver: providersOf(settings),
    reports: reportsOf(settings),
    integrations: integrationsOf(settings),
    keepEntry: journalOf(settings),
    signing: settings.signing ?? undefined,
    keys: settings.keys,
    requestLimits: settings.requestLimits,
    origins: settings.origins,
    log,
  });
  const begin = async () => {
    const stopRounds = [
      repeat(() => app.runDueWork(), log, { goesOn: ({ jobs }) => jobs > 0 }),
      repeat(() => app.tellChanges(), log, { restMs: TELL_MS }),
    ];
    if (settings.databaseUrl !== null && (await canChangeLedger(database)))
      log({ level: "warn", event: "role-can-change-the-ledger" });
    if (settings.databaseUrl === null) stopRounds.push(repeat(() => sql`analyze`.execute(database), log, analyzing));
    return stopRounds;
  };
  const served = {
    ...{ fetch: app.fetch, migrate: () => migrate(migrationDatabase), begin, closeDatabase },
    endStreams: () => app.endStreams(),
  };
  return { ...(await serveApp(served, settings, log, signal)), database };
};
