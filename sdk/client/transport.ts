import ky, { type ResponsePromise } from "ky";
import type { Route } from "../contract/index.js";
import { untilAborted } from "./aborting.js";
import type { ClientOptions } from "./client.js";
import { ContractError, NetworkError, TimeoutError } from "./errors.js";
import type { Time } from "./time.js";

/** One HTTP request, ready to be sent. */
export interface WireRequest {
  method: Route["method"];
  /** Below the base URL, filled in. */
  path: string;
  /** Its route, with its ids left open; left out: the path has none. */
  route?: string;
  query?: Readonly<Record<string, string | number | undefined>> | undefined;
  /** Sent as JSON; a file, as it is. */
  body?: unknown;
  headers: Readonly<Record<string, string>>;
  /** The operator in whose name alone it may be sent, by `scopeOf`; null or left out: whoever is signed in. */
  scope?: string | null | undefined;
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

interface TransportOptions {
  baseUrl: string;
  fetch: ClientOptions["fetch"];
  timeoutMs: number;
  time: Time;
}

const answerOf = async (pending: ResponsePromise): Promise<WireAnswer> => {
  const { ok, status, headers } = await pending;
  const json = parse(await pending.text());
  if (ok && json === undefined) throw new ContractError("", `status ${status}, no JSON`);
  return { status, headers, json };
};

/**
 * Makes the transport of one backend. Throws `NetworkError`, `TimeoutError`, or the signal's reason; `ContractError`
 * for a successful answer that is not JSON. Statuses are answers, not errors.
 */
export const createTransport = ({ baseUrl, fetch, timeoutMs, time }: TransportOptions): Transport => {
  const send = fetch ?? ((request: Request) => globalThis.fetch(request));
  const http = ky.create({
    prefixUrl: baseUrl,
    // Repeating and timing are the client's own: a write is not repeated as a read is, and tests have their own clock.
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    cache: "no-store",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    // One argument only: an app's `fetch(request, env)` would take ky's second one for its environment.
    fetch: (request) => send(request as Request),
  });
  return async ({ method, path, query, body, headers, signal }) => {
    const isFile = body instanceof Blob;
    // How long a file takes is for its size to say, and for who sends it.
    const limit = time.limit(isFile ? 60 * timeoutMs : timeoutMs);
    const ended = signal ? AbortSignal.any([signal, limit]) : limit;
    // Of a query of nothing the library would send a lone question mark.
    const asks = Object.values(query ?? {}).some((value) => value !== undefined);
    // Below a prefix, the library wants paths without their first slash.
    const pending = http(path.slice(1), {
      method,
      headers: { accept: "application/json", ...headers },
      ...(asks && { searchParams: query }),
      ...(body !== undefined && { [isFile ? "body" : "json"]: body }),
      signal: ended,
    });
    try {
      return await untilAborted(answerOf(pending), ended);
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (limit.aborted) throw new TimeoutError(timeoutMs);
      if (error instanceof ContractError) throw error;
      throw new NetworkError({ cause: error });
    }
  };
};
