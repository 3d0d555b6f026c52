import type { CSSResultGroup, ReactiveController } from "lit";
import { LatePart } from "../late-part.js";
import type { KitElement } from "../kit-element.js";
import type { Compact } from "./compact.js";

/** Narrower than this a profile is compact by itself: in pixels, and in the page's own measure of text. */
const NARROW_PX = 440;
const NARROW_REM = 27.5;

interface LayoutHost {
  readonly element: KitElement & { readonly layout: string; readonly panels: string | null };
  readonly addStyles: (styles: CSSResultGroup) => void;
  readonly failed: (error: unknown) => void;
}

/** Whether a profile is whole or compact, by its own width, whatever window it stands in. */
export class LayoutController implements ReactiveController {
  readonly #host: LayoutHost;
  readonly #part: LatePart<Compact>;
  #isNarrow = false;
  // What is measured is known before it is painted.
  readonly #observer = new ResizeObserver(([entry]) => this.#measure(entry?.contentRect.width));

  constructor(host: LayoutHost) {
    this.#host = host;
    this.#part = new LatePart(
      async () => {
        const { Compact, styles } = await import("./compact.js");
        host.addStyles(styles);
        return new Compact(host.element);
      },
      ({ error }) => (error ? host.failed(error) : host.element.requestUpdate()),
    );
    host.element.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host.element);
  }

  hostUpdate(): void {
    if (this.#isWanted && !this.#part.error) void this.#part.load();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  /** What draws it compact; null: it is whole, as it also is where that can't be loaded. */
  get compact(): Compact | null {
    return this.#isWanted ? this.#part.value : null;
  }

  /** Whether that is on its way. */
  get isLoading(): boolean {
    return this.#isWanted && !this.#part.value && !this.#part.error;
  }

  get #isWanted(): boolean {
    const { layout } = this.#host.element;
    return layout === "compact" || (layout !== "full" && this.#isNarrow);
  }

  /** What is hidden has no width, and stays as it was. */
  #measure(width: number | undefined): void {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const isNarrow = width ? width < Math.max(NARROW_PX, NARROW_REM * rem) : this.#isNarrow;
    if (isNarrow === this.#isNarrow) return;
    this.#isNarrow = isNarrow;
    this.hostUpdate();
    // Within this one the browser would tell the page of a loop, since what is drawn has another height.
    requestAnimationFrame(() => this.#host.element.requestUpdate());
  }
}
