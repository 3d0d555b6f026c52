import { html, type TemplateResult } from "lit";

/** The shape of the menu to come. */
export const skeleton = (label: string): TemplateResult => html`
  <div class="tiles" aria-busy="true" aria-label=${label} role="status">
    ${Array.from({ length: 8 }, () => html`<span class="sk tile-sk"></span>`)}
  </div>
`;
