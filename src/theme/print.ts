import { css } from "lit";

/** On paper: black on white, whatever the theme of the page. What is to be pressed is hidden by each element itself. */
export const print = css`
  @media print {
    :host {
      color-scheme: light;
      --_text: #000;
      --_muted: #000;
      --_accent: #000;
      --_surface: #fff;
      --_subtle: #fff;
      --_border: #999;
      --_shadow: none;
    }
    .copy svg.i {
      display: none;
    }
  }
`;
