import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What goes wrong with a request, as plain data, so that a browser test can script it from afar. */
export type Fault =
  /** The request never reaches the server; the connection is cut. */
  | { kind: "reset" }
  /** The server has answered, so its work is committed; the connection is cut before a byte of it arrives. */
  | { kind: "drop" }
  /**
   * The answer breaks off after some bytes: `cut` mid-transfer, against its `Content-Length`; or `whole`, as if it
   * ended there.
   */
  | { kind: "truncate"; bytes: number; framing: "cut" | "whole" }
  /** The value at a JSON pointer is replaced, or removed where none is given; status and headers stay. */
  | { kind: "mutate"; pointer: string; value?: unknown }
  /** A login page with status 200 instead of the answer, which was committed. */
  | { kind: "html" }
  /**
   * A status instead of the request, which never reaches the server; or, at `answer`, instead of what the server has
   * answered.
   */
  | { kind: "status"; status: number; at?: "request" | "answer"; headers?: Record<string, string>; body?: string }
  /** The request is held before it reaches the server, or its answer after, until `release()`, or for so long. */
  | { kind: "hold"; at: "request" | "answer"; ms?: number };

export interface Script {
  fault: Fault;
  /** Which requests; by default every one. `path` is the text of a regular expression. */
  method?: string;
  path?: string;
  /** How many of them; by default 1. */
  times?: number;
}

/** One request that reached the proxy. */
export interface Attempt {
  method: string;
  path: string;
  key: string | null;
  fault: Fault["kind"] | null;
  /** What the server answered; null where it was not asked. */
  status: number | null;
  replayed: boolean;
}

interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

const notForwarded = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "keep-alive",
  "content-encoding",
]);
const cors = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "ETag, Retry-After, Idempotent-Replayed",
};

const forwarded = (headers: Iterable<[string, unknown]>): Record<string, string> =>
  Object.fromEntries(
    [...headers].filter(([name]) => !notForwarded.has(name)).map(([name, value]) => [name, String(value)]),
  );

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Replaces the value at a JSON pointer, or removes it; a pointer to nowhere leaves the text as it is. */
const mutate = (text: string, pointer: string, value: unknown): string => {
  const root: Record<string, unknown> = { "": JSON.parse(text) as unknown };
  const parts = pointer.split("/").map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"));
  const name = parts.pop() ?? "";
  const holder = parts.reduce<unknown>((at, part) => (at as Record<string, unknown> | null | undefined)?.[part], root);
  // JSON leaves out what is undefined.
  if (typeof holder === "object" && holder !== null) (holder as Record<string, unknown>)[name] = value;
  return JSON.stringify(root[""] ?? null);
};

/** The stream of changes stays open: it is passed through as it comes. */
const isStream = ({ method, url = "" }: IncomingMessage): boolean => method === "GET" && /\/changes(\?|$)/.test(url);

const pipe = async (upstream: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const left = new AbortController();
  response.once("close", () => left.abort());
  const headers = forwarded(Object.entries(request.headers));
  const answer = await fetch(`${upstream}${request.url ?? ""}`, { headers, signal: left.signal });
  response.writeHead(answer.status, { ...forwarded(answer.headers), ...cors });
  response.flushHeaders();
  for await (const chunk of answer.body ?? []) response.write(chunk);
  response.end();
};

/** An HTTP proxy that breaks what it is told to break, and logs every request but preflights and streams of changes. */
export class FaultProxy {
  /** Every request in the order of its arrival. */
  readonly log: Attempt[] = [];
  readonly #upstream: string;
  readonly #server: Server;
  readonly #scripts: (Script & { times: number })[] = [];
  #choose: (attempt: Pick<Attempt, "method" | "path">) => Fault | null = () => null;
  readonly #held = new Set<() => void>();
  readonly #running = new Set<Promise<void>>();
  #arrival: (() => void)[] = [];
  #releasing = false;

  /** @param upstream The server's origin: `http://127.0.0.1:1234`. */
  constructor(upstream: string) {
    this.#upstream = upstream;
    this.#server = createServer((request, response) => {
      if (isStream(request)) {
        void pipe(this.#upstream, request, response).catch(() => void response.destroy());
        return;
      }
      const run = this.#handle(request, response).catch(() => void response.destroy());
      this.#running.add(run);
      void run.finally(() => this.#running.delete(run));
    });
  }

  /** Starts on a free port and answers the proxy's origin. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Breaks the next requests that match. Scripts are used up in the order they were given. */
  script(...scripts: Script[]): void {
    this.#scripts.push(...scripts.map((script) => ({ times: 1, ...script })));
  }

  /** Breaks whatever no script fits as it is told for each request; null leaves one whole. */
  breakBy(choose: (attempt: Pick<Attempt, "method" | "path">) => Fault | null): void {
    this.#choose = choose;
  }

