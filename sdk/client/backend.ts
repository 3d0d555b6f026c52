import type * as z from "zod/mini";
import type { Lazy, Route, ViewPart } from "../contract/index.js";
import { check, loading, type Checked } from "./checking.js";
import { NetworkError, ProblemError } from "./errors.js";
import { fillPath } from "./paths.js";
import { problemOf } from "./problem.js";
import { retrying, type RetryOptions } from "./retrying.js";
import { Sharing } from "./sharing.js";
import type { Time } from "./time.js";
import { scopeOf, type TokenSource } from "./token.js";
import type { Transport, WireAnswer, WireRequest } from "./transport.js";
import { type ReadPart, viewing } from "./views.js";

/** What a route that writes nothing is called by. */
export interface Reading<Value = unknown> {
  readonly method: Route["method"];
  readonly path: string;
  readonly answer: Lazy<z.ZodMiniType<Value>>;
}

/** What such a route answers, checked. */
export type ReadAnswer<R extends Reading> = Checked<R["answer"]>;

/** What one call of a route needs. */
export interface Call {
  values?: Readonly<Record<string, string>>;
  query?: WireRequest["query"];
  body?: unknown;
  scope?: WireRequest["scope"];
  signal?: AbortSignal | undefined;
  /** Whether it is read beforehand. */
  ahead?: boolean | undefined;
  /** Called where it is answered by what was read beforehand. */
  onEarly?: () => void;
  /** The part of a view that the same may be read by. */
  part?: ViewPart | undefined;
}

/** A checked answer with the version of what was read, where it has one. */
interface Answer<T> {
  value: T;
  etag: string | null;
}

interface BackendOptions {
  transport: Transport;
  tokens: TokenSource;
  time: Time;
  maxRetryAfterMs: number;
  /** The backend's address, where what is read in one tick may travel as one request. */
  viewsOf: string | null;
}

/** How long what was read beforehand is kept, in milliseconds. */
const keptMs = 10_000;

/** Statuses after which the same read may be asked again. */
const transient = new Set([429, 500, 502, 503, 504]);

const isTransient = (error: unknown): boolean =>
  error instanceof NetworkError || (error instanceof ProblemError && transient.has(error.status));

/** One backend: requests with a token, checked answers, reads that are shared and repeated. */
export class Backend {
  readonly time: Time;
  readonly #transport: Transport;
  readonly #tokens: TokenSource;
  readonly #maxRetryAfterMs: number;
  readonly #reads = new Sharing();
  readonly #readPart: ReadPart | null;

  constructor({ transport, tokens, time, maxRetryAfterMs, viewsOf }: BackendOptions) {
    this.time = time;
    this.#transport = transport;
    this.#tokens = tokens;
    this.#maxRetryAfterMs = maxRetryAfterMs;
    this.#readPart =
      viewsOf === null
        ? null
        : viewing({
            send: (request) =>
              this.repeat(() => this.#answered(request), { again: isTransient, signal: request.signal }),
            isTransient,
            time,
            baseUrl: viewsOf,
          });
  }

  /** Sends one request, with another token and otherwise the same if the first is refused, and checks the answer. */
  async send<A extends Lazy>(request: WireRequest, answer: A): Promise<Answer<Checked<A>>> {
    const schema = loading(answer);
    const { json, headers } = await this.#answered(request);
    return { value: check(await schema, json), etag: headers.get("etag") };
  }

  /** Calls a route that writes nothing. The same call at the same time is one request. */
  async read<R extends Reading>(route: R, call: Call = {}): Promise<Answer<ReadAnswer<R>>> {
    const { body, query, scope } = call;
    const path = fillPath(route.path, call.values ?? {});
    const start = async (signal: AbortSignal): Promise<Answer<ReadAnswer<R>>> => {
      const viewed = await this.#viewed<R["answer"]>(route.answer, call, signal);
      if (viewed) return viewed;
      const request: WireRequest = {
        method: route.method,
        path,
        route: route.path,
        query,
        body,
        headers: {},
        scope,
        signal,
      };
      return this.repeat(() => this.send<R["answer"]>(request, route.answer), { again: isTransient, signal });
    };
    const name = JSON.stringify([route.method, path, query, body]);
    if (!call.ahead && this.#reads.keeps(name)) call.onEarly?.();
    return this.#reads.share(name, start, call.signal, call.ahead ? () => this.time.wait(keptMs) : undefined);
  }

  /** Repeats an attempt with this backend's patience. */
  repeat<T>(attempt: () => Promise<T>, options: Omit<RetryOptions, "time" | "maxRetryAfterMs">): Promise<T> {
    return retrying(attempt, { time: this.time, maxRetryAfterMs: this.#maxRetryAfterMs, ...options });
  }

  /** Lets no new call share the reads that run now, or are kept: their answers may be older than the latest write. */
  forgetReads(): void {
    this.#reads.forget();
  }

  /** What a view holds of it; undefined where it is in none, or may come when it is asked for alone. */
  async #viewed<A extends Lazy>(
    answer: A,
    { part, values }: Call,
    signal: AbortSignal,
  ): Promise<Answer<Checked<A>> | undefined> {
    if (!part || !this.#readPart) return undefined;
    const schema = loading(answer);
    const wire = await this.#readPart(part, values?.memberId, signal);
    if (!wire?.problem) return wire && { value: check(await schema, wire.value), etag: wire.etag ?? null };
    const error = this.#problem({ status: wire.problem.status, headers: new Headers(), json: wire.problem });
    if (isTransient(error)) return undefined;
    throw error;
  }

  #problem(reply: WireAnswer): Error {
    return problemOf(reply, this.time.now(), this.#maxRetryAfterMs);
  }

  /** An answer that is no refusal. */
  async #answered(request: WireRequest): Promise<WireAnswer> {
    const reply = await this.#authorized(request);
    if (reply.status >= 300) throw this.#problem(reply);
    return reply;
  }

  async #authorized(request: WireRequest): Promise<WireAnswer> {
    const token = await this.#tokens.get();
    const answer = await this.#withToken(request, token);
    return answer.status === 401 ? this.#withToken(request, await this.#tokens.renew(token)) : answer;
  }

  async #withToken(request: WireRequest, token: string): Promise<WireAnswer> {
    request.signal?.throwIfAborted();
    if (request.scope && request.scope !== scopeOf(token))
      throw new ProblemError({ code: "not-authenticated", status: 401, detail: "Another operator has signed in." });
    return this.#transport({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } });
  }
}
