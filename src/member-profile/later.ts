import type { LitElement } from "lit";
import { FocusKeeper } from "../parts/focus-keeper.js";

/** What a profile does for who works in it. It is no part of the first paint. */
export class Later {
  readonly #element: LitElement;
  readonly #focus: FocusKeeper;

  constructor(element: LitElement) {
    this.#element = element;
    this.#focus = new FocusKeeper(element, "h2", "h3");
  }

  /** The modal has closed. What it was opened from may be gone: with the member, or with a right. */
  closed(modal: EventTarget | null): void {
    const { activeElement } = this.#element.renderRoot as ShadowRoot;
    if (activeElement === modal || document.activeElement === document.body) this.#focus.pass();
  }
}
