import { adoptStyles, type LitElement } from "lit";
import type { KitController } from "../controllers/kit-controller.js";
import type { Acting } from "./action-flow/action-flow.js";
import { modalStyles } from "./styles.js";

/** Loads what comes after the menu, once; a failure is kept until it is tried again. */
export class ActingLoader {
  value: Acting | null = null;
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
      const { Acting } = await import("./action-flow/action-flow.js");
      this.value = new Acting(this.#host, this.#kit);
      adoptStyles(this.#host.renderRoot as ShadowRoot, [...this.value.styles, ...modalStyles]);
    } catch (error) {
      this.error = error;
      this.#loading = null;
    }
    this.#host.requestUpdate();
  }
}
