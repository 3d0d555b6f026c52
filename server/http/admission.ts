import type { RouteId } from "../../sdk/contract/all-routes.js";
import type { Route } from "../../sdk/contract/route.js";
import type { Operator } from "../domain/operator.js";
import type { Authenticate } from "./authentication.js";
import type { HttpContext } from "./exchange.js";
import type { RateLimiter, RequestKind } from "./rate-limiter.js";

/** Answers who makes a request, or throws `not-authenticated`, or `rate-limited` where they make too many of its kind. */
export type Admit = (c: HttpContext, kind: RequestKind) => Promise<Operator>;

/** Tells who a request's token speaks for, notes it for the log, and counts the request. */
export const createAdmission =
  (authenticate: Authenticate, limiter: RateLimiter): Admit =>
  async (c, kind) => {
    const operator = await authenticate(c.req.header("Authorization") ?? null);
    c.set("operator", operator);
    limiter.count(operator, kind);
    return operator;
  };

/** What looks over many members at once. */
const searches: ReadonlySet<RouteId> = new Set<RouteId>([
  ...(["searchMembers", "audienceQuery", "bulkPreview", "importRows"] as const),
  ...(["exportMembers", "exportNotDone", "saveNotDone", "handOff", "subjectAccess"] as const),
]);

export const kindOf = (id: RouteId, { writes = false }: Route): RequestKind => {
  if (searches.has(id)) return "search";
  return writes ? "write" : "read";
};
