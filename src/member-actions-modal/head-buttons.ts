import { html, type TemplateResult } from "lit";
import { back } from "../icons/dialog.js";
import { cross } from "../icons/signs.js";
import type { ModalView } from "./modal-view.js";

/** Leads to what the dialog showed before. */
export const backButton = (t: ModalView["t"], goBack: () => void): TemplateResult =>
  html`<button
    type="button"
    class="btn ghost icon"
    id="back"
    aria-label=${t("modal.back")}
    title=${t("modal.back")}
    @click=${goBack}
  >
    ${back}
  </button>`;

/** Closes the dialog. */
export const closeButton = (t: ModalView["t"], close: () => void): TemplateResult =>
  html`<button
    type="button"
    class="btn ghost icon"
    id="close"
    aria-label=${t("modal.close")}
    title=${t("modal.close")}
    @click=${close}
  >
    ${cross}
  </button>`;
