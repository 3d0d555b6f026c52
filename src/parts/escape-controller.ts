import type { LitElement, ReactiveController } from "lit";

/**
 * Hears an Escape inside an element before the page does: a host's dialog listens for it at the document, in the
 * capture phase, and closes with the kit in it. One that is handled here reaches neither the page nor the browser (U07).
 */
export class EscapeController implements ReactiveController {
  readonly #host: LitElement;
  readonly #handle: () => boolean;

  /** @param handle Answers whether there was anything to do. */
  constructor(host: LitElement, handle: () => boolean) {
    this.#host = host;
    this.#handle = handle;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener("keydown", this.#hear, true);
  }

  hostDisconnected(): void {
    removeEventListener("keydown", this.#hear, true);
  }

  readonly #hear = (event: KeyboardEvent): void => {
    const mine = event.key === "Escape" && !event.isComposing && event.composedPath().includes(this.#host);
    if (!mine || !this.#handle()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
}
