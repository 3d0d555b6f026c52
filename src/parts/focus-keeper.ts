import type { LitElement, ReactiveController } from "lit";

/** What stands around a node, from within; its shadow root is the last. */
const around = (node: Node | null): ParentNode[] =>
  node?.parentNode ? [node.parentNode, ...around(node.parentNode)] : [];

/**
 * Keeps the focus inside an element when an update takes away what had it: a browser lets it fall to the page's body,
 * where a keyboard begins anew.
 */
export class FocusKeeper implements ReactiveController {
  readonly #host: LitElement;
  readonly #heirs: readonly string[];
  #around: readonly ParentNode[] = [];

  /** @param heirs Selectors of what takes the focus instead: the first that stands nearest. */
  constructor(host: LitElement, ...heirs: readonly string[]) {
    this.#host = host;
    this.#heirs = heirs;
    host.addController(this);
  }

  get #root(): ShadowRoot {
    return this.#host.renderRoot as ShadowRoot;
  }

  hostUpdate(): void {
    const { activeElement } = this.#root;
    // What was lost before, and found no heir yet, is still to be given on, unless the operator went elsewhere.
    if (activeElement) this.#around = around(activeElement);
    else if (document.activeElement !== document.body) this.#around = [];
  }

  hostUpdated(): void {
    if (this.#root.activeElement || this.#pass(this.#around)) this.#around = [];
  }

  /** Gives the focus to the first heir of all. */
  pass(): void {
    this.#pass([this.#root]);
  }

  #pass(places: readonly ParentNode[]): boolean {
    const heirs = places.flatMap((place) =>
      place.isConnected ? this.#heirs.map((selector) => place.querySelector<HTMLElement>(selector)) : [],
    );
    const heir = heirs.find(Boolean);
    if (!heir) return false;
    // A heading can take the focus, and is no stop of the keyboard.
    if (heir.tabIndex < 0) heir.tabIndex = -1;
    heir.focus();
    return true;
  }
}
