import type { Context } from "hono";
import type { Operator } from "../domain/operator.js";

/** What is known of the current request, for the log and for problems. */
interface Exchange {
  requestId: string;
  /** The route's pattern; unset where no route fits. */
  route?: string;
  operator?: Operator;
  /** The code of the problem that was answered. */
  code?: string;
  error?: unknown;
}

export interface Environment {
  Variables: Exchange;
}
export type HttpContext = Context<Environment>;

/** A new request id. It is random: it reveals nothing about the caller, the time or the order of requests. */
export const newRequestId = (): string => `req_${crypto.randomUUID().replaceAll("-", "").slice(0, 20)}`;
