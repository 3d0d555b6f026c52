import { css } from "lit";
import { pickers } from "../../fields/picker-styles.js";
import { dangerButtons } from "../../theme/danger-buttons.js";
import { delta } from "../../theme/delta.js";
import { effects } from "../../theme/effects.js";
import { forms } from "../../theme/forms.js";
import { panels } from "../../theme/panels.js";
import { caseStyles } from "./cases.js";
import { mergeReviewStyles } from "./merge-review.js";

const own = css`
  .preview.waiting > :not(.phead) {
    opacity: 0.55;
  }
  .delta .a .tier {
    font-weight: 600;
  }
  .confirm {
    max-inline-size: max(400px, 25rem);
  }
  .btn[aria-busy="true"] .spin {
    border-color: color-mix(in oklab, currentColor 25%, transparent);
    border-block-start-color: currentColor;
  }
  @media (pointer: fine) {
    @container (inline-size >= max(400px, 25rem)) {
      .btn[data-keys]:not([aria-busy="true"])::after {
        content: attr(data-keys) / "";
        font-size: var(--_fs-1);
        font-weight: 400;
        opacity: 0.85;
      }
    }
  }
  .three {
    display: grid;
    gap: calc(var(--_u) * 3);
  }
  @container (inline-size >= max(560px, 35rem)) {
    .three {
      grid-template-columns: repeat(3, 1fr);
    }
  }
  .three h3 {
    font-size: var(--_fs-2);
    font-weight: 600;
    margin-block-end: calc(var(--_u) * 1.5);
    display: flex;
    gap: calc(var(--_u) * 1.5);
    align-items: center;
  }
  .three h3 svg.i {
    color: var(--_muted);
  }
  .three li {
    font-size: var(--_fs-2);
    color: var(--_muted);
    padding-block: 2px;
  }
`;

/** What forms and previews need beside the modal's own styles. */
export const actionFlowStyles = [
  dangerButtons,
  panels,
  forms,
  pickers,
  delta,
  effects,
  own,
  caseStyles,
  mergeReviewStyles,
];
