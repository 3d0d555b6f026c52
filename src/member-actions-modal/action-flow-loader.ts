import { adoptStyles, type LitElement } from "lit";
import type { KitController } from "../controllers/kit-controller.js";
import type { ActionFlow } from "./action-flow/action-flow.js";
import { modalStyles } from "./styles.js";

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
      const flow = new ActionFlow(this.#host, this.#kit);
      this.value = flow;
      adoptStyles(this.#host.renderRoot as ShadowRoot, [...flow.styles, ...modalStyles]);
    } catch (error) {
      this.error = error;
      this.#loading = null;
    }
    this.#host.requestUpdate();
  }
}
