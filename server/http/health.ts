import type { Hono } from "hono";
import type { Database } from "../postgres/database.js";
import { requireReady } from "../read/readiness.js";
import type { Environment } from "./exchange.js";

/**
 * `/healthz`: the process answers. `/readyz`: its database answers and is migrated; 503 while not. No token is needed.
 */
export const registerHealth = (app: Hono<Environment>, database: Database): void => {
  app.get("/healthz", (c) => {
    c.set("route", "/healthz");
    return c.json({ status: "ok" });
  });
  app.get("/readyz", async (c) => {
    c.set("route", "/readyz");
    await requireReady(database);
    return c.json({ status: "ready" });
  });
};
