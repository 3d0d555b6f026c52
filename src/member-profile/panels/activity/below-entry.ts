import { css } from "lit";

/** The box that stands below an entry: its details, or the question whether to undo it. */
export const belowEntry = css`
  .below {
    position: relative;
    z-index: 1;
    grid-column: 3 / -1;
    margin-block: 8px 6px;
    margin-inline: 0 8px;
    border-radius: var(--_r-panel);
    background: var(--_subtle);
  }
  @container (inline-size < 560px) {
    .below {
      grid-column: 1 / -1;
      margin-inline: 0;
    }
  }
  @media (forced-colors: active) {
    .below {
      border: 1px solid CanvasText;
    }
  }
`;
