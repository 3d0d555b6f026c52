import { css } from "lit";

/** Buttons, and ids that copy themselves. One filled button (`primary`) a view. */
export const buttons = css`
  .btn {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: var(--_control);
    padding-inline: 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_r);
    background: var(--_surface);
    font-weight: 500;
    line-height: 1.2;
    white-space: nowrap;
    cursor: pointer;
    text-decoration: none;
    transition:
      background-color var(--_dur) var(--_ease),
      border-color var(--_dur) var(--_ease);
  }
  /* what is only heard takes no room beside what is seen */
  .btn:has(> .vh) {
    gap: 0;
  }
  .btn svg.i {
    inline-size: 14px;
    block-size: 14px;
  }
  .btn:hover {
    background: var(--_subtle);
  }
  .btn:active {
    background: color-mix(in oklab, var(--_text) 9%, var(--_surface));
  }
  .btn.primary {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
  }
  .btn.primary:hover {
    background: color-mix(in oklab, var(--_accent) 90%, var(--_text));
  }
  .btn.ghost {
    border-color: transparent;
    background: none;
    color: var(--_muted);
    padding-inline: 8px;
  }
  .btn.ghost:hover {
    background: var(--_subtle);
    color: var(--_text);
  }
  .btn.link {
    border-color: transparent;
    background: none;
    color: var(--_accent);
    padding-inline: 8px;
  }
  .btn.link:hover {
    background: var(--_accent-soft);
  }
  .btn.sm {
    min-block-size: var(--_hit);
    min-inline-size: var(--_hit);
    padding-inline: 8px;
    font-size: var(--_fs-2);
  }
  .btn.icon {
    inline-size: var(--_hit);
    min-inline-size: 28px;
    min-block-size: max(28px, var(--_hit));
    padding: 0;
  }
  .btn.icon svg.i {
    inline-size: 16px;
    block-size: 16px;
  }
  .btn[aria-expanded="true"] {
    background: var(--_accent-soft);
    color: var(--_accent);
  }
  .btn.btn[aria-disabled="true"],
  .btn.btn:disabled {
    background: var(--_subtle);
    border-color: var(--_border);
    color: var(--_muted);
    cursor: not-allowed;
  }
  /* no frame says that it can be pressed, and none that it can't */
  .btn.btn:is(.ghost, .link)[aria-disabled="true"] {
    background: none;
    border-color: transparent;
    color: color-mix(in oklab, var(--_muted) 70%, var(--_surface));
  }
  .btn[aria-disabled="true"][title] {
    position: relative;
  }
  .btn[aria-disabled="true"][title]:focus-visible::after {
    content: attr(title) / "";
    position: absolute;
    inset-block-start: calc(100% + 6px);
    inset-inline-end: 0;
    z-index: 3;
    inline-size: max-content;
    max-inline-size: max(240px, 15rem);
    padding: 6px 10px;
    border-radius: var(--_r);
    background: var(--_text);
    color: var(--_surface);
    font-size: var(--_fs-1);
    font-weight: 400;
    white-space: normal;
    text-align: start;
  }

  .copy {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 24px;
    padding: 0 4px;
    margin-inline: -4px;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--_muted);
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .copy:hover {
    background: var(--_subtle);
    color: var(--_text);
  }
  .copy svg.i {
    inline-size: 14px;
    block-size: 14px;
    opacity: 0.75;
  }
  .copy[data-copied] svg.i {
    display: none;
  }
  .copy[data-copied]::after {
    content: "✓" / "";
    inline-size: 14px;
    color: var(--_success);
  }
  @media (pointer: coarse) {
    .copy {
      min-block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .btn.primary {
      background: Highlight;
      color: HighlightText;
      border-color: Highlight;
      forced-color-adjust: none;
    }
  }
`;