  /** Resolves once so many requests have arrived. */
  async arrived(count: number): Promise<void> {
    while (this.log.length < count) await new Promise<void>((resolve) => this.#arrival.push(resolve));
  }

  /** Lets go of what is held, or is about to be, and resolves when it is through. */
  async release(): Promise<void> {
    this.#releasing = true;
    for (const letGo of this.#held) letGo();
    this.#held.clear();
    await Promise.all(this.#running);
    this.#releasing = false;
  }

  /** Forgets scripts and log, and lets go of what is held. */
  async reset(): Promise<void> {
    this.#scripts.length = 0;
    await this.release();
    this.log.length = 0;
  }

  /**
   * Controls it from a browser test: POST scripts, POST `{ "release": true }`, GET the log, DELETE to reset. Answers
   * JSON.
   */
  async control(method: string, body: unknown): Promise<unknown> {
    if (method === "DELETE") await this.reset();
    else if (method === "POST" && Array.isArray(body)) this.script(...(body as Script[]));
    else if (method === "POST") await this.release();
    return { log: this.log };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await this.release();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The distinct idempotency keys of the writes that arrived: one per user action, however often it was sent. */
  keys(): string[] {
    return [...new Set(this.log.flatMap(({ key }) => (key === null ? [] : [key])))];
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const fault = request.method === "OPTIONS" ? null : this.#take(request);
    const attempt = this.#note(request, fault);
    if (fault?.kind === "reset") request.socket.destroy();
    else if (fault?.kind === "status" && fault.at !== "answer")
      send(response, made(fault.status, fault.headers, fault.body));
    else await this.#pass(request, response, body, fault, attempt);
  }

  async #pass(
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
    fault: Fault | null,
    attempt: Attempt,
  ): Promise<void> {
    if (fault?.kind === "hold" && fault.at === "request") await this.#hold(fault.ms);
    const answer = await this.#forward(request, body);
    attempt.status = answer.status;
    attempt.replayed = answer.headers["idempotent-replayed"] === "true";
    if (fault?.kind === "hold" && fault.at === "answer") await this.#hold(fault.ms);
    if (fault?.kind === "drop") response.destroy();
    else if (fault?.kind === "truncate" && fault.framing === "cut") cut(response, answer, fault.bytes);
    else send(response, broken(answer, fault));
  }

  #take({ method = "", url = "" }: IncomingMessage): Fault | null {
    const fits = (script: Script & { times: number }) =>
      script.times > 0 && (!script.method || script.method === method) && new RegExp(script.path ?? "").test(url);
    const script = this.#scripts.find(fits);
    if (!script) return this.#choose({ method, path: url });
    script.times--;
    return script.fault;
  }

  #note({ method = "", url = "", headers }: IncomingMessage, fault: Fault | null): Attempt {
    const key = headers["idempotency-key"];
    const attempt: Attempt = {
      method,
      path: url,
      key: typeof key === "string" ? key : null,
      fault: fault?.kind ?? null,
      status: null,
      replayed: false,
    };
    if (method !== "OPTIONS") this.log.push(attempt);
    this.#arrival.splice(0).forEach((wake) => wake());
    return attempt;
  }

  async #hold(ms?: number): Promise<void> {
    if (this.#releasing) return;
    let letGo: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (letGo = resolve));
    const timer = ms === undefined ? undefined : setTimeout(letGo, ms);
    this.#held.add(letGo);
    await released;
    this.#held.delete(letGo);
    clearTimeout(timer);
  }

  async #forward({ method = "GET", url = "/", headers }: IncomingMessage, body: Buffer): Promise<Reply> {
    const init = {
      method,
      headers: forwarded(Object.entries(headers)),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    };
    const answer = await fetch(`${this.#upstream}${url}`, init);
    return { status: answer.status, headers: forwarded(answer.headers), body: Buffer.from(await answer.arrayBuffer()) };
  }
}

const made = (status: number, headers: Record<string, string> = {}, body = ""): Reply => ({
  status,
  headers: { ...cors, ...headers },
  body: Buffer.from(body),
});

const send = (response: ServerResponse, { status, headers, body }: Reply): void => {
  response.writeHead(status, { ...headers, "content-length": body.length }).end(body);
};

/** Promises one byte more than there is, and breaks off. */
const cut = (response: ServerResponse, { status, headers, body }: Reply, bytes: number): void => {
  response.writeHead(status, { ...headers, "content-length": body.length + 1 });
  // Nothing written is never called back.
  if (bytes === 0) response.destroy();
  else response.write(body.subarray(0, bytes), () => response.destroy());
};

/** The answer as the fault leaves it. */
const broken = (answer: Reply, fault: Fault | null): Reply => {
  switch (fault?.kind) {
    case "status":
      return made(fault.status, fault.headers, fault.body);
    case "html":
      return made(200, { "content-type": "text/html" }, "<!doctype html><title>Sign in</title>");
    case "mutate":
      return { ...answer, body: Buffer.from(mutate(answer.body.toString(), fault.pointer, fault.value)) };
    case "truncate":
      return { ...answer, body: answer.body.subarray(0, fault.bytes) };
    default:
      return answer;
  }
};
