import { css, html, nothing, type TemplateResult } from "lit";
import { back } from "../../icons/dialog.js";
import type { FilterView } from "../filter-view.js";
import type { Row } from "../model/rows.js";

/** The id of the button that moves a row one way. */
export const moverId = ({ key }: Row, by: -1 | 1): string => `${key}-${by < 0 ? "up" : "down"}`;

/** Two buttons that move a row by one, into and out of groups, too: where it can be moved at all. */
export const movers = (row: Row, what: string, { t, locked, mover }: FilterView): TemplateResult | typeof nothing => {
  if (locked) return nothing;
  const [up, down] = [mover(row, -1), mover(row, 1)];
  if (!up && !down) return nothing;
  const button = (by: -1 | 1, move: (() => void) | null) => {
    const label = t(by < 0 ? "filter.up" : "filter.down", { what });
    // One that leads nowhere keeps the focus.
    return html`<button
      type="button"
      class="btn ghost icon mover ${by < 0 ? "up" : "down"}"
      id=${moverId(row, by)}
      aria-label=${label}
      title=${label}
      aria-disabled=${move ? nothing : "true"}
      @click=${() => move?.()}
    >
      ${back}
    </button>`;
  };
  return html`<span class="movers">${button(-1, up)}${button(1, down)}</span>`;
};

/** They are seen where somebody is about to use them: else each row would have three buttons. */
export const moverStyles = css`
  .movers {
    display: flex;
    flex: none;
  }
  .rule > .movers {
    margin-block-start: max(0px, calc((var(--_control) - var(--_hit)) / 2));
  }
  @media (hover: hover) {
    .movers {
      opacity: 0;
    }
    :is(.rule, .ghead):is(:hover, :focus-within) > .movers {
      opacity: 1;
    }
  }
  .mover.up svg.i {
    transform: rotate(90deg);
  }
  .mover.down svg.i {
    transform: rotate(-90deg);
  }
  @container (inline-size < max(560px, 35rem)) {
    .rule:not(.inner, .open) > .movers {
      display: none;
    }
  }
`;
