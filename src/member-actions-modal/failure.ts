import { html, nothing, type TemplateResult } from "lit";
import { alert, retry as retryIcon, stop } from "../icons/signs.js";
import { copyable } from "../parts/copyable.js";
import { isFinalRefusal, isNotDone, kindOf, refusalIn, rejectedIn, requestIdOf } from "../errors.js";
import { reasonText, warningText } from "../parts/reasons.js";
import type { ModalView } from "./modal-view.js";

/** Says what happened and whether anything was changed. Unknown outcomes are not failures and never come here. */
const failureText = (view: Pick<ModalView, "t" | "kit">, error: unknown): string => {
  const { t } = view;
  if (isNotDone(error)) return t("error.not-done");
  const rejected = rejectedIn(error);
  if (rejected)
    return [...rejected.warnings.map((warning) => warningText(view.kit, warning)), t("error.unchanged")].join(" ");
  const kind = kindOf(error);
  if (kind === "authentication") return t("error.sign-in");
  if (kind === "network") return t(navigator.onLine ? "error.network" : "error.offline");
  if (kind === "timeout") return t("error.slow");
  if (kind === "contract") return t("error.contract");
  const refusal = refusalIn(error);
  return refusal ? `${reasonText(view.kit, refusal)} ${t("error.unchanged")}` : t("error.unchanged");
};

/**
 * Says what went wrong and whether anything was changed. What may pass can be tried again, and has its request's id;
 * what is refused for good has neither.
 */
export const failureCallout = (
  view: Pick<ModalView, "t" | "kit">,
  title: string,
  error: unknown,
  retry?: () => void,
): TemplateResult => {
  const isFinal = isFinalRefusal(error);
  const requestId = isFinal ? null : requestIdOf(error);
  return html`<div class="callout ${isFinal ? "warning" : "danger"}" role="alert" tabindex="-1" id="failure">
    ${isFinal ? stop : alert}
    <div>
      <b>${title}</b><span dir="auto">${failureText(view, error)}</span>
      <div class="row wrap">
        ${
          retry && !isFinal
            ? html`<button type="button" class="btn sm" @click=${retry}>${retryIcon}${view.t("error.retry")}</button>`
            : nothing
        }
        ${requestId ? copyable(requestId, view.t("error.request", { id: requestId })) : nothing}
      </div>
    </div>
  </div>`;
};
