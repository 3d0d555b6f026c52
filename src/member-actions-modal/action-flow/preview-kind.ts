import { html, type TemplateResult } from "lit";
import type { Capabilities, Operation } from "../../../sdk/contract/index.js";
import type { PreviewKind } from "../../controllers/action-preview.js";
import type { ModalView } from "../modal-view.js";

/** The previews of a backend. Of one of the lowest level, or of a kind that the kit does not know, it asks for none. */
export const previewKind = ({ level, preview }: Capabilities): PreviewKind => {
  if (level !== "preview" && level !== "bulk") return "none";
  return preview === "exact" || preview === "estimate" ? preview : "none";
};

/** Shows an amount of an operation as it stands, or as "about" so much where the operation is an estimate. */
export type About = (amount: string) => TemplateResult;

const exactly: About = (amount) => html`<bdi class="num">${amount}</bdi>`;

export const aboutIn = (view: ModalView, { status }: Operation): About => {
  if (status !== "simulated" || previewKind(view.capabilities) !== "estimate") return exactly;
  // Isolated, so that the word stands before the number in either direction.
  return (amount) => html`<span>${view.t("effect.about", { amount: `\u2066${amount}\u2069` })}</span>`;
};
