import type { ServerOptions } from "node:http";

/** By how much a connection outlives `keepAliveTimeoutMs` where it has carried no request yet, in milliseconds. */
const MARGIN_MS = 5_000;

/**
 * How long a request may take to arrive, in milliseconds: Node's own default. Node wants it to be no less than the time
 * for headers.
 */
const REQUEST_MS = 300_000;

/**
 * Node's limits for connections: an idle one is kept as long as asked for, whether it has carried a request before or
 * not.
 */
export const httpTimeouts = (keepAliveTimeoutMs: number): ServerOptions => {
  const headersTimeout = keepAliveTimeoutMs + MARGIN_MS;
  return { keepAliveTimeout: keepAliveTimeoutMs, headersTimeout, requestTimeout: Math.max(REQUEST_MS, headersTimeout) };
};
