import { css } from "lit";
import { badges } from "../theme/badges.js";
import { base } from "../theme/base.js";
import { buttons } from "../theme/buttons.js";
import { callouts } from "../theme/callouts.js";
import { dialogs, tiles } from "../theme/dialogs.js";
import { inputs } from "../theme/inputs.js";
import { print } from "../theme/print.js";
import { states } from "../theme/states.js";
import { suffix } from "../theme/suffix.js";
import { tokens } from "../theme/tokens.js";

const own = css`
  :host {
    display: contents;
  }
  .tile-sk {
    block-size: 60px;
    border-radius: calc(var(--_r) + 2px);
  }
  .callout .row {
    margin-block-start: var(--_u);
  }
  .callout .row:empty {
    display: none;
  }
  @media print {
    dialog.dlg {
      position: static;
      inline-size: 100%;
      max-block-size: none;
      overflow: visible;
    }
    .dlg > .body {
      overflow: visible;
    }
    .dlg :is(.btn, .dfoot, .section, .form, .suffix) {
      display: none;
    }
  }
  .dhead:not(:has(.avatar, #back)) {
    min-block-size: 64px;
  }
`;

/** The styles of the menu. Those of what follows it are in `action-flow/styles.ts` and are loaded with it. */
export const modalStyles = [
  tokens,
  base,
  buttons,
  badges,
  callouts,
  inputs,
  suffix,
  dialogs,
  tiles,
  states,
  own,
  print,
];
