import { html, type TemplateResult } from "lit";

/** Words that can only be read: segments, and tags before their editor is there. */
export const chips = (names: readonly string[]): TemplateResult =>
  html`<div class="tags">
    ${names.map((name) => html`<span class="tag plain"><span title=${name}>${name}</span></span>`)}
  </div>`;
