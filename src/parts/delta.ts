import { html, type TemplateResult } from "lit";
import { arrow } from "../icons/signs.js";

/** Before → after: the kit's one figure of speech. `to` is what a screen reader hears for the arrow. */
export const delta = (before: unknown, after: unknown, to: string): TemplateResult =>
  html`<span class="delta"
    ><bdi class="b">${before}</bdi>${arrow}<span class="vh">${to}</span><bdi class="a">${after}</bdi></span
  >`;
