import { html, type TemplateResult } from "lit";
import { arrow } from "../icons/signs.js";

/**
 * Before → after: the kit's one figure of speech. `to` is what a screen reader hears for the arrow. Texts, which may be
 * long, break into lines.
 */
export const delta = (before: unknown, after: unknown, to: string, look: "" | "texts" = ""): TemplateResult =>
  html`<span class="delta ${look}"
    ><bdi class="b">${before}</bdi>${arrow}<span class="vh">${to}</span><bdi class="a">${after}</bdi></span
  >`;
