import type { StaleListener } from "./client.js";

/** Tells listeners that what they show of a member is out of date. */
export class Staleness {
  readonly #listeners = new Set<StaleListener>();

  on(listener: StaleListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells each listener in a microtask of its own, so that one that throws spoils neither the others nor the write. */
  mark(memberId: string | null, operationId?: string): void {
    for (const listener of this.#listeners)
      queueMicrotask(() => this.#listeners.has(listener) && listener(memberId, operationId));
  }
}
