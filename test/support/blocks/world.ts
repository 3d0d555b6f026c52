import { LASTING_KEYS, startBackend } from "../backend.js";
import { printToken, startCoreBackend } from "../core-backend.js";

/** Where the page of a host stands, as the documents have it. */
export const HOST = "https://crm.example";

/** What a block is written for: the host's own token endpoint, and a backend at whatever address it names. */
export interface World {
  /** What that world answers. */
  answer(request: Request): Promise<Response>;
  /** What was refused since the last time that it was asked: `403 /v1/operator`. */
  refusals(): string[];
  /** What the host's own server has in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const worldOf = (
  backend: (request: Request, path: string) => Promise<Response>,
  token: string,
  { environment, close, lacks }: Pick<World, "environment" | "close"> & { readonly lacks?: string },
): World => {
  let refused: string[] = [];
  return {
    answer: async (request) => {
      const { pathname, search } = new URL(request.url);
      if (pathname.includes("token")) return Response.json({ token });
      const response = await backend(request, `${pathname}${search}`);
      if (response.status >= 400 && pathname !== lacks) refused.push(`${response.status} ${pathname}`);
      return response;
    },
    refusals: () => {
      const all = refused;
      refused = [];
      return all;
    },
    environment,
    close,
  };
};

/** With the reference backend, and Noa Ben-David as `m_1048`. */
export const openWorld = async (): Promise<World> => {
  const { issuer, audience, secret = "" } = LASTING_KEYS;
  const backend = await startBackend({ origins: [HOST], keys: LASTING_KEYS, now: new Date().toISOString() });
  const tenant = await backend.seed();
  const token = await backend.tokenFor({ tenant, claims: { exp: 4_000_000_000 } });
  const reply = (request: Request, path: string): Promise<Response> => {
    // A block tells the time by the machine's clock.
    backend.clock.set(new Date());
    return backend.fetch(new Request(`http://backend.test${path}`, request));
  };
  const environment = { TENANT: tenant, TOKEN_SECRET: secret, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience };
  return worldOf(reply, token, { environment, close: () => backend.close() });
};

/** With `examples/core-backend`, and `m_1`. */
export const openCoreWorld = async (): Promise<World> => {
  const { baseUrl, stop } = await startCoreBackend(HOST);
  const reply = async (request: Request, path: string): Promise<Response> => {
    const headers = new Headers(request.headers);
    headers.delete("host");
    const body = request.method === "POST" ? await request.text() : null;
    return fetch(new URL(path, baseUrl), { method: request.method, headers, body });
  };
  // It is asked for once, since what a backend lacks it does not say.
  return worldOf(reply, printToken(), { environment: {}, close: stop, lacks: "/v1/member-views" });
};
