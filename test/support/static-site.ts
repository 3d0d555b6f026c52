import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";

/** A folder served on this machine, at a port that the system chose. */
export interface Site {
  origin: string;
  close(): Promise<void>;
}

/** Serves a folder, relative to the repository; `policy`: the content security policy of all its pages. */
export const serveFolder = (root: string, policy?: string): Promise<Site> =>
  new Promise((resolve) => {
    const app = new Hono();
    if (policy)
      app.use(async (c, next) => {
        await next();
        c.header("Content-Security-Policy", policy);
      });
    app.use(serveStatic({ root }));
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }: AddressInfo) => {
      const close = () => new Promise<void>((closed) => server.close(() => closed()));
      resolve({ origin: `http://127.0.0.1:${port}`, close });
    });
  });
