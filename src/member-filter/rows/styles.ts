import { css } from "lit";

/** Rows and groups. Below 560 a row is its sentence, until it is opened. */
export const rowStyles = css`
  .group {
    display: grid;
    gap: calc(var(--_u) * 2);
    grid-template-columns: minmax(0, 1fr);
  }
  .ghead {
    display: flex;
    align-items: flex-start;
    gap: calc(var(--_u) * 2);
    font-size: var(--_fs-2);
  }
  .ghead > .row {
    flex: 1;
    gap: var(--_u) calc(var(--_u) * 2);
    min-block-size: var(--_hit);
  }
  .ghead select.chip {
    field-sizing: content;
  }
  .rules {
    display: grid;
    gap: calc(var(--_u) * 2);
    grid-template-columns: minmax(0, 1fr);
    padding-inline-start: calc(var(--_u) * 4);
    border-inline-start: 2px solid var(--_border);
    margin-inline-start: calc(var(--_u) * 1.75);
  }
  .where > .rules {
    padding-inline-start: 0;
    margin: 0;
    border: 0;
  }
  .rule {
    display: flex;
    align-items: flex-start;
    gap: calc(var(--_u) * 2);
  }
  .rule > .btn.icon {
    margin-block-start: max(0px, calc((var(--_control) - var(--_hit)) / 2));
  }
  .rule > .lines,
  .rule > .group,
  .controls {
    display: grid;
    gap: calc(var(--_u) * 2);
    grid-template-columns: minmax(0, 1fr);
    flex: 1;
    min-inline-size: 0;
  }
  .rule.event,
  .rule.nest {
    padding-block: calc(var(--_u) * 2.5);
    padding-inline: calc(var(--_u) * 2.5) 2px;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_r) + 2px);
    background: var(--_subtle);
  }
  .rule.unknown {
    padding-block: calc(var(--_u) * 2);
    padding-inline: calc(var(--_u) * 2.5) 2px;
    border: 1px dashed var(--_danger);
    border-radius: calc(var(--_r) + 2px);
  }
  .rule.unknown code {
    overflow-wrap: anywhere;
  }
  .parts {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_u) * 2);
    align-items: center;
    min-inline-size: 0;
  }
  .parts .input {
    inline-size: auto;
    max-inline-size: 100%;
  }
  .parts select.input {
    field-sizing: content;
    max-inline-size: max(280px, 17.5rem);
  }
  .parts .n {
    field-sizing: content;
    min-inline-size: max(76px, 4.75rem);
    max-inline-size: max(180px, 11.25rem);
    font-variant-numeric: tabular-nums;
  }
  .parts .t {
    inline-size: max(200px, 12.5rem);
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_u) * 2);
    align-items: center;
    min-inline-size: 0;
  }
  .parts:has(> .list) {
    align-items: start;
  }
  .word {
    color: var(--_muted);
    font-size: var(--_fs-2);
  }
  .adds {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_u) * 2);
  }
  .where > .adds {
    margin-inline-start: -8px;
  }
  .saying {
    display: none;
    align-items: flex-start;
    gap: var(--_u);
  }
  .saying > .grow {
    padding-block: var(--_u);
    overflow-wrap: anywhere;
  }
  .saying > .grow::first-letter {
    text-transform: uppercase;
  }
  .done {
    display: none;
    justify-self: start;
  }
  .list {
    flex: 1 1 100%;
    display: grid;
    gap: calc(var(--_u) * 1.5);
    max-inline-size: max(440px, 27.5rem);
    grid-template-columns: minmax(0, 1fr);
  }
  .list .input {
    inline-size: 100%;
    padding-block: calc(var(--_u) * 1.75);
    resize: vertical;
    line-height: 1.45;
    font-family: var(--_mono);
    font-size: var(--_fs-2);
    field-sizing: content;
    min-block-size: calc(3lh + 16px);
    max-block-size: 40vh;
  }
  .found,
  .missing summary {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--_u) * 1.5);
    font-size: var(--_fs-1);
    color: var(--_muted);
  }
  .found svg.i {
    inline-size: 14px;
    block-size: 14px;
    color: var(--_success);
  }
  .missing summary {
    inline-size: fit-content;
    min-block-size: 24px;
    color: var(--_warning);
    cursor: pointer;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .missing summary svg.i {
    inline-size: 14px;
    block-size: 14px;
  }
  .missing[open] {
    display: grid;
    gap: calc(var(--_u) * 1.5);
  }
  .missing .btn {
    justify-self: start;
    margin-block-start: calc(var(--_u) * 1.5);
  }
  .tagbox {
    min-inline-size: max(180px, 11.25rem);
    max-inline-size: 100%;
  }
  .tagbox .bare.bare {
    flex: 1;
    border: 0;
    background-color: transparent;
    outline: none;
    min-inline-size: max(90px, 5.6rem);
    min-block-size: max(26px, calc(var(--_control) - 6px));
    padding-block: 0;
    padding-inline-start: calc(var(--_u) * 1.5);
  }
  @container (inline-size < max(560px, 35rem)) {
    .rules {
      padding-inline-start: calc(var(--_u) * 2.5);
      margin-inline-start: 0;
    }
    .rule.condition:not(.inner) {
      border-block-end: 1px solid var(--_border);
      padding-block-end: calc(var(--_u) * 2);
    }
    .saying {
      display: flex;
    }
    .rule:not(.inner, .open) > .lines > .controls {
      display: none;
    }
    .rule.open > .lines > .saying {
      display: none;
    }
    .rule.open > .lines > .done {
      display: inline-flex;
    }
    .parts > :is(.input, .tagbox, .pair),
    .pair > .input {
      flex: 1 1 auto;
      min-inline-size: 0;
    }
    .parts > .of-field,
    .parts > .tagbox {
      flex-basis: 100%;
    }
    .pair > .n {
      flex: 1 1 56px;
      inline-size: max(56px, 3.5rem);
    }
    .parts select.input {
      max-inline-size: 100%;
    }
  }
  .locked .saying {
    display: flex;
  }
  :host(:disabled) .rules {
    color: var(--_muted);
  }
`;
