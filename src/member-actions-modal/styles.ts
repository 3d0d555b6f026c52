import { css } from "lit";
import { pickers } from "../fields/picker-styles.js";
import { badges } from "../theme/badges.js";
import { base } from "../theme/base.js";
import { buttons, dangerButtons } from "../theme/buttons.js";
import { callouts } from "../theme/callouts.js";
import { dialogs, outcomes, tiles } from "../theme/dialogs.js";
import { delta, effects } from "../theme/effects.js";
import { forms } from "../theme/forms.js";
import { inputs } from "../theme/inputs.js";
import { panels } from "../theme/panels.js";
import { states } from "../theme/states.js";
import { tokens } from "../theme/tokens.js";

const own = css`
  :host {
    display: contents;
  }
  .preview.waiting > :not(.phead) {
    opacity: 0.55;
  }
  .delta .a .tier {
    font-weight: 600;
  }
  .tile-sk {
    block-size: 60px;
    border-radius: calc(var(--_r) + 2px);
  }
  .steps.record {
    gap: 0;
    padding-block: 6px;
  }
  .mono {
    white-space: nowrap;
  }
  .confirm {
    max-inline-size: 400px;
  }
  .callout .row {
    margin-block-start: 4px;
  }
  .callout .row:empty {
    display: none;
  }
  .btn[aria-busy="true"] .spin {
    border-color: color-mix(in oklab, currentColor 25%, transparent);
    border-block-start-color: currentColor;
  }
  .dhead:not(:has(.avatar, #back)) {
    min-block-size: 64px;
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
  @media (forced-colors: active) {
    :is(.callout, .suffix, .err) > svg.i {
      color: CanvasText;
    }
  }
`;

export const modalStyles = [
  tokens,
  base,
  dangerButtons,
  buttons,
  badges,
  callouts,
  panels,
  inputs,
  forms,
  pickers,
  delta,
  effects,
  dialogs,
  tiles,
  outcomes,
  states,
  own,
];
