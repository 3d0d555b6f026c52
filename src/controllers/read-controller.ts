import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Client } from "../../sdk/client/client.js";

/**
 * What is known of a thing that is read: nothing yet, its value, or why there is none. A value may be shown while a
 * newer one loads.
 */
export interface ReadState<T> {
  readonly value: T | undefined;
  /** When the value was read, in milliseconds since the epoch. */
  readonly readAt: number;
  readonly error: unknown;
  readonly loading: boolean;
  /** It has been loading for so long that a skeleton should stand in its place. */
  readonly slow: boolean;
}

const nothing: ReadState<never> = { value: undefined, readAt: 0, error: undefined, loading: false, slow: false };

/** How long a load may take before a skeleton is shown, in milliseconds: shorter, it would only flicker. */
const skeletonAfterMs = 200;

interface ReadOptions<T> {
  client: () => Client | undefined;
  /** What identifies the thing to read; undefined: there is nothing to read. */
  key: () => string | undefined;
  read: (client: Client, key: string, signal: AbortSignal) => Promise<T>;
  /** The member that the thing is of, to hear that they went stale. Default: the key. */
  memberId?: () => string | undefined;
  /** Called with each new value or error of the current key. */
  onResult?: (reading: ReadState<T>) => void;
}

/**
 * Reads one thing of a backend for an element. What is shown always belongs to the current key and client: an answer
 * for another one is dropped (U02), an abort is no error, and a stale value stays until its successor is there. It
 * stops with its host and reads again when that comes back.
 */
export class ReadController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: ReadOptions<T>;
  #reading: ReadState<T> = nothing;
  #client: Client | undefined;
  #key: string | undefined;
  #abort: AbortController | undefined;
  #stopListening: (() => void) | undefined;
  #reads = false;
  #connected = false;

  constructor(host: ReactiveControllerHost, options: ReadOptions<T>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get state(): ReadState<T> {
    return this.#reading;
  }

  get value(): T | undefined {
    return this.#reading.value;
  }

  hostUpdate(): void {
    // An update that was asked for before the host left comes after it: what began now would never be ended.
    if (!this.#connected) return;
    const client = this.#options.client();
    const key = this.#options.key();
    const same = client === this.#client && key === this.#key;
    if (same && this.#reads) return;
    if (!same) this.#reading = nothing;
    this.#client = client;
    this.#key = key;
    this.#reads = true;
    this.#listen(client);
    void this.reload();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#reads = false;
    this.#abort?.abort();
    this.#stopListening?.();
  }

  /** Reads again, keeping what is shown until the answer is there. Never throws: an error is part of the reading. */
  async reload(): Promise<void> {
    this.#abort?.abort();
    const client = this.#client;
    const key = this.#key;
    if (!client || key === undefined) return;
    const abort = (this.#abort = new AbortController());
    this.#set({ ...this.#reading, loading: true, slow: false });
    const timer = setTimeout(
      () => abort.signal.aborted || this.#set({ ...this.#reading, slow: true }),
      skeletonAfterMs,
    );
    const outcome = await this.#options.read(client, key, abort.signal).then(
      (value) => ({ value, readAt: Date.now(), error: undefined }),
      (error: unknown) => ({ error }),
    );
    clearTimeout(timer);
    if (abort.signal.aborted) return;
    this.#set({ ...this.#reading, ...outcome, loading: false, slow: false });
    this.#options.onResult?.(this.#reading);
  }

  /** Puts a value in place of the read one: one that grew by a page. */
  replace(value: T): void {
    this.#set({ ...this.#reading, value });
  }

  #set(reading: ReadState<T>): void {
    this.#reading = reading;
    this.#host.requestUpdate();
  }

  #listen(client: Client | undefined): void {
    this.#stopListening?.();
    this.#stopListening = client?.onStale((memberId) => {
      const mine = (this.#options.memberId ?? this.#options.key)();
      if (memberId === null || memberId === mine) void this.reload();
    });
  }
}
