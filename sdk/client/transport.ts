import ky, { isNetworkError, isTimeoutError } from "ky";
import type { ClientOptions } from "./client.js";
import { ContractError, NetworkError, TimeoutError } from "./errors.js";

/** One HTTP request, ready to be sent. */
export interface WireRequest {
  method: "GET" | "POST";
  /** Below the base URL, filled in. */
  path: string;
  query?: Readonly<Record<string, string | number | undefined>> | undefined;
  body?: unknown;
  headers: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}

/** One HTTP answer, read to its end. */
export interface WireAnswer {
  status: number;
  headers: Headers;
  /** The parsed body; undefined where it is not JSON. */
  json: unknown;
}

/** Sends one request once. The one place that knows the HTTP library. */
export type Transport = (request: WireRequest) => Promise<WireAnswer>;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Makes the transport of one backend. Throws `NetworkError`, `TimeoutError`, or the signal's reason; `ContractError` for a
 * successful answer that is not JSON. Statuses are answers, not errors.
 */
export const createTransport = (baseUrl: string, fetch: ClientOptions["fetch"], timeoutMs: number): Transport => {
  const send = fetch ?? ((request: Request) => globalThis.fetch(request));
  const http = ky.create({
    prefix: baseUrl,
    timeout: timeoutMs,
    retry: 0,
    throwHttpErrors: false,
    cache: "no-store",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    // One argument only: an app's `fetch(request, env)` would take ky's second one for its environment.
    fetch: (request) => send(request as Request),
  });
  return async ({ method, path, query, body, headers, signal }) => {
    const pending = http(path, {
      method,
      headers: { accept: "application/json", ...headers },
      ...(query && { searchParams: query }),
      ...(body !== undefined && { json: body }),
      ...(signal && { signal }),
    });
    try {
      const response = await pending;
      const json = parse(await pending.text());
      if (response.ok && json === undefined) throw new ContractError("", `status ${response.status}, no JSON`);
      return { status: response.status, headers: response.headers, json };
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (error instanceof ContractError) throw error;
      if (isTimeoutError(error)) throw new TimeoutError(timeoutMs);
      // Not the library's own error, which carries the request with its token and body.
      throw new NetworkError({ cause: isNetworkError(error) ? error.cause : error });
    }
  };
};
