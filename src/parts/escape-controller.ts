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

  /** The path of an event leaves out what stands in closed roots, where the focus tells. */
  #isWithin(event: Event): boolean {
    return event.composedPath().includes(this.#host) || this.#host.matches(":focus-within");
  }

  readonly #hear = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing || !this.#isWithin(event)) return;
    if (!this.#handle()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
}
