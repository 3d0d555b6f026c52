import { css } from "lit";

/** Before → after: the kit's one figure of speech. */
export const delta = css`
  .delta {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--_u) * 1.5);
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .delta.texts {
    flex-wrap: wrap;
    gap: 0 calc(var(--_u) * 1.5);
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .delta .b {
    color: var(--_muted);
  }
  .delta .a {
    font-weight: 600;
  }
  .delta svg.i {
    color: var(--_muted);
    inline-size: 14px;
    block-size: 14px;
  }
`;
