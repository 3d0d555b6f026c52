import type { ReactiveControllerHost } from "lit";
import type { Client } from "../../sdk/client/client.js";
import type { Tag } from "../../sdk/contract/index.js";
import { ReadController } from "../controllers/read-controller.js";

/** How long the operator rests before the vocabulary is asked, in milliseconds. */
const restMs = 150;
/** As many as fit without scrolling. */
const most = 8;

/** Tags in use that begin with what is typed, most used first (S1-16). The last text wins. */
export class TagSuggestions {
  readonly #host: ReactiveControllerHost;
  readonly #read: ReadController<Tag[]>;
  #prefix = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, client: () => Client | undefined) {
    this.#host = host;
    this.#read = new ReadController<Tag[]>(host, {
      client,
      key: () => this.#prefix || undefined,
      read: async (from, prefix, signal) => {
        const { modules } = await from.capabilities({ signal });
        return modules.includes("tags") ? (await from.library.tags({ prefix }).first({ signal })).data : [];
      },
    });
  }

  /** What fits the text last asked for; empty where the backend keeps no vocabulary. */
  get tags(): readonly Tag[] {
    return (this.#read.value ?? []).slice(0, most);
  }

  /** Asks once the operator rests; an empty text clears the list at once. */
  ask(prefix: string): void {
    clearTimeout(this.#timer);
    if (!prefix) {
      this.#set("");
      return;
    }
    this.#timer = setTimeout(() => this.#set(prefix), restMs);
  }

  #set(prefix: string): void {
    this.#prefix = prefix;
    this.#host.requestUpdate();
  }
}
