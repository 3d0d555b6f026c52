import { css } from "lit";

export const paletteStyles = css`
  dialog.dlg.palette {
    margin-block-start: min(12dvb, 96px);
    margin-block-end: auto;
    max-block-size: calc(100% - min(12dvb, 96px) - 16px);
    inline-size: min(max(560px, 35rem), 100% - 32px);
    border-radius: var(--_r-dialog);
  }
  .line {
    display: flex;
    align-items: center;
    gap: calc(var(--_u) * 2.5);
    padding-inline: calc(var(--_u) * 4);
    border-block-end: 1px solid var(--_border);
  }
  .line > svg.i {
    flex: none;
    color: var(--_muted);
  }
  .line > input {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 52px;
    border: 0;
    background: none;
    font-size: var(--_fs-4);
    outline: none;
    appearance: none;
  }
  .line > input::-webkit-search-cancel-button {
    display: none;
  }
  .line > input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .line > span {
    flex: none;
    max-inline-size: 40%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--_fs-2);
    color: var(--_muted);
  }
  .found {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    padding: var(--_u) calc(var(--_u) * 2) calc(var(--_u) * 2);
  }
  /* The list scrolls, not what holds it: the keys of its combobox reach all of it. */
  #found {
    overflow: auto;
    overscroll-behavior: contain;
  }
  .found [role="group"] > h3 {
    padding: calc(var(--_u) * 3) calc(var(--_u) * 2) var(--_u);
    font-size: var(--_fs-1);
    font-weight: 600;
    color: var(--_muted);
  }
  .found [role="option"] {
    display: grid;
    grid-template-columns: 20px auto minmax(0, 1fr);
    gap: 0 calc(var(--_u) * 2.5);
    align-items: center;
    min-block-size: max(36px, var(--_hit));
    padding: calc(var(--_u) * 1.5) calc(var(--_u) * 2);
    border-radius: var(--_r);
    cursor: pointer;
    scroll-margin-block: 36px 8px;
  }
  .found [role="option"]:hover {
    background: var(--_subtle);
  }
  .found [role="option"][aria-selected="true"] {
    background: var(--_accent-soft);
  }
  .found [aria-disabled="true"] {
    color: var(--_muted);
    cursor: not-allowed;
  }
  .found [role="option"] svg.i {
    color: var(--_muted);
  }
  .found [aria-selected="true"]:not([aria-disabled="true"]) > svg.i {
    color: var(--_accent);
  }
  .found :is(b, small) {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .found b {
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .found small {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--_fs-2);
    color: var(--_muted);
  }
  .found small.typed {
    color: var(--_text);
  }
  .found small svg.i {
    inline-size: 12px;
    block-size: 12px;
    vertical-align: -2px;
    margin-inline-end: var(--_u);
  }
  .found > .muted {
    padding: calc(var(--_u) * 5) calc(var(--_u) * 2);
    text-align: center;
  }
  .hints {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_u) calc(var(--_u) * 4);
    padding: calc(var(--_u) * 2) calc(var(--_u) * 4);
    border-block-start: 1px solid var(--_border);
    font-size: var(--_fs-1);
    color: var(--_muted);
  }
  .hints kbd {
    padding: 0 calc(var(--_u) * 1.25);
    border: 1px solid var(--_border);
    border-radius: 4px;
    background: var(--_subtle);
    font: inherit;
  }
  @container (inline-size < max(440px, 27.5rem)) {
    .found [role="option"] {
      grid-template-columns: 20px minmax(0, 1fr);
    }
    .found small {
      grid-column: 2;
      white-space: normal;
    }
    .line > span {
      display: none;
    }
  }
  @media (pointer: coarse) {
    .hints {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .found [aria-selected="true"] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
