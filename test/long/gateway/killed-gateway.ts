/**
 * A gateway in a process of its own that kills itself, as a crash would, at the step that it is told: by a message
 * `{ "step": … }`, for the next act. It prints its origin.
 */
import { serve } from "@hono/node-server";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import {
  ColumnUpdateNode,
  IdentifierNode,
  InsertQueryNode,
  type KyselyPlugin,
  ColumnNode,
  TableNode,
  UpdateQueryNode,
} from "kysely";
import { createGateway } from "../../../server/gateways/gateway.js";
import { migrateGateway } from "../../../server/gateways/migrations/index.js";
import type { GatewayTables } from "../../../server/gateways/schema.js";
import { VendorTurns } from "../../../server/gateways/vendor/vendor-turns.js";
import { openPostgres } from "../../../server/postgres/postgres.js";
import { GATEWAY_KEYS, TENANT } from "../../support/gateway.js";
import type { Step } from "./steps.js";
import { type KillVendor, killSubjects } from "./kill-subjects.js";

const { DATABASE_URL = "", VENDOR_URL = "", KILL_VENDOR = "", LEASE_MS = "300" } = process.env;
const subject = killSubjects[KILL_VENDOR as KillVendor];

let step: Step | null = null;
process.on("message", (message: { readonly step: Step }) => {
  step = message.step;
  process.send?.({ armed: step });
});

const dieAt = (at: Step): void => {
  if (step === at) process.kill(process.pid, "SIGKILL");
};

/** Which of the three commits a statement belongs to; null: none. */
const commitOf = (node: Parameters<KyselyPlugin["transformQuery"]>[0]["node"]): Step | null => {
  if (InsertQueryNode.is(node)) return node.into?.table.identifier.name === "intent" ? "before the first commit" : null;
  if (!UpdateQueryNode.is(node) || !node.table || !TableNode.is(node.table)) return null;
  if (node.table.table.identifier.name !== "intent") return null;
  const columns = (node.updates ?? []).map((update) =>
    ColumnUpdateNode.is(update) && ColumnNode.is(update.column) && IdentifierNode.is(update.column.column)
      ? update.column.column.name
      : "",
  );
  if (columns.includes("plan")) return "before the second commit";
  return columns.includes("entry_id") ? "before the third commit" : null;
};

const killing: KyselyPlugin = {
  transformQuery: ({ node }) => {
    const commit = commitOf(node);
    if (commit) dieAt(commit);
    return node;
  },
  transformResult: ({ result }) => Promise.resolve(result),
};

const fetchOrDie: typeof fetch = async (input, init) => {
  const { method, url } = new Request(input, init);
  const isWrite = subject.isWrite(method, new URL(url).pathname);
  if (isWrite) dieAt("before the call");
  const response = await fetch(input, init);
  if (isWrite) dieAt("after the call");
  return response;
};

const database = openPostgres<GatewayTables>(DATABASE_URL, { connections: 4 });
await migrateGateway(database);
const clock = { now: () => new Date() };
const turns = new VendorTurns({ tenant: TENANT, database, clock });
const vendor = subject.createVendor(VENDOR_URL, { turns, clock, pause: wait, fetch: fetchOrDie, callsPerSecond: 0 });
const gateway = createGateway({
  ...{ vendor, tenant: TENANT, keys: GATEWAY_KEYS },
  ...{ database: database.withPlugin(killing), leaseMs: Number(LEASE_MS) },
  approvals: { expireAfterHours: 24 },
});
const server = serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: async (request) => {
    const response = await gateway.fetch(request);
    if (request.method === "POST" && /\/actions\/|\/decision$/.test(request.url)) dieAt("after the third commit");
    return response;
  },
});
if (!server.listening) await once(server, "listening");
const recovering = setInterval(() => void gateway.recover().catch(() => undefined), 200);
process.once("SIGTERM", () => {
  clearInterval(recovering);
  process.exit(0);
});
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
