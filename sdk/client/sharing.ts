import { untilAborted } from "./aborting.js";

interface Shared {
  promise: Promise<unknown>;
  controller: AbortController;
  waiting: number;
  /** It has ended, and is kept for whoever asks next. */
  isKept: boolean;
}

/** The most that is kept, or runs, where more is to be kept. */
const mostKept = 20;

/**
 * Makes one of what is asked for many times at once. A caller's abort is its own; only when all have left is the work
 * aborted.
 */
export class Sharing {
  readonly #running = new Map<string, Shared>();

  /**
   * Starts the work, or joins the one that runs under this name.
   *
   * @param keep It is done beforehand: what it comes to is kept until this resolves, and handed out once.
   */
  async share<T>(
    name: string,
    start: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
    keep?: () => Promise<void>,
  ): Promise<T> {
    signal?.throwIfAborted();
    const shared = this.#running.get(name) ?? this.#start(name, start, keep);
    if (shared.isKept && !keep) this.#end(name, shared);
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

  /** Whether it was done beforehand, and is kept. */
  keeps(name: string): boolean | undefined {
    return this.#running.get(name)?.isKept;
  }

  /** Waits until all that runs now has ended, whatever came of it. */
  async ended(): Promise<void> {
    await Promise.allSettled([...this.#running.values()].map(({ promise }) => promise));
  }

  /** Lets no new call share what runs now: its answer may be older than the latest write. */
  forget(): void {
    this.#running.clear();
  }

  #start<T>(name: string, start: (signal: AbortSignal) => Promise<T>, keep?: () => Promise<void>): Shared {
    const controller = new AbortController();
    const end = () => this.#end(name, shared);
    const done = (value: T): T => {
      shared.isKept = keep !== undefined && this.#running.size <= mostKept;
      if (shared.isKept) void keep?.().then(end);
      else end();
      return value;
    };
    const shared: Shared = {
      controller,
      waiting: 0,
      isKept: false,
      promise: start(controller.signal).then(done),
    };
    shared.promise.catch(end);
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
