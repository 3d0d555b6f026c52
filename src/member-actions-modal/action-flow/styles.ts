import { css } from "lit";
import { pickers } from "../../fields/picker-styles.js";
import { dangerButtons } from "../../theme/danger-buttons.js";
import { delta } from "../../theme/delta.js";
import { effects } from "../../theme/effects.js";
import { forms } from "../../theme/forms.js";
import { outcomes } from "../../theme/outcomes.js";
import { panels } from "../../theme/panels.js";

const own = css`
  .preview.waiting > :not(.phead) {
    opacity: 0.55;
  }
  .delta .a .tier {
    font-weight: 600;
  }
  .steps.record {
    gap: 0;
    padding-block: 6px;
  }
  .confirm {
    max-inline-size: 400px;
  }
  .btn[aria-busy="true"] .spin {
    border-color: color-mix(in oklab, currentColor 25%, transparent);
    border-block-start-color: currentColor;
  }
  .facts .copy .mono {
    text-align: start;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .said .mono {
    font: inherit;
    color: var(--_text);
  }
`;

/** What forms, previews and outcomes need beside the modal's own styles. */
export const actionFlowStyles = [dangerButtons, panels, forms, pickers, delta, effects, outcomes, own];
