import { css } from "lit";

/** A short line with an undo, drawn in place; never for errors or receipts. */
export const toasts = css`
  .toast {
    display: flex;
    align-items: center;
    gap: calc(var(--_u) * 2.5);
    padding-block: calc(var(--_u) * 1.5);
    padding-inline: calc(var(--_u) * 3.5) calc(var(--_u) * 1.5);
    border-radius: calc(var(--_r) + 2px);
    background: var(--_text);
    color: var(--_surface);
    box-shadow: var(--_shadow);
    font-size: var(--_fs-2);
    inline-size: fit-content;
    max-inline-size: 100%;
    overflow-wrap: anywhere;
  }
  .toast .btn {
    background: none;
    border-color: transparent;
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .toast .btn:focus-visible {
    outline-color: currentColor;
    outline-offset: -2px;
  }
  @media (forced-colors: active) {
    .toast {
      border: 1px solid CanvasText;
    }
  }
`;
