import type { LitElement, ReactiveController } from "lit";
import type { Client } from "../../sdk/client/client.js";

interface ChangesOptions {
  client: () => Client | undefined;
  /** The member who is shown; undefined: nobody is. */
  memberId: () => string | undefined;
  /**
   * Called whenever somebody else has changed them, or may have, with the ids of the operations that did it where all are
   * known. They are stale then: what shows them reads again.
   */
  told?: (operations?: readonly string[]) => void;
  /** Called where what tells of changes could not be loaded. */
  failed: (error: unknown) => void;
}

/** Keeps a member fresh for as long as an element shows them. */
export class ChangesController implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: ChangesOptions;
  #client: Client | undefined;
  #memberId: string | undefined;
  /** Ends the watch that runs, or the one that is about to. */
  #end = new AbortController();

  constructor(host: LitElement, options: ChangesOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostUpdate(): void {
    // What begins after the element has left would never be ended.
    if (!this.#host.isConnected) return;
    const client = this.#options.client();
    const memberId = this.#options.memberId();
    if (client === this.#client && memberId === this.#memberId) return;
    this.hostDisconnected();
    this.#client = client;
    this.#memberId = memberId;
    if (client && memberId !== undefined)
      void this.#watch(client, memberId, (this.#end = new AbortController()).signal);
  }

  hostDisconnected(): void {
    this.#end.abort();
    this.#client = undefined;
  }

  async #watch(client: Client, memberId: string, ended: AbortSignal): Promise<void> {
    try {
      const changes = await client.changes();
      if (!ended.aborted) ended.addEventListener("abort", changes.watch(memberId, this.#options.told), { once: true });
    } catch (error) {
      this.#options.failed(error);
    }
  }
}
