import { css } from "lit";

export const styles = css`
  .balances-panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .balance {
    padding: 14px 16px 16px;
    min-inline-size: 0;
  }
  .balance + .balance {
    border-block-start: 1px solid var(--_border);
  }
  @container (inline-size >= max(560px, 35rem)) {
    .balances-panel {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .balance:nth-child(2) {
      border-block-start: 0;
    }
    .balance:nth-child(even) {
      border-inline-start: 1px solid var(--_border);
    }
    .balance:only-of-type {
      grid-column: 1 / -1;
    }
  }
  .bhead {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px;
    min-block-size: var(--_hit);
  }
  .bhead > div {
    display: flex;
    gap: 4px;
  }
  .balance h3 {
    flex: 1 1 auto;
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: var(--_fs-2);
    font-weight: 600;
  }
  .balance h3 svg {
    color: var(--_muted);
  }
  .main {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    justify-content: space-between;
    gap: 12px;
    margin-block: 8px 14px;
  }
  .big {
    font-variant-numeric: lining-nums;
    font-size: var(--_fs-6);
    font-weight: 600;
    letter-spacing: -0.02em;
    line-height: 1.1;
  }
  .big:dir(rtl) {
    letter-spacing: 0;
  }
  .spark {
    inline-size: 120px;
    block-size: 36px;
    flex: none;
    overflow: visible;
  }
  .spark:dir(rtl) {
    transform: scaleX(-1);
  }
  .spark path {
    fill: none;
    stroke: var(--_accent);
    stroke-width: 1.5;
    stroke-linejoin: round;
  }
  .spark .area {
    fill: var(--_accent);
    opacity: 0.1;
    stroke: none;
  }
  .spark circle {
    fill: var(--_accent);
    stroke: var(--_surface);
    stroke-width: 2;
  }
  .minis {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(max(56px, 3.5rem), 100%), 1fr));
    gap: 8px;
  }
  .minis dt {
    font-size: var(--_fs-1);
    color: var(--_muted);
  }
  .minis dd {
    font-size: var(--_fs-2);
    font-weight: 500;
  }
  .minis .note {
    display: block;
    font-weight: 400;
    font-size: var(--_fs-1);
    color: var(--_muted);
  }
  .dash {
    text-decoration: underline dashed 1px;
    text-underline-offset: 4px;
    text-decoration-color: var(--_control-border);
  }
  @media (forced-colors: active) {
    .spark path,
    .spark circle {
      stroke: CanvasText;
    }
    .spark circle {
      fill: CanvasText;
    }
    .spark .area {
      display: none;
    }
  }
`;
