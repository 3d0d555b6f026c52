import { html, nothing, type TemplateResult } from "lit";
import { isFinalRefusal, refusalIn, requestIdOf } from "../errors.js";
import { alert, retry, stop } from "../icons/signs.js";
import { copyable } from "../parts/copyable.js";
import { reasonText, wrongText } from "../parts/reasons.js";
import type { BulkView } from "./bulk-view.js";

/** What went wrong, and, where it may pass, the way to try it again. */
export const bulkFailure = (
  view: BulkView,
  title: string,
  error: unknown,
  again: (() => void) | null,
): TemplateResult => {
  const { t } = view;
  const refusal = refusalIn(error);
  const isFinal = isFinalRefusal(error);
  const id = isFinal ? null : requestIdOf(error);
  const why = refusal
    ? [reasonText(view.kit, refusal), ...refusal.errors.map((each) => wrongText(view.kit, each))]
    : [];
  const press = html`<button type="button" class="btn sm" @click=${again}>${retry}${t("bulk.error.again")}</button>`;
  return html`<div class="callout ${isFinal ? "warning" : "danger"}" role="alert">
    ${isFinal ? stop : alert}
    <div>
      <b>${title}</b><span dir="auto">${[...new Set(why)].join(" ")}</span>
      <div class="row wrap">${again && !isFinal ? press : nothing}${id ? copyable(id, id) : nothing}</div>
    </div>
  </div>`;
};
