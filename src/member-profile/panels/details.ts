import { html, nothing, type TemplateResult } from "lit";
import type { Consent, Detail } from "../../sdk/contract/index.js";
import { check, checkCircle, stop } from "../icons/signs.js";
import { copyable } from "../parts/copyable.js";
import type { View } from "./profile-view.js";

const consentWords = ({ granted, at }: Consent, view: View): string =>
  at === null ? view.t("consent.never") : view.t(granted ? "consent.granted" : "consent.withdrawn", { date: view.format.date(at) });

/** Consents by channel: records, not switches, since changing one is an action. */
export const consents = (list: readonly Consent[], view: View): TemplateResult =>
  list.length
    ? html`<ul>
        ${list.map(
          (consent) =>
            html`<li class="consent ${consent.granted ? "yes" : "no"}">
              ${consent.granted ? checkCircle : stop}<span>${view.label("channel", consent.channel)}</span
              ><span class="muted">${consentWords(consent, view)}</span>
            </li>`,
        )}
      </ul>`
    : html`<p class="small muted">${view.t("consents.none")}</p>`;

const leftToRight = new Set(["phone", "number", "date"]);

const detailValue = ({ kind, label, value }: Detail, view: View): unknown => {
  if (value === null || value === "") return html`<span class="muted">–</span>`;
  if (kind === "id") return copyable(String(value), view.t("copy.detail", { label, id: String(value) }));
  if (kind === "date") return view.format.date(String(value));
  if (kind === "language") return view.format.language(String(value));
  if (typeof value === "boolean") return view.t(value ? "yes" : "no");
  return html`<bdi class=${leftToRight.has(kind) ? "num" : ""}>${typeof value === "number" ? view.format.number(value) : value}</bdi>`;
};

/** Personal details, read only, in the backend's order. */
export const details = (list: readonly Detail[], view: View): TemplateResult =>
  list.length
    ? html`<dl class="facts">
        ${list.map(
          (detail) =>
            html`<dt>${view.say(`detail.${detail.id}`, detail.label)}</dt>
              <dd>
                ${detailValue(detail, view)}
                ${detail.verified ? html`<span class="badge success">${check}${view.t("verified")}</span>` : nothing}
              </dd>`,
        )}
      </dl>`
    : html`<p class="small muted">${view.t("details.none")}</p>`;

/** Words to look at: segments, and tags before they can be edited. */
export const chips = (names: readonly string[]): TemplateResult =>
  html`<div class="tags">${names.map((name) => html`<span class="tag plain"><span title=${name}>${name}</span></span>`)}</div>`;
