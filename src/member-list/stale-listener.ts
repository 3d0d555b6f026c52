import type { LitElement, ReactiveController } from "lit";
import type { Client } from "../../sdk/client/client.js";

/** Hears that any member went stale: a list may show whom it likes. */
export class StaleListener implements ReactiveController {
  readonly #host: LitElement;
  readonly #clientOf: () => Client | undefined;
  readonly #stale: () => void;
  #client: Client | undefined;
  #stop: (() => void) | undefined;

  constructor(host: LitElement, clientOf: () => Client | undefined, stale: () => void) {
    this.#host = host;
    this.#clientOf = clientOf;
    this.#stale = stale;
    host.addController(this);
  }

  hostUpdate(): void {
    // What begins after the element has left would never be ended.
    const client = this.#host.isConnected ? this.#clientOf() : undefined;
    if (client === this.#client) return;
    this.#stop?.();
    this.#client = client;
    this.#stop = client?.onStale(() => this.#stale());
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#client = undefined;
  }
}
