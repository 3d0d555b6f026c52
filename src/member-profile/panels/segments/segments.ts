import { html } from "lit";
import { chips } from "../../chips.js";
import type { OpenPanel } from "../../panel.js";

/** The segments that the member is in, to read only (S2-11). */
export const open = (): OpenPanel => ({
  draw: ({ member }) => html`<div class="body">${chips(member.segments.map(({ name }) => name))}</div>`,
});
