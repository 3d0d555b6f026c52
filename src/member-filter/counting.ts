import type { AudiencePage } from "../../sdk/contract/bulk/answers.js";
import type { FilterGroup } from "../../sdk/contract/bulk/filter.js";
import type { RunTime } from "../controllers/action-preview.js";

/** How long after the last change the count is asked for, in milliseconds. */
export const COUNT_DELAY_MS = 300;

interface CountingOptions {
  /** Asks the backend. A reply that comes although its signal was aborted is never shown. */
  readonly ask: (filter: FilterGroup, signal: AbortSignal) => Promise<AudiencePage>;
  readonly time: RunTime;
  /** Called whenever something to be shown has changed. */
  readonly changed: () => void;
}

/**
 * The live count of a filter: one request at most, the previous one aborted. While `state` is `waiting`, `page` is the
 * count of an earlier filter, to be shown as out of date; while it is `ready`, it is that of the filter shown last (U03).
 */
export class Counting {
  /** `none`: there is nothing to count. */
  state: "none" | "waiting" | "ready" | "failed" = "none";
  page: AudiencePage | null = null;
  /** When it was counted, in milliseconds since the epoch. */
  countedAt = 0;
  error: unknown = null;

  readonly #options: CountingOptions;
  #filter: FilterGroup | null = null;
  #aborter: AbortController | null = null;

  constructor(options: CountingOptions) {
    this.#options = options;
  }

  /** Counts this filter once the operator rests, or at once. Null: there is nothing to count. */
  show(filter: FilterGroup | null, { now = false } = {}): void {
    this.stop();
    this.#filter = filter;
    this.error = null;
    this.state = filter ? "waiting" : "none";
    if (filter) void this.#count(filter, now ? 0 : COUNT_DELAY_MS);
    else this.page = null;
    this.#options.changed();
  }

  /** Counts the same filter anew, at once. */
  again(): void {
    this.show(this.#filter, { now: true });
  }

  /** Calls off the wait and the request. */
  stop(): void {
    this.#aborter?.abort();
    this.#aborter = null;
  }

  async #count(filter: FilterGroup, delayMs: number): Promise<void> {
    const { signal } = (this.#aborter = new AbortController());
    const { ask, time } = this.#options;
    try {
      if (delayMs) await time.wait(delayMs, signal);
      signal.throwIfAborted();
      const page = await ask(filter, signal);
      if (!signal.aborted) this.#update({ state: "ready", page, countedAt: time.now() });
    } catch (error) {
      if (!signal.aborted) this.#update({ state: "failed", page: null, error });
    }
  }

  #update(found: Partial<Pick<Counting, "state" | "page" | "countedAt" | "error">>): void {
    Object.assign(this, found);
    this.#options.changed();
  }
}
