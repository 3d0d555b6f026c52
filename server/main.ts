/**
 * The Node entry: a server by its environment (server/node/settings.ts says which variables), until SIGINT or SIGTERM.
 */
import type { Log } from "./http/log.js";
import { FolderLockedError } from "./node/folder-lock.js";
import { readSettings, SettingsError } from "./node/settings.js";
import { startServer } from "./node/start.js";

/** One line of JSON for each entry. */
const log: Log = (entry) =>
  void process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);

/** What the one who started it can put right needs words, not a stack. */
const explain = (error: unknown): unknown =>
  error instanceof SettingsError || error instanceof FolderLockedError ? error.message : error;

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stopping.abort());

try {
  const { origin } = await startServer(readSettings(process.env), log, stopping.signal);
  if (!stopping.signal.aborted) console.error(`Memberkit's backend answers at ${origin}/v1`);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
