import type { CallSettings } from "./call-settings.js";
import { RateGate } from "./rate-gate.js";
import { turnedAway, VendorError } from "./vendor-error.js";

export interface VendorHttpOptions extends CallSettings {
  /** As operators know the vendor. */
  readonly vendor: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** With each call: the secrets are here, and nowhere else. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where a vendor counts the calls of each endpoint by itself: which one these go to. By default all count together. */
  readonly endpoint?: string;
  /** How many calls may come at once; by default a second's. */
  readonly burst?: number;
}

export interface VendorRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the base URL, with what is in it encoded. */
  readonly path: string;
  readonly body?: unknown;
  /** It only reads: lost, it is asked once more. By default of a GET. */
  readonly reads?: boolean;
}

/** An answer below 500 that is no 429. */
export interface VendorAnswer {
  readonly status: number;
  /** Parsed; null where there was none. */
  readonly body: unknown;
}

/** One call, by which each adapter speaks to its vendor. @throws VendorError */
export type SendToVendor = (request: VendorRequest) => Promise<VendorAnswer>;

/** The connection was never made: nothing has left. */
const NOT_CONNECTED = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

const codeOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === "string" ? cause.code : "";
};

/** In seconds; what is no number of at most an hour is taken for 5. */
const retryAfterOf = (headers: Headers): number => {
  const seconds = Number(headers.get("Retry-After") ?? Number.NaN);
  return seconds > 0 && seconds <= 3600 ? seconds : 5;
};

const failed = (vendor: string, error: unknown): VendorError => {
  if (NOT_CONNECTED.test(codeOf(error)))
    return new VendorError("not-sent", "unavailable", `${vendor} can't be reached.`, { cause: error });
  return (error as { name?: unknown } | null)?.name === "TimeoutError"
    ? new VendorError("lost", "backend-timeout", `${vendor} took too long to answer.`, { cause: error })
    : new VendorError("lost", "backend-error", `The connection to ${vendor} broke off.`, { cause: error });
};

const parse = (vendor: string, text: string): unknown => {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new VendorError("lost", "backend-error", `${vendor} gave an answer that can't be read.`);
  }
};

/** Makes the calls to one vendor: each has a time limit and its turn, and never follows a redirect with its secrets. */
export const vendorHttp = (options: VendorHttpOptions): SendToVendor => {
  const { vendor, baseUrl, headers, endpoint = "all", callsPerSecond: perSecond = 10, burst, turns, pause } = options;
  const { timeoutMs = 5_000, fetch: fetchOf } = options;
  const gate = new RateGate({ vendor, endpoint: `${vendor} ${endpoint}`, perSecond, burst, turns, pause });
  const once = async ({ method, path, body }: VendorRequest): Promise<VendorAnswer> => {
    await gate.enter();
    const init: RequestInit = {
      method,
      headers: {
        Accept: "application/json",
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...headers,
      },
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const answer = await (fetchOf ?? globalThis.fetch)(`${baseUrl}${path}`, init)
      .then(async (response) => ({ response, text: await response.text() }))
      .catch((error: unknown) => Promise.reject(failed(vendor, error)));
    const { status } = answer.response;
    if (status === 429) {
      const retryAfterS = retryAfterOf(answer.response.headers);
      await gate.close(retryAfterS);
      throw turnedAway(vendor, retryAfterS);
    }
    if (status >= 500 || status === 408)
      throw new VendorError("lost", "backend-error", `${vendor} answered with an error of its own.`);
    return { status, body: parse(vendor, answer.text) };
  };
  return async (request) => {
    const { reads = request.method === "GET" } = request;
    try {
      return await once(request);
    } catch (error) {
      if (!reads || !(error instanceof VendorError) || error.kind !== "lost") throw error;
      return once(request);
    }
  };
};
