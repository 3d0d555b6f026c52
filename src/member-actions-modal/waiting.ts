import { html, nothing, type TemplateResult } from "lit";
import { failureCallout } from "./failure.js";
import type { ModalView } from "./modal-view.js";

interface WaitingOptions {
  /** Why the data could not be read; undefined: it was not, or not yet. */
  readonly error: unknown;
  /** Reading takes so long that a skeleton should be shown. */
  readonly slow: boolean;
  readonly retry: () => void;
  readonly close: () => void;
}

/** The shape of the menu to come. */
const skeleton = (label: string): TemplateResult => html`
  <div class="tiles" aria-busy="true" aria-label=${label} role="status">
    ${Array.from({ length: 8 }, () => html`<span class="sk tile-sk"></span>`)}
  </div>
`;

const content = (view: Pick<ModalView, "t" | "kit">, { error, slow, retry }: WaitingOptions): unknown => {
  if (error) return failureCallout(view, view.t("error.load"), error, retry);
  return slow ? skeleton(view.t("modal.loading")) : nothing;
};

/** The dialog before the member is known. It can already be cancelled. */
export const waiting = (view: Pick<ModalView, "t" | "kit">, options: WaitingOptions): TemplateResult => html`
  <div class="dhead">
    <div class="grow"><h2 id="title" tabindex="-1">${view.t("modal.title")}</h2></div>
  </div>
  <div class="body">${content(view, options)}</div>
  <div class="dfoot">
    <span class="grow"></span>
    <button type="button" class="btn" id="cancel" @click=${options.close}>${view.t("modal.cancel")}</button>
  </div>
`;
