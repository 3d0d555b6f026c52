import { css } from "lit";

/** Fields of a form: label above, help below, the optional marked. Goes with `inputs`. */
export const forms = css`
  .field {
    display: grid;
    gap: var(--_u);
    align-content: start;
    min-inline-size: 0;
  }
  .field > label,
  .label {
    font-size: var(--_fs-2);
    font-weight: 500;
    display: flex;
    justify-content: space-between;
    gap: calc(var(--_u) * 2);
  }
  .field .opt {
    font-weight: 400;
    color: var(--_muted);
  }
  .field > .flag {
    justify-content: start;
    align-items: center;
    min-block-size: var(--_hit);
    cursor: pointer;
  }
  .flag input {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--_accent);
  }
  textarea.input {
    field-sizing: content;
    min-block-size: 64px;
    padding-block: calc(var(--_u) * 1.75);
    resize: vertical;
    display: block;
    line-height: 1.45;
  }
  .remedy {
    justify-self: start;
  }
  .input.amountin {
    min-block-size: 44px;
    font-size: var(--_fs-5);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    padding-inline-end: 72px;
  }
  /* A minus stands before its number in either direction. */
  .input.amountin:dir(rtl) {
    unicode-bidi: plaintext;
    text-align: end;
  }
  .picks {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_u) * 1.5);
    margin-block-start: var(--_u);
  }
  .seg {
    display: flex;
    flex-wrap: wrap;
    padding: 2px;
    gap: 2px;
    border-radius: calc(var(--_r) + 2px);
    background: var(--_subtle);
    border: 1px solid var(--_border);
    inline-size: fit-content;
    max-inline-size: 100%;
  }
  .seg label {
    position: relative;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_u) * 1.5);
    min-block-size: calc(var(--_control) - 6px);
    padding-inline: calc(var(--_u) * 3);
    border-radius: var(--_r);
    border: 1px solid transparent;
    font-size: var(--_fs-2);
    font-weight: 500;
    color: var(--_muted);
    cursor: pointer;
    white-space: nowrap;
  }
  .seg input {
    position: absolute;
    inset: 0;
    opacity: 0;
    margin: 0;
    cursor: pointer;
    inline-size: 100%;
    block-size: 100%;
  }
  .seg label:has(:checked) {
    background: var(--_surface);
    color: var(--_text);
    border-color: var(--_edge);
  }
  .seg label:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  @media (pointer: coarse) {
    .input.amountin {
      font-size: max(16px, var(--_fs-5));
    }
    .seg label {
      min-block-size: var(--_control);
    }
  }
  @media (forced-colors: active) {
    .seg label:has(:checked) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
