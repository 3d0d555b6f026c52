import { html, type TemplateResult } from "lit";
import { copy } from "../icons/things.js";

/** How long a button shows that it has copied, in milliseconds. */
const SHOWN_MS = 2_000;

const copyText = async (event: MouseEvent, text: string): Promise<void> => {
  const button = event.currentTarget as HTMLElement;
  // A page may forbid writing to the clipboard, or be too insecure to have one; the id can still be selected.
  const copied = await (navigator.clipboard as Clipboard | undefined)?.writeText(text).then(
    () => true,
    () => false,
  );
  if (!copied) return;
  button.dataset.copied = "";
  setTimeout(() => delete button.dataset.copied, SHOWN_MS);
  button.dispatchEvent(new CustomEvent("copied", { detail: text, bubbles: true }));
};

/**
 * Text that copies itself, whole, and tells its element so by a `copied` event, to be announced. `label` says what it
 * is and repeats it; `shown` is how it is drawn.
 */
export const copyableText = (text: string, label: string, look = "", shown: unknown = text): TemplateResult =>
  html`<button type="button" class="copy" aria-label=${label} @click=${(event: MouseEvent) => copyText(event, text)}>
    <span class=${look}>${shown}</span>${copy}
  </button>`;

/** The same of an id, which is read letter by letter. */
export const copyable = (id: string, label: string): TemplateResult => copyableText(id, label, "mono");
