/**
 * The Node entry: a server by its environment (server/node/settings.ts and gateway-settings.ts say which variables), until
 * SIGINT or SIGTERM.
 */
import type { Log } from "./http/log.js";
import { FolderLockedError } from "./node/folder-lock.js";
import { readGatewaySettings } from "./node/gateway-settings.js";
import { readSettings, SettingsError } from "./node/settings.js";
import { startServer } from "./node/start.js";
import { startGateway } from "./node/start-gateway.js";

/** One line of JSON for each entry. */
const log: Log = (entry) =>
  void process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);

/** What the one who started it can put right needs words, not a stack. */
const explain = (error: unknown): unknown =>
  error instanceof SettingsError || error instanceof FolderLockedError ? error.message : error;

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stopping.abort());

/** The reference backend; where `VENDOR` names one, the gateway before that vendor's system. */
const start = () => {
  const [settings, gateway] = [readSettings(process.env), readGatewaySettings(process.env)];
  return gateway ? startGateway(settings, gateway, log, stopping.signal) : startServer(settings, log, stopping.signal);
};

try {
  const { origin } = await start();
  if (!stopping.signal.aborted) console.error(`Memberkit's backend answers at ${origin}/v1`);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
