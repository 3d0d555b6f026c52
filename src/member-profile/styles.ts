import { css } from "lit";

/** The frame of the profile: head, two columns from 840, the parts of each. */
const frame = css`
  .profile,
  .cols {
    display: grid;
    gap: 12px;
    grid-template-columns: minmax(0, 1fr);
  }
  .stack {
    display: grid;
    gap: 12px;
    align-content: start;
    grid-template-columns: minmax(0, 1fr);
  }
  @container (inline-size >= 840px) {
    .profile,
    .cols,
    .stack {
      gap: 16px;
    }
    .cols {
      grid-template-columns: minmax(0, 1fr) 336px;
      grid-template-rows: auto 1fr;
    }
    .a {
      grid-area: 1 / 1;
    }
    .b {
      grid-area: 1 / 2 / 3 / 3;
    }
    .c {
      grid-area: 2 / 1;
    }
    .cols.single {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: none;
    }
    .single > * {
      grid-area: auto;
    }
  }
  .head {
    padding: 20px;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 6px 16px;
    align-items: center;
  }
  .acts {
    display: flex;
    gap: 8px;
  }
  .head .acts {
    align-self: start;
  }
  .head h2 {
    font-size: var(--_fs-5);
    font-weight: 600;
    letter-spacing: -0.01em;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  :is(h2, h3, .big):dir(rtl) {
    letter-spacing: 0;
  }
  .ids {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    font-size: var(--_fs-2);
    color: var(--_muted);
    margin-block-start: 2px;
  }
  .id {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .ladder {
    grid-column: 1 / -1;
    margin-block-start: 14px;
    display: flex;
    gap: 4px;
  }
  .ladder li {
    display: grid;
    gap: 7px;
    flex: 1;
    min-inline-size: 0;
    align-content: start;
  }
  .bar {
    display: block;
    inline-size: 100%;
    block-size: 4px;
    border-radius: 2px;
    overflow: hidden;
    background: color-mix(in oklab, var(--_text) 11%, var(--_surface));
    fill: var(--_accent);
  }
  .bar:dir(rtl) {
    transform: scaleX(-1);
  }
  .lab {
    font-size: var(--_fs-1);
    color: var(--_muted);
    display: flex;
    flex-wrap: wrap;
    gap: 0 6px;
    align-items: center;
  }
  .now .lab {
    color: var(--_text);
  }
  @container (inline-size < 640px) {
    .head {
      padding: 16px;
      grid-template-columns: auto minmax(0, 1fr);
    }
    .head .acts {
      grid-area: 1 / 2;
      justify-self: end;
      align-self: center;
    }
    .who {
      grid-column: 1 / -1;
      margin-block-start: 6px;
    }
    .ladder {
      margin-block-start: 8px;
    }
    .ladder {
      flex-wrap: wrap;
      row-gap: 7px;
    }
    .ladder li {
      display: contents;
    }
    .ladder li:not(.now) .lab {
      display: none;
    }
    .ladder .bar {
      flex: 1 1 0;
      min-inline-size: 12px;
    }
    .now .bar {
      flex-grow: 5;
    }
    .now .lab {
      flex: 1 0 100%;
      order: 1;
      justify-content: space-between;
    }
  }
  @media (pointer: coarse) {
    .ids {
      gap: 0 16px;
    }
  }
  @media (forced-colors: active) {
    .bar {
      outline: 1px solid CanvasText;
      fill: Highlight;
      forced-color-adjust: none;
    }
  }
`;

const balances = css`
  .balances {
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
  @container (inline-size >= 560px) {
    .balances {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .balance:nth-child(2) {
      border-block-start: 0;
    }
    .balance:nth-child(even) {
      border-inline-start: 1px solid var(--_border);
    }
    .balance:only-child {
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
  .balance h3 {
    flex: 1;
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
    grid-template-columns: repeat(auto-fit, minmax(min(56px, 100%), 1fr));
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
  .dash,
  .amount.soon {
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

const wallet = css`
  .twin {
    display: grid;
    gap: 16px 24px;
    grid-template-columns: minmax(0, 1fr);
  }
  @container (inline-size >= 560px) {
    .twin {
      grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
    }
  }
  .cards {
    display: grid;
    gap: 16px;
  }
  .punches {
    display: grid;
    grid-template-columns: repeat(5, 30px);
    gap: 10px 8px;
    padding: 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_r-panel);
    background: var(--_subtle);
    justify-content: space-between;
  }
  .punches li {
    inline-size: 30px;
    block-size: 30px;
    border-radius: 50%;
    display: grid;
    place-items: center;
    border: 1.5px solid color-mix(in oklab, var(--_control-border) 60%, var(--_surface));
    background: var(--_surface);
    color: var(--_muted);
    font-size: 11px;
    font-variant-numeric: tabular-nums;
  }
  .punches svg.i {
    inline-size: 14px;
    block-size: 14px;
  }
  .punches .on {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
  }
  .punches .next {
    border: 1.5px dashed var(--_accent);
    color: var(--_accent);
  }
  .after {
    margin-block-start: 8px;
  }
  .consent {
    display: grid;
    grid-template-columns: 16px 1fr auto;
    gap: 0 10px;
    align-items: center;
    font-size: var(--_fs-2);
    padding-block: 5px;
  }
  .consent.yes > svg {
    color: var(--_success);
  }
  .consent.no > svg {
    color: var(--_warning);
  }
  @media (forced-colors: active) {
    .punches .on {
      background: Highlight;
      border-color: Highlight;
      forced-color-adjust: none;
    }
    .punches .on svg.i {
      color: HighlightText;
    }
    .punches .next {
      border-style: dashed;
    }
    .consent:is(.yes, .no) > svg {
      color: CanvasText;
    }
  }
