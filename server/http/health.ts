import type { Hono } from "hono";
import { sql } from "kysely";
import type { Database } from "../postgres/database.js";
import type { Environment } from "./exchange.js";
import { HttpProblem } from "./problem.js";

/** `/healthz`: the process answers. `/readyz`: its database answers and is migrated; 503 while not. Neither asks for a token. */
export const registerHealth = (app: Hono<Environment>, database: Database): void => {
  app.get("/healthz", (c) => {
    c.set("route", "/healthz");
    return c.json({ status: "ok" });
  });
  app.get("/readyz", async (c) => {
    c.set("route", "/readyz");
    await sql`select 1 from program limit 1`.execute(database).catch((error: unknown) => {
      throw new HttpProblem("unavailable", "The database can't be reached.", { cause: error });
    });
    return c.json({ status: "ready" });
  });
};
