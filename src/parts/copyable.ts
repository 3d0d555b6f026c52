import { html, type TemplateResult } from "lit";
import { copy } from "../icons/things.js";

const copyText = async (event: MouseEvent, text: string): Promise<void> => {
  const button = event.currentTarget as HTMLElement;
  // A page may forbid writing to the clipboard, or be too insecure to have one; the id can still be selected.
  const copied = await (navigator.clipboard as Clipboard | undefined)?.writeText(text).then(
    () => true,
    () => false,
  );
  if (copied) button.dispatchEvent(new CustomEvent("copied", { detail: text, bubbles: true }));
};

/** An id that copies itself, whole, and tells its element so by a `copied` event, to be announced. `label` says what it is and repeats the id. */
export const copyable = (id: string, label: string): TemplateResult =>
  html`<button type="button" class="copy" aria-label=${label} @click=${(event: MouseEvent) => copyText(event, id)}>
    <span class="mono">${id}</span>${copy}
  </button>`;
