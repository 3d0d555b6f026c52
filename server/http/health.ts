import type { Hono } from "hono";
import type { Environment } from "./exchange.js";

/**
 * `/healthz`: the process answers. `/readyz`: what it needs is there, which `requireReady` throws while it is not; 503 then.
 * No token is needed.
 */
export const registerHealth = (app: Hono<Environment>, requireReady: () => Promise<void>): void => {
  app.get("/healthz", (c) => {
    c.set("route", "/healthz");
    return c.json({ status: "ok" });
  });
  app.get("/readyz", async (c) => {
    c.set("route", "/readyz");
    await requireReady();
    return c.json({ status: "ready" });
  });
};
