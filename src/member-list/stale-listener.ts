import type { LitElement, ReactiveController } from "lit";
import type { Client } from "../../sdk/client/client.js";

/** Hears that a member went stale, whoever it is: a list may show whom it likes. What is read hears of all of them itself. */
export class StaleListener implements ReactiveController {
  readonly #host: LitElement;
  readonly #clientOf: () => Client | undefined;
  readonly #stale: (isOwn: boolean) => void;
  #client: Client | undefined;
  #stop: (() => void) | undefined;

  /** @param stale Called with whether this page's own write is known to have done it. */
  constructor(host: LitElement, clientOf: () => Client | undefined, stale: (isOwn: boolean) => void) {
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
    this.#stop = client?.onStale(
      (memberId, operationId) => memberId !== null && this.#stale(operationId !== undefined),
    );
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#client = undefined;
  }
}
