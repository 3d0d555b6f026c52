import { css } from "lit";

/** What the operator must know before they go on: icon, words, a coloured edge. */
export const callouts = css`
  .callout {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 2px calc(var(--_u) * 2.5);
    padding: calc(var(--_u) * 2.5) calc(var(--_u) * 3);
    border-radius: var(--_r);
    background: var(--_subtle);
    border-inline-start: 3px solid var(--_control-border);
    font-size: var(--_fs-2);
  }
  .callout > svg.i {
    margin-block-start: 2px;
  }
  .callout b {
    font-weight: 600;
    display: block;
  }
  .callout .btn {
    margin-block-start: calc(var(--_u) * 2);
  }
  .callout.warning {
    background: var(--_warning-soft);
    border-color: var(--_warning);
  }
  .callout.warning > svg.i {
    color: var(--_warning);
  }
  .callout.danger {
    background: var(--_danger-soft);
    border-color: var(--_danger);
  }
  .callout.danger > svg.i {
    color: var(--_danger);
  }
  .callout.success {
    background: var(--_success-soft);
    border-color: var(--_success);
  }
  .callout.success > svg.i {
    color: var(--_success);
  }
  .callout.info {
    background: var(--_accent-soft);
    border-color: var(--_accent);
  }
  .callout.info > svg.i {
    color: var(--_accent);
  }
  @media (forced-colors: active) {
    .callout {
      border: 1px solid CanvasText;
      border-inline-start-width: 3px;
    }
  }
`;
