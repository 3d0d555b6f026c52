import { createClient } from "../../../sdk/client/create-client.js";
import type { Time } from "../../../sdk/client/time.js";
import type { ClientOptions, KeyStore, PendingWrite } from "../../../sdk/index.js";

export interface JumpingTime extends Time {
  /** What was waited for, in milliseconds. */
  waits: number[];
  /** Ends the time of every attempt that has begun. */
  expire(): void;
}

/** A clock that jumps over every wait at once; attempts run out of time when they are told to. */
export const jumpingTime = (start = Date.UTC(2026, 10, 21, 10)): JumpingTime => {
  let now = start;
  const waits: number[] = [];
  const limits: AbortController[] = [];
  return {
    waits,
    expire: () => limits.splice(0).forEach((limit) => limit.abort()),
    limit: () => {
      const limit = new AbortController();
      limits.push(limit);
      return limit.signal;
    },
    now: () => now,
    random: () => 0.5,
    wait: async (ms, signal) => {
      signal?.throwIfAborted();
      if (ms > 0) waits.push(ms);
      now += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
};

/** A clock that stands until it is moved. */
export interface StandingTime extends Time {
  /** How many wait for it. */
  readonly waiting: number;
  /** Moves on, and lets those go in turn whose time has come. */
  advance(ms: number): Promise<void>;
}

/** Resolves once all that could go on by itself has done so for a while. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

export const standingTime = (start = Date.UTC(2026, 10, 21, 10)): StandingTime => {
  let now = start;
  const waits = new Set<{ readonly at: number; readonly end: () => void }>();
  const wait = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const abort = () => {
        waits.delete(entry);
        reject(signal?.reason as Error);
      };
      const end = () => {
        waits.delete(entry);
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      const entry = { at: now + ms, end };
      if (signal?.aborted) abort();
      else if (ms === 0) resolve();
      else {
        waits.add(entry);
        signal?.addEventListener("abort", abort, { once: true });
      }
    });
  return {
    get waiting() {
      return waits.size;
    },
    now: () => now,
    random: () => 0.5,
    // No attempt runs out of time.
    limit: () => new AbortController().signal,
    wait,
    advance: async (ms) => {
      const until = now + ms;
      for (;;) {
        await turn();
        const [next] = [...waits].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (!next) break;
        now = Math.max(now, next.at);
        next.end();
      }
      now = until;
    },
  };
};

/** Waits, a turn of the loop at a time, until something holds. */
export const until = async (holds: () => boolean): Promise<void> => {
  for (let turns = 0; !holds(); turns++) {
    if (turns > 20_000) throw new Error(`waited in vain for ${String(holds)}`);
    await turn();
  }
};

/** Keys kept in memory. A client of the same page is handed the same ones; one of a later page {@link afterReload}. */
export const memoryKeys = (): KeyStore => {
  const writes = new Map<string, PendingWrite>();
  return {
    put: (write) => void writes.set(write.key, write),
    delete: (key) => void writes.delete(key),
    all: () => [...writes.values()],
  };
};

/** The same keys as a later page load finds them. */
export const afterReload = (keys: KeyStore): KeyStore => ({
  put: (write) => keys.put(write),
  delete: (key) => keys.delete(key),
  all: () => keys.all().map((write) => ({ ...write, page: "earlier" })),
});

/** A token with these claims; its signature is none. */
export const jwt = (claims: object): string =>
  `h.${btoa(JSON.stringify(claims)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "")}.s`;

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });

export const problem = (code: string, status: number, headers: Record<string, string> = {}): Response =>
  json(
    { type: "about:blank", title: code, status, detail: "", code, retryable: false, requestId: "r_1" },
    status,
    headers,
  );

type Answer = Response | (() => Response | Promise<Response>);

/** A client whose backend answers from a script, one entry a request; the last one stays. */
export const scriptedClient = (script: Answer[], options: Partial<ClientOptions> = {}) => {
  const requests: Request[] = [];
  const time = jumpingTime();
  const fetch = async (request: Request): Promise<Response> => {
    const answer = script[Math.min(requests.length, script.length - 1)];
    // The HTTP library lets go of the body it sent.
    requests.push(request.clone());
    return answer instanceof Response ? answer.clone() : (answer?.() ?? Response.error());
  };
  const keys = options.keys ?? memoryKeys();
  const client = createClient(
    { baseUrl: "https://backend.test/v1", getToken: () => "opaque", fetch, keys, ...options },
    time,
  );
  return { client, requests, time, keys };
};

export const networkFailure = (): Response => {
  throw new TypeError("fetch failed");
};
