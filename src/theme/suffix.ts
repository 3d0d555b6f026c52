import { css } from "lit";

/** An input with a sign before it, or a unit behind. Goes with `inputs`. */
export const suffix = css`
  .suffix {
    position: relative;
    display: block;
  }
  .suffix > span {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 12px;
    display: grid;
    place-items: center;
    color: var(--_muted);
    pointer-events: none;
  }
  .suffix > svg.i {
    position: absolute;
    inset-inline-start: 10px;
    inset-block-start: calc(50% - 8px);
    color: var(--_muted);
    pointer-events: none;
  }
  .suffix > svg.i + .input {
    padding-inline-start: 34px;
  }
`;
