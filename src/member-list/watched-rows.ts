import type { LitElement, ReactiveController } from "lit";
import type { Client } from "../../sdk/client/client.js";

interface WatchedRowsOptions {
  /** Undefined: this backend tells of nothing, or there is none yet. */
  readonly client: () => Client | undefined;
  /** Who is shown, by their ids; undefined: that is being read. */
  readonly ids: () => readonly string[] | undefined;
  /** Called where what tells of changes could not be loaded. */
  readonly failed: (error: unknown) => void;
}

/** Keeps all members of a page fresh for as long as it is shown, through the one stream that the client has. */
export class WatchedRows implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: WatchedRowsOptions;
  #client: Client | undefined;
  #ids = "";
  #watch = new AbortController();

  constructor(host: LitElement, options: WatchedRowsOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostUpdated(): void {
    // What begins after the element has left would never be ended.
    if (!this.#host.isConnected) return;
    const client = this.#options.client();
    if (client !== this.#client) this.hostDisconnected();
    // Until the next page is there, the stream stays with who is shown.
    const ids = this.#options.ids();
    if (!client || !ids || ids.join() === this.#ids) return;
    this.#client = client;
    this.#ids = ids.join();
    void this.#follow(client, ids);
  }

  hostDisconnected(): void {
    this.#watch.abort();
    this.#client = undefined;
    this.#ids = "";
  }

  async #follow(client: Client, ids: readonly string[]): Promise<void> {
    const last = this.#watch;
    const { signal } = (this.#watch = new AbortController());
    try {
      const changes = await client.changes();
      if (!signal.aborted) signal.addEventListener("abort", changes.watchAll(ids), { once: true });
    } catch (error) {
      this.#options.failed(error);
    }
    // Afterwards: the stream goes on, with other members.
    last.abort();
  }
}
