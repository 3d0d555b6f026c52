import { untilAborted } from "./aborting.js";

interface Shared {
  promise: Promise<unknown>;
  controller: AbortController;
  waiting: number;
}

/**
 * Makes one of what is asked for many times at once. A caller's abort is its own; only when all have left is the work
 * aborted.
 */
export class Sharing {
  readonly #running = new Map<string, Shared>();

  /** Starts the work, or joins the one that runs under this name. */
  async share<T>(name: string, start: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const shared = this.#running.get(name) ?? this.#start(name, start);
    if (!signal) {
      shared.waiting = Infinity;
      return shared.promise as Promise<T>;
    }
    shared.waiting++;
    try {
      return await untilAborted(shared.promise as Promise<T>, signal);
    } finally {
      if (--shared.waiting === 0) this.#leave(name, shared, signal.reason);
    }
  }

  /** Whether work of this name runs. */
  has(name: string): boolean {
    return this.#running.has(name);
  }

  /** Waits until all that runs now has ended, whatever came of it. */
  async ended(): Promise<void> {
    await Promise.allSettled([...this.#running.values()].map(({ promise }) => promise));
  }

  /** Lets no new call share what runs now: its answer may be older than the latest write. */
  forget(): void {
    this.#running.clear();
  }

  #start<T>(name: string, start: (signal: AbortSignal) => Promise<T>): Shared {
    const controller = new AbortController();
    const shared: Shared = {
      controller,
      waiting: 0,
      promise: start(controller.signal).finally(() => this.#end(name, shared)),
    };
    shared.promise.catch(() => undefined);
    this.#running.set(name, shared);
    return shared;
  }

  #leave(name: string, shared: Shared, reason: unknown): void {
    this.#end(name, shared);
    shared.controller.abort(reason);
  }

  #end(name: string, shared: Shared): void {
    if (this.#running.get(name) === shared) this.#running.delete(name);
  }
}
