import { untilAborted } from "./aborting.js";
import type { ClientOptions } from "./client.js";
import { ContractError, NetworkError, TimeoutError } from "./errors.js";
import type { Time } from "./time.js";

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

/** Sends one request once. The one place that knows `fetch`. */
export type Transport = (request: WireRequest) => Promise<WireAnswer>;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export interface TransportOptions {
  baseUrl: string;
  fetch: ClientOptions["fetch"];
  timeoutMs: number;
  time: Time;
}

const urlOf = (baseUrl: string, path: string, query: WireRequest["query"] = {}): string => {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const search = new URLSearchParams(given).toString();
  return baseUrl.replace(/\/+$/, "") + path + (search && `?${search}`);
};

const answerOf = async (pending: Promise<Response>): Promise<WireAnswer> => {
  const response = await pending;
  const { ok, status, headers } = response;
  const json = parse(await response.text());
  if (ok && json === undefined) throw new ContractError("", `status ${status}, no JSON`);
  return { status, headers, json };
};

/**
 * Makes the transport of one backend. Throws `NetworkError`, `TimeoutError`, or the signal's reason; `ContractError` for a
 * successful answer that is not JSON. Statuses are answers, not errors. It never repeats: a write is not repeated as a read is.
 */
export const createTransport = ({ baseUrl, fetch, timeoutMs, time }: TransportOptions): Transport => {
  // One argument only: an app's `fetch(request, env)` would take a second one for its environment.
  const send = fetch ?? ((request: Request) => globalThis.fetch(request));
  return async ({ method, path, query, body, headers, signal }) => {
    const limit = time.limit(timeoutMs);
    const ended = signal ? AbortSignal.any([signal, limit]) : limit;
    const request = new Request(urlOf(baseUrl, path, query), {
      method,
      headers: { accept: "application/json", ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: ended,
    });
    try {
      return await untilAborted(answerOf(send(request)), ended);
    } catch (cause) {
      if (signal?.aborted) throw signal.reason;
      if (limit.aborted) throw new TimeoutError(timeoutMs);
      throw cause instanceof ContractError ? cause : new NetworkError({ cause });
    }
  };
};
