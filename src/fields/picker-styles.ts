import { css } from "lit";

/** The list that a picker shows. */
export const pickers = css`
  .picker .rows {
    display: flex;
    flex-direction: column;
    max-block-size: max(264px, 16.5rem);
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--_control-border);
    border-radius: var(--_r);
  }
  .picker[aria-busy="true"] .rows {
    border-color: var(--_border);
  }
  .pick {
    display: flex;
    flex: none;
    align-items: baseline;
    gap: calc(var(--_u) * 2.5);
    padding: calc(var(--_u) * 2) calc(var(--_u) * 3);
    min-block-size: var(--_hit);
    cursor: pointer;
  }
  .pick + .pick {
    border-block-start: 1px solid var(--_border);
  }
  .pick:hover,
  .pick:has(:checked) {
    background: var(--_subtle);
  }
  .pick:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }
  .pick:has(:disabled) {
    color: var(--_muted);
    cursor: not-allowed;
  }
  .pick input {
    margin: 0;
    inline-size: 16px;
    block-size: 16px;
    flex: none;
    align-self: flex-start;
    margin-block-start: 2px;
    accent-color: var(--_accent);
  }
  .pick input:focus-visible {
    outline: none;
  }
  .pick :is(b, small, span) {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .pick b {
    display: block;
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .pick small {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    font-size: var(--_fs-1);
    color: var(--_muted);
  }
  .pick .stock {
    flex: none;
    font-size: var(--_fs-1);
    color: var(--_muted);
    text-align: end;
  }
  .pick .stock > * {
    display: block;
    font-variant-numeric: tabular-nums;
  }
  .pick small.why {
    display: flex;
    gap: var(--_u);
    margin-block-start: 2px;
  }
  .why svg.i {
    flex: none;
    inline-size: 12px;
    block-size: 12px;
    margin-block-start: 2px;
  }
  .pick .sk {
    block-size: 14px;
    inline-size: 55%;
  }
  .picker .nothing {
    padding: calc(var(--_u) * 3);
    font-size: var(--_fs-2);
    color: var(--_muted);
    text-align: center;
  }
  .picker .rows > .btn {
    align-self: center;
    margin-block-end: calc(var(--_u) * 3);
  }
  .picker .label {
    inline-size: 100%;
    margin-block-end: var(--_u);
  }
  @media (forced-colors: active) {
    .pick:has(:checked) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
