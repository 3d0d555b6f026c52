import type { AddressInfo } from "node:net";
import { brotliCompressSync } from "node:zlib";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";

/** A folder served on this machine, at a port that the system chose. */
export interface Site {
  origin: string;
  close(): Promise<void>;
}

/**
 * Serves a folder, relative to the repository; `policy`: the content security policy of all its pages; `compressed`: under
 * brotli.
 */
export const serveFolder = (root: string, policy?: string, compressed = false): Promise<Site> =>
  new Promise((resolve) => {
    const app = new Hono();
    if (policy)
      app.use(async (c, next) => {
        await next();
        c.header("Content-Security-Policy", policy);
      });
    if (compressed)
      app.use(async (c, next) => {
        await next();
        const body = brotliCompressSync(await c.res.arrayBuffer());
        c.res = new Response(body, { status: c.res.status, headers: c.res.headers });
        c.header("Content-Encoding", "br");
        c.header("Content-Length", undefined);
      });
    app.use(serveStatic({ root }));
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }: AddressInfo) => {
      const close = () => new Promise<void>((closed) => server.close(() => closed()));
      resolve({ origin: `http://127.0.0.1:${port}`, close });
    });
  });
