import { html, nothing, type TemplateResult } from "lit";
import type { Detail } from "../../../sdk/contract/index.js";
import { MASKED } from "../../../sdk/contract/masked.js";
import { phoneGroups } from "../../format/phone.js";
import { check } from "../../icons/signs.js";
import { LatePart } from "../../late-part.js";
import { copyable, copyableText } from "../../parts/copyable.js";
import type { EarlyPanel } from "../panel.js";
import type { ProfileView } from "../profile-view.js";
import type { Reveals } from "../reveals.js";

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

/** A masked detail is dots until what can show it is there, which nothing of the first view waits for. */
const shownValue = (detail: Detail, view: ProfileView, reveals: LatePart<Reveals>): unknown => {
  const drawn = (known: Detail): unknown => detailValue(known, view);
  if (detail.kind !== MASKED || !view.operator) return drawn(detail);
  void reveals.load();
  return reveals.value?.draw(detail, view, drawn) ?? drawn(detail);
};

const row = (detail: Detail, view: ProfileView, reveals: LatePart<Reveals>): TemplateResult =>
  html`<dt>${view.translate(`detail.${detail.id}`, detail.label)}</dt>
    <dd>
      ${shownValue(detail, view, reveals)}
      ${detail.verified ? html`<span class="badge success">${check}${view.t("verified")}</span>` : nothing}
    </dd>`;

/** Personal details, read only, in the backend's order. */
export const details: EarlyPanel<"details"> = {
  name: "details",
  place: "side",
  title: "details",
  act: ["edit-profile", "edit"],
  open: (host) => {
    const reveals = new LatePart(
      async () => new (await import("../reveals.js")).Reveals(host),
      // What could not be loaded is tried again when it is drawn again.
      ({ value }) => value && host.element.requestUpdate(),
    );
    return {
      draw: ({ member: { details }, view }) =>
        html`<div class="body">
          ${
            details.length
              ? html`<dl class="facts">${details.map((detail) => row(detail, view, reveals))}</dl>`
              : html`<p class="small muted">${view.t("details.none")}</p>`
          }
        </div>`,
    };
  },
};
