import { changeRoutes, changesModule } from "../contract/change-routes.js";
import { untilAborted } from "./aborting.js";
import type { Changes } from "./changes-client.js";
import { check } from "./checking.js";
import type { Client, ClientOptions } from "./client.js";
import { TimeoutError } from "./errors.js";
import { eventsOf, type StreamEvent } from "./event-stream.js";
import { retryAfterMs } from "./retrying.js";
import type { Time } from "./time.js";
import type { TokenSource } from "./token.js";
import { type Told, Watchers } from "./watchers.js";
import type { Writes } from "./writes.js";

/** How long a stream may be silent before it counts as lost, in milliseconds: twice the contract's most. */
const silentMs = 40_000;
/** How long to wait between two looks where there is no stream, in milliseconds. */
const lookEveryMs = 30_000;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** The most members that a stream is asked for by name; with more, it is asked for all. */
const mostNamed = 100;
/** The most members that are looked at where there is no stream: those that were watched first. */
const mostLookedAt = 10;
/** How many of this client's own operations are known by their ids: those that a stream may still tell of. */
const mostOwn = 100;

/** Statuses of a backend that has no stream. */
const absent = [404, 405, 501];

/** Why a stream is given up that is whole: others are watched now. */
const others = Symbol();

const page = globalThis as Partial<Pick<Window, "document" | "navigator" | "addEventListener" | "removeEventListener">>;

/** Whether anybody sees the page, and anything can be asked. Where there is no page, always. */
const isPresent = (): boolean => page.document?.visibilityState !== "hidden" && page.navigator?.onLine !== false;

interface ChangesOptions {
  client: Client;
  writes: Writes;
  tokens: TokenSource;
  time: Time;
  baseUrl: string;
  fetch: ClientOptions["fetch"];
}

/** Tells of what others change. It is loaded with the first who watches. */
class ChangesOfClient implements Changes {
  isLive = false;
  readonly #options: ChangesOptions;
  readonly #members = new Watchers();
  /** Members of lists: the stream alone tells of them. */
  readonly #listed = new Watchers();
  readonly #jobs = new Watchers();
  /** The operations that this client did itself, oldest first. */
  readonly #own = new Set<string>();
  /** What was seen of members where there is no stream. */
  readonly #seen = new Map<string, string>();
  #running: AbortController | null = null;
  /** The open stream, or the attempt at one. */
  #connection: AbortController | null = null;
  /** The members that it was asked for; null: all. */
  #asked: readonly string[] | null = null;
  #cursor = "";

