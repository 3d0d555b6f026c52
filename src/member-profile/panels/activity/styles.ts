import { css } from "lit";

export const styles = css`
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_u) * 2);
    padding: 0 calc(var(--_u) * 4) calc(var(--_u) * 3);
  }
  .activity-days {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_u) * 2) calc(var(--_u) * 3);
  }
  .activity-day {
    display: flex;
    align-items: center;
    gap: calc(var(--_u) * 1.5);
  }
  .activity-day input {
    inline-size: auto;
    font-size: var(--_fs-2);
    min-block-size: var(--_hit);
    border-color: var(--_edge);
    padding-block: 2px;
  }
  @media print {
    .activity-days {
      display: none;
    }
  }
  .activity-newer {
    display: flex;
    justify-content: center;
    padding-block-end: calc(var(--_u) * 2);
  }
  .day {
    font-size: var(--_fs-1);
    font-weight: 600;
    color: var(--_muted);
    padding: calc(var(--_u) * 2.5) calc(var(--_u) * 4) calc(var(--_u) * 1.5);
    border-block-start: 1px solid var(--_border);
  }
  .activity-panel > .empty,
  .activity-panel > .sk-body {
    border-block-start: 1px solid var(--_border);
  }
  .day + ol {
    padding-block-end: calc(var(--_u) * 1.5);
  }
  ol:not(.dated) + .dated {
    border-block-start: 1px solid var(--_border);
  }
  .entry.part {
    padding-block: 0 var(--_u);
  }
  .part > :is(time, .glyph) {
    visibility: hidden;
  }
  .entry.part :is(.at, .bal:not(.keep)) {
    display: none;
  }
  @container (inline-size >= max(560px, 35rem)) {
    .part .txt {
      display: flex;
      flex-wrap: wrap;
      column-gap: calc(var(--_u) * 2);
    }
    .part .m {
      padding-block-start: calc(var(--_u) * 1.25);
    }
    .part .amt div {
      display: flex;
      gap: calc(var(--_u) * 2);
      align-items: baseline;
    }
  }
  .entry {
    --_time: max(58px, 3.625rem);
    display: grid;
    grid-template-columns: var(--_time) 28px minmax(0, 1fr) auto minmax(max(104px, 6.5rem), max-content);
    gap: 0 calc(var(--_u) * 3);
    align-items: start;
    padding-block: calc(var(--_u) * 1.75);
    padding-inline: calc(var(--_u) * 4) calc(var(--_u) * 2);
    position: relative;
  }
  .entry > time {
    font-size: var(--_fs-2);
    color: var(--_muted);
    line-height: 1.4;
    padding-block-start: calc(var(--_u) * 1.25);
    font-variant-numeric: tabular-nums;
  }
  .entry .glyph {
    z-index: 1;
  }
  .entry:not(:last-child)::before {
    content: "";
    position: absolute;
    inset-block: calc(var(--_u) * 1.75 + 32px) -3px;
    inset-inline-start: calc(var(--_u) * 7 + var(--_time) + 13.5px);
    border-inline-start: 1px solid var(--_border);
  }
  .t {
    font-weight: 500;
    line-height: 1.4;
    padding-block-start: var(--_u);
    overflow-wrap: anywhere;
  }
  .m {
    font-size: var(--_fs-2);
    color: var(--_muted);
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_u) * 1.5);
    overflow-wrap: anywhere;
  }
  .m > :not(:last-child)::after {
    content: " ·";
  }
  .m .at {
    display: none;
    font-variant-numeric: tabular-nums;
  }
  .amt {
    text-align: end;
    padding-block-start: var(--_u);
  }
  .bal {
    font-size: var(--_fs-1);
    color: var(--_muted);
    display: block;
  }
  .entry .acts {
    justify-content: flex-end;
    gap: 2px;
  }
  .amount.up {
    color: var(--_success);
  }
  .amount.off {
    text-decoration: line-through;
    color: var(--_muted);
    font-weight: 400;
  }
  .amount.soon {
    color: var(--_muted);
    text-decoration: underline dashed 1px;
    text-underline-offset: 4px;
    text-decoration-color: var(--_control-border);
  }
  @container (inline-size < max(560px, 35rem)) {
    .filters .input {
      flex: 1 1 40%;
      min-inline-size: 0;
    }
    .entry {
      grid-template-columns: 28px minmax(min(7em, 34%), 1fr) auto;
      gap: 0 calc(var(--_u) * 2.5);
      padding-inline-end: calc(var(--_u) * 4);
    }
    .entry > time,
    .bal:not(.keep) {
      display: none;
    }
    .m .at {
      display: inline;
    }
    .txt {
      display: contents;
    }
    .t {
      grid-area: 1 / 2;
    }
    .m {
      grid-area: 2 / 2;
      padding-block: 3px;
      align-self: center;
    }
    .amt {
      grid-area: 1 / 3;
    }
    .entry .acts {
      grid-area: 2 / 3;
      margin-inline-end: -8px;
    }
    /* a long word for undo leaves room for what is undone */
    .entry .acts .btn {
      text-align: end;
      white-space: normal;
    }
    .entry .glyph {
      grid-row: 1 / 3;
    }
    .entry:not(:last-child)::before {
      inset-inline-start: calc(var(--_u) * 4 + 13.5px);
    }
  }
`;