`;

const timeline = css`
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding: 0 16px 12px;
  }
  .day {
    font-size: var(--_fs-1);
    font-weight: 600;
    color: var(--_muted);
    padding: 10px 16px 6px;
    border-block-start: 1px solid var(--_border);
  }
  .activity > .empty,
  .activity > .sk-body {
    border-block-start: 1px solid var(--_border);
  }
  .day + ol {
    padding-block-end: 6px;
  }
  .entry {
    display: grid;
    grid-template-columns: 40px 28px minmax(0, 1fr) auto 104px;
    gap: 0 12px;
    align-items: start;
    padding-block: 7px;
    padding-inline: 16px 8px;
    position: relative;
  }
  .entry > time {
    font-size: var(--_fs-2);
    color: var(--_muted);
    line-height: 28px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .entry .glyph {
    z-index: 1;
  }
  .entry:not(:last-child)::before {
    content: "";
    position: absolute;
    inset-block: 39px -3px;
    inset-inline-start: calc(16px + 40px + 12px + 13.5px);
    border-inline-start: 1px solid var(--_border);
  }
  .t {
    font-weight: 500;
    line-height: 1.4;
    padding-block-start: 4px;
    overflow-wrap: anywhere;
  }
  .m {
    font-size: var(--_fs-2);
    color: var(--_muted);
    display: flex;
    flex-wrap: wrap;
    gap: 0 6px;
    overflow-wrap: anywhere;
  }
  .m > :not(:last-child)::after {
    content: " ·";
  }
  .m .at {
    display: none;
    font-variant-numeric: tabular-nums;
  }
  .amt {
    text-align: end;
    padding-block-start: 4px;
  }
  .bal {
    font-size: var(--_fs-1);
    color: var(--_muted);
    display: block;
  }
  .entry .acts {
    justify-content: flex-end;
    gap: 2px;
  }
  .amount.up {
    color: var(--_success);
  }
  .amount.off {
    text-decoration: line-through;
    color: var(--_muted);
    font-weight: 400;
  }
  .amount.soon {
    color: var(--_muted);
  }
  .more,
  .undoing {
    position: relative;
    z-index: 1;
    grid-column: 3 / -1;
    margin-block: 8px 6px;
    margin-inline: 0 8px;
    padding: 12px 14px;
    border-radius: var(--_r-panel);
    background: var(--_subtle);
  }
  .undoing {
    padding: 8px 12px;
    font-size: var(--_fs-2);
    border: 1px dashed var(--_control-border);
  }
  .undoing .grow {
    flex-basis: 180px;
    overflow-wrap: anywhere;
  }
  .undoing.failed {
    border-style: solid;
    background: var(--_danger-soft);
    border-color: transparent;
  }
  .undoing.failed > svg {
    color: var(--_danger);
  }
  .more .facts {
    grid-template-columns: repeat(2, auto minmax(0, 1fr));
  }
  .more .facts .wide {
    grid-column: 2 / -1;
  }
  .said {
    white-space: pre-wrap;
  }
  @container (inline-size < 840px) {
    .more .facts {
      grid-template-columns: minmax(80px, auto) minmax(0, 1fr);
    }
    .more .facts .wide {
      grid-column: auto;
    }
  }
  @container (inline-size < 560px) {
    .filters .input {
      flex: 1 1 40%;
      min-inline-size: 0;
    }
    .entry {
      grid-template-columns: 28px minmax(0, 1fr) auto;
      gap: 0 10px;
      padding-inline-end: 16px;
    }
    .entry > time,
    .bal:not(.keep) {
      display: none;
    }
    .m .at {
      display: inline;
    }
    .txt {
      display: contents;
    }
    .t {
      grid-area: 1 / 2;
    }
    .m {
      grid-area: 2 / 2;
      padding-block: 3px;
      align-self: center;
    }
    .amt {
      grid-area: 1 / 3;
    }
    .entry .acts {
      grid-area: 2 / 3;
      margin-inline-end: -8px;
    }
    .entry .glyph {
      grid-row: 1 / 3;
    }
    .more,
    .undoing {
      grid-column: 1 / -1;
      margin-inline: 0;
    }
    .entry:not(:last-child)::before {
      inset-inline-start: 29.5px;
    }
  }
  @media (forced-colors: active) {
    .more,
    .undoing {
      border: 1px solid CanvasText;
    }
  }
`;

const waiting = css`
  .sk-body {
    padding: 16px;
    display: grid;
    gap: 14px;
  }
  .sk.disc {
    inline-size: 52px;
    block-size: 52px;
    border-radius: 50%;
  }
  .sk.title {
    inline-size: 46%;
    block-size: 16px;
    margin-block-end: 8px;
  }
  .sk.line {
    inline-size: 24%;
    block-size: 10px;
  }
  .sk.button {
    inline-size: 96px;
    block-size: var(--_control);
    border-radius: var(--_r);
  }
  .sk.figure {
    inline-size: 34%;
    block-size: 26px;
  }
  .sk.row {
    block-size: 14px;
  }
  .gone {
    padding: 14px 16px;
    gap: 12px;
    border-block-end: 1px solid var(--_border);
  }
  .gone-body {
    padding: 14px 16px;
    display: grid;
    gap: 12px;
  }
  .gone-facts dd {
    grid-column: 2;
  }
  .choice {
    justify-content: start;
    text-align: start;
    gap: 12px;
    white-space: normal;
  }
`;

export const styles = [frame, balances, wallet, timeline, waiting];
