import { html, nothing, type TemplateResult } from "lit";
import type { Detail } from "../../../sdk/contract/index.js";
import { check } from "../../icons/signs.js";
import { copyable } from "../../parts/copyable.js";
import { memberPanel } from "../member-panel.js";
import type { ProfileView } from "../profile-view.js";

const leftToRight = new Set(["phone", "number", "date"]);

const detailValue = ({ kind, label, value }: Detail, { t, format }: ProfileView): unknown => {
  if (value === null || value === "") return html`<span class="muted">–</span>`;
  if (kind === "id") return copyable(String(value), t("copy.detail", { label, id: String(value) }));
  if (kind === "date") return format.date(String(value));
  if (kind === "language") return format.language(String(value));
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  return html`<bdi class=${leftToRight.has(kind) ? "num" : ""}
    >${typeof value === "number" ? format.number(value) : value}</bdi
  >`;
};

const row = (detail: Detail, view: ProfileView): TemplateResult =>
  html`<dt>${view.translate(`detail.${detail.id}`, detail.label)}</dt>
    <dd>
      ${detailValue(detail, view)}
      ${detail.verified ? html`<span class="badge success">${check}${view.t("verified")}</span>` : nothing}
    </dd>`;

/** Personal details, read only, in the backend's order. */
export const details = memberPanel({
  name: "details",
  place: "side",
  title: "details",
  draw: ({ member, view }) =>
    html`<div class="body">
      ${
        member.details.length
          ? html`<dl class="facts">${member.details.map((detail) => row(detail, view))}</dl>`
          : html`<p class="small muted">${view.t("details.none")}</p>`
      }
    </div>`,
});
