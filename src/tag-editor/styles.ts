import { css } from "lit";

export const styles = css`
  :host {
    position: relative;
  }
  .tag button::before {
    content: "";
    position: absolute;
    inset: -4px -3px;
  }
  .tag.new {
    border-style: dashed;
    border-color: var(--_control-border);
    background: none;
    color: var(--_muted);
    padding-inline-end: calc(var(--_u) * 2);
  }
  .tag.hot {
    outline: 2px solid var(--_focus);
    outline-offset: -1px;
    background: var(--_accent-soft);
  }
  .tagbox {
    cursor: text;
  }
  .tagbox.invalid {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }
  .tagbox input {
    flex: 1;
    min-inline-size: max(96px, 6rem);
    border: 0;
    background: none;
    padding: 0 calc(var(--_u) * 1.5);
    min-block-size: max(26px, calc(var(--_control) - 6px));
    unicode-bidi: plaintext;
  }
  .tagbox input:focus-visible {
    outline: none;
  }
  .tagadd {
    position: relative;
    min-block-size: max(26px, calc(var(--_control) - 6px));
    border: 1px dashed var(--_control-border);
    border-radius: var(--_r);
    background: none;
    padding-inline: calc(var(--_u) * 2);
    color: var(--_muted);
    font-size: var(--_fs-2);
    display: inline-flex;
    align-items: center;
    gap: var(--_u);
    cursor: text;
  }
  .tagadd:hover {
    color: var(--_text);
    background: var(--_subtle);
  }
  .tagadd svg.i {
    inline-size: 14px;
    block-size: 14px;
  }
  .anchor {
    position: relative;
  }
  .pop {
    position: absolute;
    z-index: 10;
    inset-inline: 0;
    inset-block-start: calc(100% + 6px);
    min-inline-size: min(max(260px, 16.25rem), 100%);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_r-panel);
    box-shadow: var(--_shadow);
    padding: var(--_u);
    max-block-size: max(340px, 21.25rem);
    overflow: auto;
  }
  .pop li {
    display: flex;
    align-items: center;
    gap: calc(var(--_u) * 2);
    min-block-size: var(--_control);
    padding-inline: calc(var(--_u) * 2);
    border-radius: var(--_r);
    font-size: var(--_fs-2);
    cursor: pointer;
  }
  .pop li > span {
    overflow-wrap: anywhere;
  }
  .pop li .muted {
    font-size: var(--_fs-1);
    margin-inline-start: auto;
    white-space: nowrap;
  }
  .pop li svg.i {
    inline-size: 14px;
    block-size: 14px;
  }
  .pop li:hover {
    background: var(--_subtle);
  }
  .pop li[aria-selected="true"] {
    background: var(--_accent-soft);
  }
  .pop li + .fresh {
    margin-block-start: calc(var(--_u) * 2.25);
    position: relative;
  }
  .pop li + .fresh::before {
    content: "";
    position: absolute;
    inset-inline: 4px;
    inset-block-start: -5px;
    border-block-start: 1px solid var(--_border);
  }
  .kbd {
    font-size: 11px;
    color: var(--_muted);
    border: 1px solid var(--_border);
    border-block-end-width: 2px;
    border-radius: 4px;
    padding: 0 var(--_u);
    line-height: 16px;
    background: var(--_surface);
    margin-inline-start: auto;
  }
  mark {
    background: none;
    color: inherit;
    font-weight: 600;
  }
  .line {
    margin-block-start: calc(var(--_u) * 1.5);
  }
  .locked {
    display: flex;
    align-items: center;
    gap: calc(var(--_u) * 1.5);
    margin-block-start: calc(var(--_u) * 2);
  }
  .locked svg.i {
    inline-size: 14px;
    block-size: 14px;
  }
  @media (pointer: coarse) {
    .tagadd::before {
      content: "";
      position: absolute;
      inset: -4px 0;
    }
  }
  @media (forced-colors: active) {
    .pop li[aria-selected="true"],
    .tag.hot {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
  @media print {
    .tag button,
    .tagadd,
    .tagbox input,
    .btn {
      display: none;
    }
    .tagbox {
      border: 0;
      padding: 0;
    }
  }
`;
