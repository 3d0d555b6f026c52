import { css } from "lit";

/** The only red fill, and the edge that announces it: for what can't be undone. Goes before `buttons`. */
export const dangerButtons = css`
  .btn.danger {
    border-color: color-mix(in oklab, var(--_danger) 45%, var(--_border));
    color: var(--_danger);
  }
  .btn.danger:hover {
    background: var(--_danger-soft);
  }
  .btn.danger.fill {
    background: var(--_danger);
    border-color: var(--_danger);
    color: var(--_surface);
  }
  @media (forced-colors: active) {
    .btn.danger.fill:not([aria-disabled="true"]) {
      border-width: 2px;
    }
  }
`;
