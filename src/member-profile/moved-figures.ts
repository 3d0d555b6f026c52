import { css, type ReactiveController } from "lit";

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

const mark = (figure: Element): void => {
  figure.classList.add("moved");
  figure.addEventListener("animationend", () => figure.classList.remove("moved"), { once: true });
};

export const movedStyles = css`
  .moved {
    border-radius: 4px;
    animation: moved 2.4s ease-out;
  }
  @keyframes moved {
    from {
      background: color-mix(in srgb, var(--_accent) 28%, transparent);
      box-shadow: 0 0 0 2px color-mix(in srgb, var(--_accent) 28%, transparent);
      outline-color: Highlight;
    }
  }
  /* It stands still, and goes. */
  @media (prefers-reduced-motion: reduce) {
    .moved {
      animation-timing-function: step-end;
    }
  }
  @media (forced-colors: active) {
    .moved {
      outline: 2px solid Highlight;
      outline-offset: 1px;
    }
  }
`;
