import { Hono } from "hono";
import type { Clock } from "../clock.js";
import { RefusalError } from "../domain/refusal.js";
import { type Admit, createAdmission } from "./admission.js";
import { createAuthentication, type TokenKeys } from "./authentication.js";
import { allowOrigins, refuseForeignOrigins, secureAnswers } from "./browsers.js";
import type { Environment } from "./exchange.js";
import { registerHealth } from "./health.js";
import type { Log } from "./log.js";
import { answerProblem, observe } from "./observe.js";
import { RateLimiter, type RequestLimits } from "./rate-limiter.js";

interface BaseOptions {
  readonly log: Log;
  readonly keys: TokenKeys;
  readonly clock: Clock;
  readonly origins: readonly string[];
  readonly requestLimits: RequestLimits;
  /** Throws while what it needs is not there. */
  readonly requireReady: () => Promise<void>;
}

/**
 * What every backend of ours stands on: problems, the log, headers for browsers, health, and who may come in. Routes are
 * added to its app.
 */
export const createBaseApp = (options: BaseOptions): { readonly app: Hono<Environment>; readonly admit: Admit } => {
  const { log, keys, clock, origins, requestLimits, requireReady } = options;
  const app = new Hono<Environment>();
  app.onError(answerProblem);
  app.notFound((c) => answerProblem(new RefusalError("not-found"), c));
  app.use(observe(log), secureAnswers, allowOrigins(origins), refuseForeignOrigins(origins));
  registerHealth(app, requireReady);
  return { app, admit: createAdmission(createAuthentication(keys, clock), new RateLimiter(requestLimits, clock)) };
};
