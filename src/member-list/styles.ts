import { css } from "lit";

/** The list: a panel with a line of tools, a table, and a pager. */
export const styles = css`
  .list-panel {
    position: relative;
    overflow: clip;
  }
  .tools,
  .pager {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_u) * 2);
    padding: calc(var(--_u) * 2) calc(var(--_u) * 3);
    min-block-size: 52px;
  }
  .tools.chosen {
    background: var(--_accent-soft);
  }
  .pager {
    border-block-start: 1px solid var(--_border);
  }
  .search {
    position: relative;
    flex: 1 1 16rem;
    max-inline-size: 28rem;
    display: flex;
    align-items: center;
  }
  .search > svg.i {
    position: absolute;
    inset-inline-start: 10px;
    color: var(--_muted);
    pointer-events: none;
  }
  .search .input {
    padding-inline: 34px;
    text-overflow: ellipsis;
  }
  .search .input::-webkit-search-cancel-button {
    display: none;
  }
  .search .btn {
    position: absolute;
    inset-inline-end: 2px;
  }

  .scroll {
    overflow-x: auto;
    border-block-start: 1px solid var(--_border);
  }
  .scroll:focus-visible {
    outline-offset: -2px;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--_fs-2);
  }
  table[aria-busy="true"] tbody {
    opacity: 0.6;
  }
  thead th {
    background: var(--_subtle);
    color: var(--_muted);
    font-size: var(--_fs-1);
    font-weight: 500;
    text-align: start;
    white-space: nowrap;
    block-size: 32px;
  }
  th,
  td {
    padding: calc(var(--_u) * 1.5) calc(var(--_u) * 3);
    vertical-align: middle;
  }
  tbody tr {
    border-block-start: 1px solid var(--_border);
  }
  tbody tr:hover {
    background: var(--_subtle);
  }
  tbody tr.on {
    background: var(--_accent-soft);
  }
  tbody :is(th, td) {
    block-size: 44px;
    font-weight: 400;
    text-align: start;
  }
  thead .end,
  tbody .end {
    text-align: end;
  }
  .chooser {
    inline-size: 40px;
    padding-inline: calc(var(--_u) * 3) 0;
  }
  .box {
    display: inline-grid;
    place-items: center;
    inline-size: var(--_hit);
    block-size: var(--_hit);
    margin-inline-start: -4px;
  }
  input[type="checkbox"] {
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    flex: none;
    accent-color: var(--_accent);
  }
  .name {
    min-inline-size: 14rem;
  }
  .who {
    display: flex;
    align-items: center;
    gap: calc(var(--_u) * 2.5);
  }
  .who .avatar {
    font-size: var(--_fs-1);
  }
  .open {
    border: 0;
    padding: 2px 0;
    background: none;
    color: inherit;
    font-weight: 500;
    text-align: start;
    text-decoration: none;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .open:hover {
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .sort {
    display: inline-flex;
    align-items: center;
    gap: var(--_u);
    min-block-size: 24px;
    padding: 0 var(--_u);
    margin-inline: -4px;
    border: 0;
    border-radius: 4px;
    background: none;
    color: inherit;
    font-weight: inherit;
    cursor: pointer;
  }
  .end .sort {
    flex-direction: row-reverse;
  }
  .sort:hover,
  .sort:is(.ascending, .descending) {
    color: var(--_text);
  }
  .sort .sign {
    inline-size: 0;
    block-size: 0;
    border-inline: 4px solid transparent;
    border-block-end: 5px solid currentColor;
    visibility: hidden;
  }
  .sort:is(.ascending, .descending) .sign {
    visibility: visible;
  }
  .sort:hover:not(.descending) .sign {
    visibility: visible;
  }
  .sort.descending .sign {
    transform: rotate(180deg);
  }
  .day {
    white-space: nowrap;
  }
  .extra .tags {
    flex-wrap: nowrap;
    gap: var(--_u);
  }
  .extra .tag {
    max-inline-size: 9rem;
  }
  .acts {
    inline-size: 1%;
    padding-inline: 0 calc(var(--_u) * 2);
    white-space: nowrap;
    text-align: end;
  }
  .folded {
    display: none;
  }
  .loading {
    display: grid;
    gap: calc(var(--_u) * 5);
    padding: calc(var(--_u) * 5) calc(var(--_u) * 4);
    border-block-start: 1px solid var(--_border);
  }
  .sk.dot {
    inline-size: 28px;
    block-size: 28px;
    border-radius: 50%;
  }
  .sk.line {
    flex: 1;
    block-size: 12px;
  }
  @container (inline-size < max(640px, 40rem)) {
    .extra {
      display: none;
    }
    .name {
      min-inline-size: 0;
    }
    tbody .who {
      align-items: start;
    }
    .folded {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 2px;
      margin-block: var(--_u) 2px;
    }
    .folded div {
      display: flex;
      flex-wrap: wrap;
      gap: 0 calc(var(--_u) * 2);
    }
    .folded dt {
      color: var(--_muted);
    }
    .folded .tags {
      flex-wrap: wrap;
      gap: var(--_u);
    }
    /* A long tag or name gives way to the page, not the page to it. */
    table {
      table-layout: fixed;
    }
    .folded dd {
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    .tools .search {
      flex-basis: 100%;
      max-inline-size: none;
    }
    .tools > .row {
      flex-wrap: wrap;
    }
    .acts {
      inline-size: calc(max(28px, var(--_hit)) + 8px);
    }
    .acts .btn {
      display: flex;
    }
  }
  @media (pointer: coarse) {
    .open,
    .sort {
      min-block-size: 44px;
    }
  }
  @media print {
    .tools,
    .chooser,
    .acts,
    .pager .btn,
    .sort .sign {
      display: none;
    }
    .scroll {
      overflow: visible;
    }
    tr {
      break-inside: avoid;
    }
  }
  @media (forced-colors: active) {
    /* What is transparent is painted then. */
    .sort .sign {
      border-inline-color: Canvas;
    }
    tbody tr.on {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