  constructor(options: ChangesOptions) {
    this.#options = options;
    options.client.onStale((_, operationId) => {
      if (operationId === undefined) return;
      this.#own.add(operationId);
      const [oldest = ""] = this.#own;
      if (this.#own.size > mostOwn) this.#own.delete(oldest);
    });
  }

  watch(memberId: string, told?: Told): () => void {
    return this.#watch(this.#members, [memberId], told);
  }

  watchAll(memberIds: readonly string[]): () => void {
    return this.#watch(this.#listed, memberIds);
  }

  watches(memberId: string): boolean {
    return this.isLive && this.#memberIds.includes(memberId) && (this.#asked?.includes(memberId) ?? true);
  }

  watchJob(jobId: string, moved: () => void): () => void {
    return this.#watch(this.#jobs, [jobId], moved);
  }

  #watch(watchers: Watchers, ids: readonly string[], told: Told = () => undefined): () => void {
    if (!this.#isWatched) this.#hearPage("addEventListener");
    const leaves = ids.map((id) => watchers.add(id, told));
    this.#update();
    return () => {
      for (const leave of leaves) leave();
      if (!this.#isWatched) this.#hearPage("removeEventListener");
      this.#update();
    };
  }

  get #isWatched(): boolean {
    return this.#memberIds.length + this.#jobs.ids.length > 0;
  }

  /** The members whom a stream is asked for, each once. */
  get #memberIds(): readonly string[] {
    return [...new Set([...this.#members.ids, ...this.#listed.ids])];
  }

  #hearPage(how: "addEventListener" | "removeEventListener"): void {
    page.document?.[how]("visibilitychange", this.#update);
    page[how]?.("online", this.#update);
    page[how]?.("offline", this.#update);
  }

  /** Begins, ends, or asks for other members. */
  readonly #update = (): void => {
    for (const id of this.#seen.keys()) if (!this.#members.ids.includes(id)) this.#seen.delete(id);
    if (!this.#isWatched || !isPresent()) {
      this.#running?.abort();
      this.#running = null;
    } else if (!this.#running) {
      this.#running = new AbortController();
      void this.#run(this.#running.signal);
    } else if (!this.#memberIds.every((id) => this.#asked?.includes(id) ?? true)) this.#connection?.abort(others);
  };

  /** Listens until it is ended: a stream that ends, or breaks off, is resumed; where there is none, it looks. */
  async #run(signal: AbortSignal): Promise<void> {
    const { client, time } = this.#options;
    // All that begin to watch in one tick are asked for at once.
    await time.wait(0, signal).catch(() => undefined);
    let isOffered = true;
    for (let failures = 0; !signal.aborted;) {
      let pauseMs = lookEveryMs;
      try {
        isOffered &&= (await client.capabilities({ signal })).modules.includes(changesModule);
        const next: number | null = isOffered ? await this.#stream(signal, () => (failures = 0)) : null;
        isOffered = next !== null;
        pauseMs = next ?? lookEveryMs;
      } catch {
        pauseMs = Math.min(firstPauseMs * 2 ** failures++, longestPauseMs);
      }
      if (!isOffered || failures > 1) await this.#look(signal);
      await time.wait(pauseMs * (0.5 + time.random()), signal).catch(() => undefined);
    }
  }

  /**
   * Listens to one stream, and answers how long to wait before the next, in milliseconds; null: this backend has none.
   * Throws what it breaks off with.
   */
  async #stream(signal: AbortSignal, heard: () => void): Promise<number | null> {
    const connection = (this.#connection = new AbortController());
    const ended = AbortSignal.any([signal, connection.signal]);
    try {
      const { status, headers, body } = await this.#untilSilent(this.#open(ended), connection);
      if (status !== 200) void body?.cancel();
      if (absent.includes(status)) return null;
      if (status === 429 || status === 503)
        return retryAfterMs(headers.get("retry-after"), this.#options.time.now(), longestPauseMs) ?? longestPauseMs;
      if (status !== 200) throw new TypeError(`The stream was answered with ${status}`);
      if (!body || !headers.get("content-type")?.startsWith("text/event-stream")) return null;
      await this.#hear(body, connection, ended, heard);
      return firstPauseMs;
    } catch (error) {
      if (connection.signal.reason === others) return 0;
      throw error;
    } finally {
      connection.abort();
      this.isLive = false;
    }
  }

  async #hear(
    body: ReadableStream<Uint8Array<ArrayBuffer>>,
    connection: AbortController,
    ended: AbortSignal,
    heard: () => void,
  ): Promise<void> {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    this.isLive = true;
    try {
      const read = () => this.#untilSilent(untilAborted(reader.read(), ended), connection);
      for await (const event of eventsOf(read)) {
        heard();
        await this.#tell(event, ended);
      }
    } finally {
      reader.cancel().catch(() => undefined);
    }
  }

  async #open(signal: AbortSignal): Promise<Response> {
    const { tokens, baseUrl, fetch = globalThis.fetch } = this.#options;
    const token = await tokens.get();
    const ids = this.#memberIds;
    this.#asked = ids.length > mostNamed ? null : ids;
    const query = new URLSearchParams({
      ...(this.#cursor && { after: this.#cursor }),
      ...(this.#asked && { members: ids.join(" ") }),
    });
    const response = await fetch(
      new Request(`${baseUrl.replace(/\/$/, "")}${changeRoutes.changes.path}?${query}`, {
        headers: { accept: "text/event-stream", authorization: `Bearer ${token}` },
        cache: "no-store",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal,
      }),
    );
    if (response.status === 401) await tokens.renew(token);
    if (response.status !== 401) return response;
    throw new TypeError("The token was refused");
  }

  /** Gives a connection up that is silent for too long: proxies lose some without a word. */
  async #untilSilent<T>(next: Promise<T>, connection: AbortController): Promise<T> {
    const timer = new AbortController();
    this.#options.time
      .wait(silentMs, timer.signal)
      .then(() => connection.abort(new TimeoutError(silentMs)))
      .catch(() => undefined);
    try {
      return await untilAborted(next, connection.signal);
    } finally {
      timer.abort();
    }
  }

  async #tell({ id, type, data }: StreamEvent, ended: AbortSignal): Promise<void> {
    if (type === "changes.lost") this.#tellAll();
    if (type === "member.updated" || type === "job.updated") {
      const change = check(await changeRoutes.changes.answer(), JSON.parse(data));
      if (type === "job.updated") this.#jobs.tell(change.id);
      else if (!(await this.#isOwn(change.operations, ended))) this.#tellMember(change.id, change.operations);
    }
    // Behind what it tells: what breaks off before is told again.
    this.#cursor = id || this.#cursor;
  }

  /** Whether this client did all of it. A stream may tell of a write before its own answer does, which says its id. */
  async #isOwn(operations: readonly string[] | undefined, ended: AbortSignal): Promise<boolean> {
    const isOwn = () => operations?.every((operation) => this.#own.has(operation)) ?? false;
    if (!isOwn()) await untilAborted(this.#options.writes.ended(), ended);
    return isOwn();
  }

  #tellMember(id: string, operations?: readonly string[]): void {
    if (!this.#memberIds.includes(id)) return;
    this.#options.client.markStale(id);
    this.#members.tell(id, operations);
  }

  #tellAll(): void {
    for (const id of this.#memberIds) this.#tellMember(id);
    for (const id of this.#jobs.ids) this.#jobs.tell(id);
  }

  /** Looks at what is watched, and tells of what has changed since the last look. */
  async #look(signal: AbortSignal): Promise<void> {
    const { members } = this.#options.client;
    const looks = this.#members.ids.slice(0, mostLookedAt).map(async (id) => {
      const [member, entries] = await Promise.all([
        members.get(id, { signal }),
        members.activities(id).first({ signal }),
      ]);
      const seen = JSON.stringify([member, entries.data]);
      const before = this.#seen.get(id);
      this.#seen.set(id, seen);
      if (before !== undefined && before !== seen) this.#tellMember(id);
    });
    // What can't be read now is looked at the next time.
    await Promise.allSettled(looks);
  }
}

const known = new WeakMap<Client, Changes>();

/** Tells of what others change, one for each client: see {@link Changes}. Nothing is asked before somebody watches. */
export const changesOf = (
  client: Client,
  writes: Writes,
  tokens: TokenSource,
  time: Time,
  { baseUrl, fetch }: ClientOptions,
): Changes => {
  const changes = known.get(client) ?? new ChangesOfClient({ client, writes, tokens, time, baseUrl, fetch });
  known.set(client, changes);
  return changes;
};
