import { type Capabilities, createClient, type Client, type ClientOptions } from "../../sdk/index.js";
import type { Fault, Script } from "../support/fault-proxy.js";

/** A seeded tenant of the real backend, behind its own fault proxy. */
export interface Tenant {
  baseUrl: string;
  /** Address of the proxy's controls. */
  faults: string;
  tokens: Record<"dana" | "ari" | "viewer" | "kim", string>;
}

/** A request that reached the proxy. */
export interface Attempt {
  method: string;
  path: string;
  key: string | null;
  fault: string | null;
  /** What the server answered; null before it did. */
  status: number | null;
}

const address = async (): Promise<string> =>
  ((await (await fetch("/__test/backend.json")).json()) as { baseUrl: string }).baseUrl;

/** How long seeding may take on a machine that is busy. */
export const seedingMs = 30_000;

/** Changes of a program's settings: what is told of it, and what only the backend knows. */
type Settings = Partial<Capabilities> & { readonly approvals?: null; readonly directChannel?: null };

/** A tenant of its own, with the people that tests need, others beside them, and changes to its program's settings. */
export const newTenant = async (program: Settings = {}, members = 0): Promise<Tenant> =>
  (await (
    await fetch(`${await address()}/__test/tenants`, { method: "POST", body: JSON.stringify({ program, members }) })
  ).json()) as Tenant;

/** A client that reads route by route, so that a test may break, hold or count one of its reads. */
export const clientFor = (
  tenant: Tenant,
  operator: keyof Tenant["tokens"] = "ari",
  options: Partial<ClientOptions> = {},
): Client =>
  createClient({ baseUrl: tenant.baseUrl, getToken: () => tenant.tokens[operator], views: false, ...options });

/** Breaks the next requests that match. */
export const breakNext = async (tenant: Tenant, ...scripts: Script[]): Promise<void> => {
  await fetch(tenant.faults, { method: "POST", body: JSON.stringify(scripts) });
};

/** A fault: the backend refuses with a problem (RFC 9457), of which `more` says further parts. */
export const problem = (status: number, code: string, more: object = {}): Fault => ({
  kind: "status",
  status,
  headers: { "content-type": "application/problem+json" },
  body: JSON.stringify({
    type: "about:blank",
    title: "x",
    status,
    code,
    detail: "",
    retryable: false,
    requestId: "req_1",
    ...more,
  }),
});

/** The list has moved on: its next page can't be had. */
export const cursorExpired = problem(410, "cursor-expired", { detail: "The list has changed. Start it over." });

/** Lets go of what is held, and breaks nothing more. */
export const release = async (tenant: Tenant): Promise<void> => {
  await fetch(tenant.faults, { method: "DELETE" });
};

/** The requests that reached the proxy, without preflights. */
export const requestsOf = async (tenant: Tenant): Promise<Attempt[]> => {
  const { log } = (await (await fetch(tenant.faults)).json()) as { log: Attempt[] };
  return log.filter(({ method }) => method !== "OPTIONS");
};

/** Waits, without a fixed sleep, until something holds. */
export const until = async <T>(look: () => T | null | undefined | false, what = String(look)): Promise<T> => {
  const end = performance.now() + 15_000;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** Resolves once the proxy holds an answer: what is released before that would be held for ever. */
export const held = async (tenant: Tenant, count = 1): Promise<void> => {
  for (let found = 0; found < count;)
    found = (await requestsOf(tenant)).filter(({ fault, status }) => fault === "hold" && status !== null).length;
};

/** Text as a person reads it: no runs of white space, no invisible isolates. */
export const readable = (text: string | null | undefined): string =>
  (text ?? "")
    .replace(/[\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** Does what is due, at once: the outbox, and the jobs. */
export const doDueWork = async (): Promise<void> => {
  await fetch(`${await address()}/__test/due-work`, { method: "POST" });
};
