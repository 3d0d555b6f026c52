import { css } from "lit";

/** How an act ended: its headline, and the steps of an unknown outcome. */
export const outcomes = css`
  .hero {
    display: grid;
    justify-items: center;
    text-align: center;
    gap: calc(var(--_u) * 1.5);
    padding-block: calc(var(--_u) * 2) var(--_u);
  }
  .hero .glyph {
    inline-size: 44px;
    block-size: 44px;
    margin-block-end: calc(var(--_u) * 1.5);
  }
  .hero .glyph svg.i {
    inline-size: 22px;
    block-size: 22px;
  }
  .hero h3 {
    font-size: var(--_fs-5);
    font-weight: 600;
    letter-spacing: -0.01em;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .hero h3:dir(rtl) {
    letter-spacing: 0;
  }
  .hero p {
    color: var(--_muted);
    max-inline-size: 46ch;
    text-wrap: balance;
  }
  .steps {
    display: grid;
    font-size: var(--_fs-2);
  }
  .steps li {
    display: grid;
    grid-template-columns: 20px 1fr auto;
    gap: 0 calc(var(--_u) * 2.5);
    padding-block: calc(var(--_u) * 2);
    align-items: center;
  }
  .steps li + li {
    border-block-start: 1px solid var(--_border);
  }
  .steps :is(.num, .tally) {
    color: var(--_muted);
  }
`;
