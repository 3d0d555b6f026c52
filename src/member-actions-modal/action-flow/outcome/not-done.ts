import { html, nothing, type TemplateResult } from "lit";
import { stop } from "../../../icons/signs.js";
import { warningText } from "../../../parts/reasons.js";
import type { ModalView } from "../../modal-view.js";
import { facts } from "./facts.js";
import type { OpenAction } from "../open-action.js";

/** The headline as one sentence, for the live region. */
export const notDoneSentence = ({ t }: ModalView): string => `${t("error.title")}. ${t("error.unchanged")}`;

/** It was taken and came to nothing: that nothing was changed, and why, as far as the backend says. */
export const notDone = (
  view: ModalView,
  { run: { operation } }: OpenAction,
  reasonName: string | null,
): TemplateResult | typeof nothing => {
  if (!operation) return nothing;
  const { t } = view;
  return html`
    <div class="hero">
      <span class="glyph warning">${stop}</span>
      <h3>${t("error.title")}</h3>
      <p>${t("error.unchanged")}</p>
    </div>
    ${operation.warnings.map(
      (warning) =>
        html`<div class="callout warning">
          ${stop}
          <div dir="auto">${warningText(view.kit, warning)}</div>
        </div>`,
    )}
    ${facts(view, operation, { by: "receipt.requested-by", reasonName })}
  `;
};
