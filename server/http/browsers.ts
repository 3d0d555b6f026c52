import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { RefusalError } from "../domain/refusal.js";

/**
 * Whether a page of this origin may call: those configured, and the server's own. `null` (a sandbox, a file) never may.
 */
const mayCall = (origins: readonly string[], origin: string, requestUrl: string): boolean =>
  origin !== "null" && (origins.includes(origin) || origin === new URL(requestUrl).origin);

/** Refuses requests of pages of any other origin (403), so that nothing is done on their behalf. */
export const refuseForeignOrigins =
  (origins: readonly string[]): MiddlewareHandler =>
  async (c, next) => {
    const origin = c.req.header("Origin");
    if (origin !== undefined && !mayCall(origins, origin, c.req.url))
      throw new RefusalError("forbidden", "This page's origin may not call this server.");
    await next();
  };

/** Cross-origin calls as the contract has them: no cookies, so no credentials. */
export const allowOrigins = (origins: readonly string[]): MiddlewareHandler =>
  cors({
    origin: (origin, c) => (mayCall(origins, origin, c.req.url) ? origin : null),
    allowMethods: ["GET", "POST", "PATCH", "DELETE"],
    allowHeaders: ["Authorization", "Idempotency-Key", "If-Match", "Preview-Match", "Content-Type"],
    exposeHeaders: ["ETag", "Retry-After", "Idempotent-Replayed"],
    maxAge: 600,
  });

/** Answers are data about people: no cache keeps them, no browser guesses their type, no page frames them. */
const SECURITY = {
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
};

export const secureAnswers: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(SECURITY)) c.res.headers.set(name, value);
};
