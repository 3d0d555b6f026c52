import type { LitElement } from "lit";
import type { KitController } from "../controllers/kit-controller.js";
import type { ActionFlow } from "./action-flow/action-flow.js";

/** Loads what follows the menu, once. A failure stays until it is tried again. */
export class ActionFlowLoader {
  value: ActionFlow | null = null;
  /** Why it could not be loaded. */
  error: unknown = null;
  readonly #host: LitElement;
  readonly #kit: KitController;
  #loading: Promise<void> | null = null;

  constructor(host: LitElement, kit: KitController) {
    this.#host = host;
    this.#kit = kit;
  }

  load(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<void> {
    this.error = null;
    try {
      const { ActionFlow } = await import("./action-flow/action-flow.js");
      this.value = new ActionFlow(this.#host, this.#kit);
    } catch (error) {
      this.error = error;
      this.#loading = null;
    }
    this.#host.requestUpdate();
  }
}
