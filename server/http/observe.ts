import type { MiddlewareHandler } from "hono";
import { type Environment, type HttpContext, newRequestId } from "./exchange.js";
import { refusalOf } from "./failure.js";
import { failureOf, type Log } from "./log.js";
import { problemResponse } from "./problem.js";

const levelOf = (status: number) => (status >= 500 ? "error" : status >= 400 ? "warn" : "info");

/** Gives each request an id, and logs one line when it is answered. */
export const observe =
  (log: Log): MiddlewareHandler<Environment> =>
  async (c, next) => {
    const start = performance.now();
    c.set("requestId", newRequestId());
    await next();
    const { requestId, route, operator, code, error } = c.var;
    const { status } = c.res;
    // What nobody waited for any more is no failure of ours.
    const abandoned = (status >= 400 && c.req.raw.signal.aborted) || undefined;
    log({
      level: abandoned ? "info" : levelOf(status),
      event: "request",
      requestId,
      method: c.req.method,
      route: route ?? "none",
      status,
      abandoned,
      ms: Math.round((performance.now() - start) * 10) / 10,
      tenant: operator?.tenant,
      operator: operator?.id,
      code,
      error: error === undefined ? undefined : failureOf(error),
    });
  };

/** Answers a thrown error as a problem. Its cause goes to the log only. */
export const answerProblem = (error: unknown, c: HttpContext): Response => {
  const problem = refusalOf(error);
  c.set("code", problem.code);
  c.set("error", problem.cause);
  return problemResponse(problem, c.var.requestId);
};
