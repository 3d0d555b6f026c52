import { css } from "lit";
import { badges } from "../theme/badges.js";
import { base } from "../theme/base.js";
import { buttons } from "../theme/buttons.js";
import { inputs } from "../theme/inputs.js";
import { panels } from "../theme/panels.js";
import { print } from "../theme/print.js";
import { states } from "../theme/states.js";
import { tagBoxes } from "../theme/tag-boxes.js";
import { tags } from "../theme/tags.js";
import { toasts } from "../theme/toasts.js";
import { tokens } from "../theme/tokens.js";
import { moverStyles } from "./rows/movers.js";
import { rowStyles } from "./rows/styles.js";
import { stateStyles } from "./states.js";

/** What stands around the rows: the saved audiences above, the sentence and the count below. */
const around = css`
  .panel > .phead {
    padding-inline-end: calc(var(--_u) * 3);
  }
  .panel > .body {
    padding: var(--_u) calc(var(--_u) * 4) calc(var(--_u) * 4);
    display: grid;
    gap: calc(var(--_u) * 3);
    grid-template-columns: minmax(0, 1fr);
  }
  .saved {
    flex: 0 1 auto;
    gap: 2px;
    justify-content: end;
    min-inline-size: 0;
  }
  .saved select {
    max-inline-size: max(260px, 16.25rem);
    margin-inline-end: var(--_u);
  }
  .steps {
    padding-inline: calc(var(--_u) * 4);
  }
  .steps > * {
    margin-block-end: calc(var(--_u) * 2.5);
  }
  .steps > .small {
    margin-block-start: -4px;
    text-align: end;
  }
  .steps .err .btn {
    margin-inline-start: var(--_u);
  }
  .step {
    display: grid;
    gap: calc(var(--_u) * 2);
    padding: calc(var(--_u) * 3);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_r) + 2px);
    background: var(--_subtle);
    font-size: var(--_fs-2);
  }
  .step label {
    font-weight: 500;
  }
  .step .flag {
    align-items: start;
    gap: calc(var(--_u) * 2);
    font-weight: 400;
  }
  .step .flag input {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    margin: 3px 0 0;
    accent-color: var(--_accent);
  }
  .step .flag .small {
    display: block;
  }
  .step .input {
    flex: 1 1 max(160px, 10rem);
    inline-size: auto;
    max-inline-size: max(360px, 22.5rem);
  }
  .sayit {
    display: grid;
    gap: calc(var(--_u) * 3) calc(var(--_u) * 6);
    padding: calc(var(--_u) * 3.5) calc(var(--_u) * 4);
    border-block-start: 1px solid var(--_border);
    align-items: center;
    grid-template-columns: minmax(0, 1fr);
  }
  /* on paper its sentence says what it is */
  @media print {
    .panel > .body,
    .saved,
    .steps,
    .btn {
      display: none;
    }
  }
  .sayit > p {
    line-height: 1.55;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  b {
    font-weight: 600;
  }
  .count {
    display: grid;
    gap: 2px;
    min-inline-size: 0;
  }
  .count > .row {
    gap: calc(var(--_u) * 2.5);
  }
  .count.waiting :is(.big, .small, .reach) {
    opacity: 0.55;
  }
  .big {
    font-size: var(--_fs-6);
    font-weight: 600;
    line-height: 1.1;
    letter-spacing: -0.02em;
  }
  .big:dir(rtl) {
    letter-spacing: 0;
  }
  .count .err span {
    text-align: start;
  }
  .reach,
  .reach dl {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_u) calc(var(--_u) * 3);
    font-size: var(--_fs-1);
  }
  .reach {
    margin-block-start: calc(var(--_u) * 1.5);
  }
  .reach dl > div {
    display: flex;
    gap: calc(var(--_u) * 1.25);
  }
  .reach dt,
  .reach .cost {
    color: var(--_muted);
  }
  .reach dd > .num {
    font-weight: 500;
  }
  .reach .cost::before {
    content: "· ";
  }
  @container (inline-size >= max(720px, 45rem)) {
    .sayit {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .sayit > .count {
      max-inline-size: max(320px, 20rem);
      min-inline-size: max(200px, 12.5rem);
      border-inline-start: 1px solid var(--_border);
      padding-inline-start: calc(var(--_u) * 6);
      justify-items: end;
      text-align: end;
    }
    .reach,
    .reach dl {
      justify-content: end;
    }
  }
  @container (inline-size < max(560px, 35rem)) {
    .saved {
      flex: 1 1 100%;
      justify-content: start;
      padding-block-end: calc(var(--_u) * 1.5);
    }
    .saved select {
      flex: 1 1 100%;
      min-inline-size: 0;
      max-inline-size: none;
    }
    .steps > .small {
      text-align: start;
    }
  }
`;

export const filterStyles = [
  ...[tokens, base, buttons, badges, inputs, panels, states, tags, tagBoxes, toasts],
  ...[rowStyles, moverStyles, around, stateStyles, print],
];
