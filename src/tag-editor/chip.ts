import { html, type TemplateResult } from "lit";
import { cross } from "../icons/signs.js";

/** A tag that may only be looked at. */
export const plainChip = (tag: string): TemplateResult =>
  html`<span class="tag plain" part="tag"><span title=${tag}>${tag}</span></span>`;

/** A tag whose write is not confirmed yet: dashed, since it is no record. `words` says what it waits for. */
export const pendingChip = (tag: string, words: string): TemplateResult =>
  html`<span class="tag new" part="tag" role="img" aria-label=${words}><span title=${words}>${tag}</span></span>`;

interface ChipOptions {
  /** Marked by a first Backspace. */
  hot: boolean;
  label: string;
  remove: (event: Event) => void;
}

/** A tag with its remove button. */
export const chip = (tag: string, { hot, label, remove }: ChipOptions): TemplateResult =>
  html`<span class="tag ${hot ? "hot" : ""}" part="tag"
    ><span title=${tag}>${tag}</span><button type="button" aria-label=${label} @click=${remove}>${cross}</button></span
  >`;
