import { css } from "lit";

/** Inputs and native selects; `chip` is the small one of a filter. */
export const inputs = css`
  .input {
    inline-size: 100%;
    min-block-size: var(--_control);
    padding: var(--_u) calc(var(--_u) * 2.5);
    border: 1px solid var(--_control-border);
    border-radius: var(--_r);
    background: var(--_surface);
  }
  .input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  select.input {
    appearance: none;
    padding-inline-end: calc(var(--_u) * 7);
    cursor: pointer;
    text-overflow: ellipsis;
    background-image:
      linear-gradient(45deg, transparent 39%, var(--_muted) 41% 59%, transparent 61%),
      linear-gradient(-45deg, transparent 39%, var(--_muted) 41% 59%, transparent 61%);
    background-size: 5px 5px;
    background-repeat: no-repeat;
    background-position:
      right 14px center,
      right 10px center;
  }
  select.input:dir(rtl) {
    background-position:
      left 10px center,
      left 14px center;
  }
  select.chip {
    inline-size: auto;
    min-inline-size: 0;
    max-inline-size: 100%;
    font-size: var(--_fs-2);
    min-block-size: var(--_hit);
    border-color: var(--_edge);
    padding-block: 2px;
  }
  .input[aria-invalid="true"] {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }
  .help {
    font-size: var(--_fs-1);
    color: var(--_muted);
  }
  .err {
    font-size: var(--_fs-1);
    color: var(--_danger);
    display: flex;
    gap: var(--_u);
    align-items: baseline;
  }
  .err svg.i {
    inline-size: 14px;
    block-size: 14px;
    align-self: center;
  }
  @media (forced-colors: active) {
    select.input {
      appearance: auto;
      background-image: none;
    }
  }
`;
