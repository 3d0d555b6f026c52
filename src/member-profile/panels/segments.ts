import { html, nothing } from "lit";
import { tags as styles } from "../../theme/tags.js";
import { chips } from "../chips.js";
import { memberPanel } from "../member-panel.js";

/** The segments that the member is in. */
export const segments = memberPanel({
  name: "segments",
  place: "side",
  title: "segments",
  styles,
  draw: ({ member }) =>
    member.segments.length ? html`<div class="body">${chips(member.segments.map(({ name }) => name))}</div>` : nothing,
});
