import type { ReactiveController } from "lit";
import { mark } from "../parts/moved.js";

/** What is marked where it changes: figures, the status, the tier. */
const FIGURES = ".balance .num, [part=status]";

interface MovedOptions {
  readonly root: () => ParentNode;
  readonly memberId: () => string | undefined;
}

/** Marks figures that have changed while they were shown, whoever changed them. Those of another member are no change. */
export class MovedFigures implements ReactiveController {
  readonly #options: MovedOptions;
  #memberId: string | undefined;
  #texts = new Map<Element, string>();

  constructor(options: MovedOptions) {
    this.#options = options;
  }

  hostUpdated(): void {
    const memberId = this.#options.memberId();
    const before = memberId === this.#memberId ? this.#texts : new Map<Element, string>();
    const shown = [...this.#options.root().querySelectorAll(FIGURES)];
    this.#memberId = memberId;
    this.#texts = new Map(shown.map((figure) => [figure, figure.textContent.trim()]));
    for (const [figure, text] of this.#texts) if ((before.get(figure) ?? text) !== text) mark(figure);
  }
}
