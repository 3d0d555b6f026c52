import { html, nothing, type TemplateResult } from "lit";
import type { Detail } from "../../../sdk/contract/index.js";
import { MASKED } from "../../../sdk/contract/masked.js";
import { phoneGroups } from "../../format/phone.js";
import { check } from "../../icons/signs.js";
import { copyable, copyableText } from "../../parts/copyable.js";
import { memberPanel } from "../member-panel.js";
import type { DrawMasked } from "../panel.js";
import type { ProfileView } from "../profile-view.js";

/** The groups only look apart: the number is copied as it is. */
const phoneNumber = (phone: string): TemplateResult =>
  html`<bdi class="num">${phoneGroups(phone).map((group) => html`<span>${group}</span>`)}</bdi>`;

const detailValue = ({ kind, label, value }: Detail, { t, format, currency }: ProfileView): unknown => {
  if (value === null || value === "") return html`<span class="muted">–</span>`;
  const text = String(value);
  const copies = t("copy.detail", { label, id: text });
  if (kind === "id") return copyable(text, copies);
  if (kind === "phone") return copyableText(text, copies, "", phoneNumber(text));
  if (kind === "email") return copyableText(text, copies);
  if (kind === "date") return format.date(String(value));
  if (kind === "language") return format.language(String(value));
  if (kind === "currency") return currency(String(value)).label;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  return typeof value === "number" ? html`<bdi class="num">${format.number(value)}</bdi>` : html`<bdi>${value}</bdi>`;
};

/** A masked detail is dots until what can show it is there: no first view waits for that. */
const row = (detail: Detail, view: ProfileView, masked: DrawMasked | undefined): TemplateResult =>
  html`<dt>${view.translate(`detail.${detail.id}`, detail.label)}</dt>
    <dd>
      ${detail.kind === MASKED && masked ? masked(detail, view, detailValue) : detailValue(detail, view)}
      ${detail.verified ? html`<span class="badge success">${check}${view.t("verified")}</span>` : nothing}
    </dd>`;

/** Personal details, read only, in the backend's order. */
export const details = memberPanel({
  name: "details",
  place: "side",
  title: "details",
  act: ["edit-profile", "edit"],
  draw: ({ member, view, later }) =>
    html`<div class="body">
      ${
        member.details.length
          ? html`<dl class="facts">${member.details.map((detail) => row(detail, view, later?.masked))}</dl>`
          : html`<p class="small muted">${view.t("details.none")}</p>`
      }
    </div>`,
});
