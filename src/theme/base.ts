import { css } from "lit";

/** Resets, type, the focus ring and the few words of layout that everything else is written in. */
export const base = css`
  :host {
    display: block;
    container-type: inline-size;
    font-family: var(--_font);
    font-size: var(--_fs);
    line-height: 1.45;
    color: var(--_text);
    text-align: start;
    /* Japanese breaks between phrases: no date in two */
    word-break: auto-phrase;
    -webkit-font-smoothing: antialiased;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :where(h1, h2, h3, h4, p, ul, ol, dl, dd, figure, fieldset, legend) {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
    font: inherit;
  }
  :where(ul, ol) {
    list-style: none;
  }
  :where(button, input, select, textarea) {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  svg.i {
    inline-size: 16px;
    block-size: 16px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  svg.flip:dir(rtl) {
    transform: scaleX(-1);
  }
  /* a number, a sign or an id reads left to right in every language; the line around it does not */
  .num,
  .amount,
  .mono {
    direction: ltr;
    unicode-bidi: isolate;
  }
  /* words with a number among them read as the line does */
  .num,
  .tally {
    font-variant-numeric: tabular-nums lining-nums;
    white-space: nowrap;
  }
  .mono {
    font-family: var(--_mono);
    font-size: 0.93em;
  }
  .muted {
    color: var(--_muted);
  }
  .small {
    font-size: var(--_fs-1);
  }
  .medium {
    font-weight: 500;
  }
  .strong {
    font-weight: 600;
  }
  .vh {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .grow {
    flex: 1;
    min-inline-size: 0;
  }
  .row {
    display: flex;
    align-items: center;
    gap: calc(var(--_u) * 2);
    min-inline-size: 0;
  }
  .wrap {
    flex-wrap: wrap;
  }
  .between {
    justify-content: space-between;
  }
  .amount {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  /* focus: one ring everywhere, two pixels, off the edge, never removed */
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
    border-radius: var(--_r);
  }
  :is(input, select, textarea):focus-visible {
    outline-offset: -1px;
    border-color: var(--_focus);
  }
  @media (pointer: coarse) {
    /* text that will not make iOS zoom */
    :is(input, select, textarea) {
      font-size: max(16px, var(--_fs));
    }
  }
  @media (forced-colors: active) {
    :focus-visible {
      outline-color: Highlight;
    }
    /* a colour of an icon's own would stay, on whatever ground the reader has */
    svg.i {
      color: inherit !important;
    }
    :is([aria-disabled="true"], :disabled),
    [aria-disabled="true"] :is(b, small) {
      color: GrayText;
      border-color: GrayText;
    }
  }
`;
