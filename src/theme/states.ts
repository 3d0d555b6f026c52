import { css } from "lit";

/** Loading, empty, broken, offline: what every surface can be. */
export const states = css`
  .empty {
    display: grid;
    justify-items: center;
    text-align: center;
    gap: 4px;
    padding: 28px 20px;
  }
  .empty .glyph {
    margin-block-end: 6px;
    inline-size: 36px;
    block-size: 36px;
  }
  .empty .glyph svg.i {
    inline-size: 16px;
    block-size: 16px;
  }
  .empty :is(h2, h3) {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .empty p {
    color: var(--_muted);
    font-size: var(--_fs-2);
    max-inline-size: 40ch;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .empty .row {
    margin-block-start: 10px;
    justify-content: center;
  }
  .sk {
    display: block;
    border-radius: 4px;
    background: color-mix(in oklab, var(--_text) 8%, var(--_surface));
    animation: mk-pulse 1.6s ease-in-out infinite alternate;
  }
  @keyframes mk-pulse {
    to {
      opacity: 0.5;
    }
  }
  .banner {
    display: flex;
    align-items: center;
    gap: 10px;
    padding-block: 8px;
    padding-inline: 16px 8px;
    font-size: var(--_fs-2);
    background: var(--_warning-soft);
    color: var(--_text);
    border: 1px solid var(--_border);
    border-radius: var(--_r-panel);
  }
  .banner > svg.i {
    color: var(--_warning);
  }
  .spin {
    inline-size: 16px;
    block-size: 16px;
    flex: none;
    border-radius: 50%;
    border: 2px solid color-mix(in oklab, var(--_accent) 25%, transparent);
    border-block-start-color: var(--_accent);
    animation: mk-spin 0.9s linear infinite;
  }
  @keyframes mk-spin {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .sk {
      animation: none;
    }
    .spin {
      animation-duration: 2.4s;
    }
  }
  @media (forced-colors: active) {
    .sk {
      background: GrayText;
      forced-color-adjust: none;
    }
  }
`;
