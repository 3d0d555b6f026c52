/**
 * The demo of a gateway, on one command (`npm run demo:square`): a double of the vendor's system, the gateway before it, and on
 * another origin a small CRM that embeds the kit. All of it stays on this machine. The double forgets at the end, so the
 * gateway begins anew with it.
 *
 * The vendor is the first argument. `PORT` (the gateway's) and `CRM_PORT` may be set, and `DOUBLE`: the origin of a double that
 * runs already.
 */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { serve } from "@hono/node-server";
import type { Log } from "../../server/http/log.js";
import { readGatewaySettings } from "../../server/node/gateway-settings.js";
import { readSettings } from "../../server/node/settings.js";
import { startGateway } from "../../server/node/start-gateway.js";
import { buildKit, kitFolder } from "../host/build-kit.js";
import { freePort } from "../host/free-port.js";
import { audience, issuer, sharedSecret, tenant } from "../host/keys.js";
import { createGatewayHost } from "./host.js";
import { type DemoVendor, demoVendors } from "./vendors.js";

const { PORT = "8797", CRM_PORT = "5183", DOUBLE } = process.env;
const [VENDOR = "square"] = process.argv.slice(2);
const PROGRAM_NAME = "Corner Coffee";
const host = "127.0.0.1";

const log: Log = (entry) => entry.level !== "info" && console.error(JSON.stringify(entry));

type Fetch = (request: Request) => Response | Promise<Response>;

interface Listening {
  readonly origin: string;
  close(): void;
}

/** Resolves once it listens: whoever reads an address below may open it at once. */
const listen = async (fetch: Fetch, port: number): Promise<Listening> => {
  const server = serve({ fetch, hostname: host, port });
  if (!server.listening) await once(server, "listening");
  const close = () => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
  };
  return { origin: `http://${host}:${(server.address() as AddressInfo).port}`, close };
};

const doubleOf = async (vendor: DemoVendor): Promise<Listening> => {
  if (DOUBLE !== undefined) return { origin: DOUBLE, close: () => undefined };
  const double = vendor.start();
  return listen((request) => double.fetch(request), 0);
};

const start = async (stopping: AbortSignal): Promise<void> => {
  const vendor = demoVendors[VENDOR];
  if (!vendor) throw new Error(`There is a demo of ${Object.keys(demoVendors).join(", ")}.`);
  const folder = mkdtempSync(path.join(tmpdir(), "memberkit-demo-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const [port, crmPort] = [await freePort(Number(PORT)), await freePort(Number(CRM_PORT))];
  const crm = `http://${host}:${crmPort}`;
  const secret = await sharedSecret(path.join(folder, "secret"));
  const building = buildKit();
  const double = await doubleOf(vendor);
  const variables = {
    ...{ VENDOR, TENANT: tenant, PROGRAM_NAME, HOST: host, PORT: String(port), ORIGINS: crm, DATA_DIR: folder },
    ...{ TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience, TOKEN_SECRET: secret, ...vendor.variables(double.origin) },
  };
  const settings = readGatewaySettings(variables);
  if (!settings) throw new Error("There is no vendor.");
  const gateway = await startGateway(readSettings(variables), settings, log, stopping);
  await building;
  const pages = createGatewayHost({
    ...{ api: gateway.origin, secret, kitFolder, program: PROGRAM_NAME, vendor: vendor.name, foundBy: vendor.foundBy },
  });
  const site = await listen(pages.fetch, crmPort);
  console.log(
    `\n  ${PROGRAM_NAME} CRM   ${crm}/customers/${vendor.first}\n  Its gateway         ${gateway.origin}/v1\n  Its ${vendor.name}, a double   ${double.origin}\n\n  Ctrl+C stops it.`,
  );
  const stop = async (): Promise<void> => {
    site.close();
    await gateway.stop();
    double.close();
  };
  stopping.addEventListener("abort", () => void stop());
};

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stopping.abort());

try {
  await start(stopping.signal);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
