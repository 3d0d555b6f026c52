import type { LitElement, ReactiveController } from "lit";

/** How long what has changed is gathered, in milliseconds: the lines of one purchase, or what a hidden page has missed. */
const GATHER_MS = 100;

interface QuietReadingOptions {
  /** Whether there is something to be read anew, and nothing else that reads it. */
  readonly ready: () => boolean;
  /** Reads; never throws. */
  readonly read: () => Promise<void>;
}

/**
 * Reads anew what others have changed: once for all that changes at about the same time, one read after the other, and
 * none while nobody sees the page.
 */
export class QuietReading implements ReactiveController {
  readonly #options: QuietReadingOptions;
  #isDue = false;
  #isReading = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement, options: QuietReadingOptions) {
    this.#options = options;
    host.addController(this);
  }

  /** Something has changed: also while it is read, which may have been before. */
  ask(): void {
    this.#isDue = true;
    this.#gather();
  }

  hostConnected(): void {
    document.addEventListener("visibilitychange", this.#gather);
  }

  hostUpdated(): void {
    this.#gather();
  }

  /** What comes back is read anew as a whole. */
  hostDisconnected(): void {
    document.removeEventListener("visibilitychange", this.#gather);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isDue = false;
  }

  get #mayRead(): boolean {
    return this.#isDue && !this.#isReading && document.visibilityState === "visible" && this.#options.ready();
  }

  readonly #gather = (): void => {
    if (this.#mayRead) this.#timer ??= setTimeout(() => void this.#read(), GATHER_MS);
  };

  async #read(): Promise<void> {
    this.#timer = undefined;
    if (!this.#mayRead) return;
    this.#isDue = false;
    this.#isReading = true;
    await this.#options.read();
    this.#isReading = false;
    this.#gather();
  }
}
