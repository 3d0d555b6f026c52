/**
 * The backend of browser tests: `startBackend()` on a real port, with controls under `/__test`. Prints its origin; ends
 * on SIGTERM.
 *
 * - `POST /__test/tenants { members?, program? }`: seeds a new tenant, with changes to its program's settings, lets the
 *   asking page's origin call, and answers `{ tenant, baseUrl, faults, tokens: { dana, ari, viewer, kim } }`. `baseUrl`
 *   leads through a fault proxy of the tenant's own.
 * - `GET|POST|DELETE {faults}`: that proxy's controls, see `FaultProxy.control`.
 * - `POST /__test/clock { now }`: sets the server's clock, for every tenant.
 * - `POST /__test/due-work`: does what is due (the outbox), at once.
 */
import { Hono } from "hono";
import { cors } from "hono/cors";
import { LASTING_KEYS, listen, startBackend } from "./backend.js";
import type { Program } from "../../server/domain/program.js";
import { FaultProxy } from "./fault-proxy.js";
import { changeProgram } from "./tenant.js";

const origins: string[] = [];
const backend = await startBackend({ origins, keys: LASTING_KEYS });
const { origin } = await backend.listen();
const proxies = new Map<string, FaultProxy>();

const controls = new Hono();
controls.use(cors());

controls.post("/__test/tenants", async (c) => {
  const page = c.req.header("Origin");
  if (page && !origins.includes(page)) origins.push(page);
  const { members = 0, program = {} } = await c.req.json<{ members?: number; program?: Partial<Program> }>();
  const tenant = await backend.seed(undefined, members);
  await changeProgram(backend.database, tenant, program);
  const proxy = new FaultProxy(origin);
  proxies.set(tenant, proxy);
  const [dana, ari, viewer, kim] = await Promise.all(
    (["dana", "ari", "vera", "kim"] as const).map((operator) =>
      backend.tokenFor({ tenant, operator, claims: { exp: 4_000_000_000 } }),
    ),
  );
  const faults = `${new URL(c.req.url).origin}/__test/faults/${tenant}`;
  return c.json({ tenant, baseUrl: `${await proxy.listen()}/v1`, faults, tokens: { dana, ari, viewer, kim } });
});

controls.all("/__test/faults/:tenant", async (c) => {
  const proxy = proxies.get(c.req.param("tenant"));
  if (!proxy) return c.notFound();
  return c.json((await proxy.control(c.req.method, await c.req.json<unknown>().catch(() => null))) as object);
});

controls.post("/__test/clock", async (c) => {
  backend.clock.set((await c.req.json<{ now: string }>()).now);
  return c.body(null, 204);
});

controls.post("/__test/due-work", async (c) => c.json(await backend.app.runDueWork()));

/** Whoever listens is told within a moment, as by a server that runs. */
const tell = (): void => {
  const again = () => setTimeout(tell, 100);
  backend.app.tellChanges().then(again, again);
};
tell();

const server = await listen({ fetch: async (request) => controls.fetch(request) });
process.once("SIGTERM", () => process.exit(0));
console.log(server.origin);
