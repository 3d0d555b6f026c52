import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Whether the browser has a network at all, and when it has one again. */
export class OnlineController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #back: () => void;

  /** @param back Called when the connection comes back. */
  constructor(host: ReactiveControllerHost, back: () => void) {
    this.#host = host;
    this.#back = back;
    host.addController(this);
  }

  get offline(): boolean {
    return !navigator.onLine;
  }

  hostConnected(): void {
    addEventListener("online", this.#changed);
    addEventListener("offline", this.#changed);
  }

  hostDisconnected(): void {
    removeEventListener("online", this.#changed);
    removeEventListener("offline", this.#changed);
  }

  readonly #changed = (): void => {
    this.#host.requestUpdate();
    if (!this.offline) this.#back();
  };
}
