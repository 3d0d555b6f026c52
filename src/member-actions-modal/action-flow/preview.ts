import { html, nothing, type TemplateResult } from "lit";
import type { Simulation } from "../../../sdk/contract/index.js";
import { bolt, gift } from "../../icons/things.js";
import { clock, info, stop, undo } from "../../icons/signs.js";
import { refusalIn } from "../../errors.js";
import { shownFields } from "../../fields/form.js";
import { isBlocked } from "../../parts/blocked.js";
import { undoOf } from "../../parts/capability.js";
import { reasonText, warningText } from "../../parts/reasons.js";
import { confirmations } from "./confirmations.js";
import { typedError } from "./field-error.js";
import { effectRows } from "./effect-rows.js";
import { givenText } from "./given.js";
import { messagePart } from "./message-rows.js";
import type { OpenAction } from "./open-action.js";
import { offerPlain } from "./plain-characters.js";
import { previewKind } from "./preview-kind.js";
import { amountText, currencyOf, fieldLabel, submitText, type ModalView } from "../modal-view.js";

const fact = (icon: unknown, text: string): TemplateResult => html`<li>${icon}<span>${text}</span></li>`;

/** A native date input follows the browser's habits: here the date stands in words. */
const dates = (view: ModalView, { form, draft, item }: OpenAction): TemplateResult[] =>
  shownFields(form, draft)
    .filter(({ name, field, known }) => field.kind === "date" && !known && draft.values[name])
    .map((entry) => {
      const label = fieldLabel(view, item.action, entry);
      return fact(clock, view.t("preview.date", { label, date: view.format.date(draft.values[entry.name] ?? "") }));
    });

const quiet = (view: ModalView, open: OpenAction): TemplateResult | typeof nothing => {
  const fires = view.capabilities.actions.find(({ id }) => id === open.item.action.id)?.firesRules;
  if (fires === "yes") return fact(bolt, view.t("preview.rules"));
  if (fires !== "no") return nothing;
  return fact(
    bolt,
    open.item.action.channel !== undefined || open.tells
      ? view.t("preview.no-rules")
      : view.t("preview.no-rules-not-notified", { name: view.member.firstName }),
  );
};

/** Whether and how it can be undone; nothing where it can't. */
const undoFact = (view: ModalView, open: OpenAction): TemplateResult | typeof nothing => {
  const { action } = open.item;
  const way = action.danger === "reversible" ? undoOf(view.capabilities, action.id) : "none";
  if (way === "none") return nothing;
  const words = view.t(way === "exact" ? "preview.reversible" : "preview.compensating");
  return fact(undo, open.tells ? `${words} ${view.t("preview.stays-sent")}` : words);
};

/** Warnings that the panel's own rows already say. */
const SHOWN_IN_ROWS = new Set(["tier-change", "consent-missing", "address-missing", "punches"]);

/** What is known of the action, and of its preview where there is one. */
const facts = (view: ModalView, open: OpenAction, operation: Simulation | null): TemplateResult => html`
  <ul class="notes">
    ${operation && previewKind(view.capabilities) === "estimate" ? fact(info, view.t("preview.estimate")) : nothing}
    ${operation?.warnings.filter(({ code }) => !SHOWN_IN_ROWS.has(code)).map((warning) => fact(info, warningText(view.kit, warning)))}
    ${operation?.given ? fact(gift, givenText(view, operation.given)) : nothing} ${dates(view, open)}
    ${quiet(view, open)} ${undoFact(view, open)}
  </ul>
`;

/** Why there is nothing to see; null: it is on its way, or what failed is said above. */
const emptiness = (view: ModalView, { reading }: OpenAction) => {
  if (previewKind(view.capabilities) === "none") return "preview.none";
  if (reading.input) return null;
  return Object.keys(reading.problems).length ? "preview.empty" : "preview.unchanged";
};

/** What is refused, and why. What would be right stands at the field. */
const refused = (view: ModalView, open: OpenAction): TemplateResult => {
  const refusal = refusalIn(open.run.error);
  const { item, amount } = open;
  return html`${refusal ? html`<p class="strong">${submitText(view, item, null, amount)}</p>` : nothing}
    <p class="small muted" dir="auto">${refusal ? reasonText(view.kit, refusal) : typedError(view, open)}</p>`;
};

const content = (view: ModalView, open: OpenAction): unknown => {
  if (open.isRefused) return refused(view, open);
  const { operation } = open.run.preview;
  if (!operation) {
    const why = emptiness(view, open);
    const known = why === "preview.none" ? facts(view, open, null) : nothing;
    return (
      why &&
      html`<p class="small muted">${view.t(why)}</p>
        ${known}`
    );
  }
  return html`
    ${effectRows(view, operation)} ${messagePart(view, open.item, operation)}
    ${operation.message ? offerPlain(view, open, operation.message) : nothing} ${facts(view, open, operation)}
  `;
};

const badge = (view: ModalView, open: OpenAction): TemplateResult =>
  open.isRefused
    ? html`<span class="badge warning">${stop}${view.t("preview.refused.badge")}</span>`
    : html`<span class="badge pending plain">${view.t(confirmations[open.item.action.danger].notYet)}</span>`;

/** What a preview comes to, as one sentence for a screen reader; "" while there is none, and while somebody types. */
const sentence = (view: ModalView, open: OpenAction): string => {
  const { t, format } = view;
  const { state, operation } = open.run.preview;
  const refusal = refusalIn(open.run.error);
  if (refusal && open.isRefused) return `${t("preview.refused.title")}: ${reasonText(view.kit, refusal)}`;
  if (state !== "ready" || !operation) return "";
  const [change] = operation.changes;
  const currency = currencyOf(view, change?.currency ?? "");
  const moved = change?.spendable;
  const amounts =
    moved &&
    `${format.amount(moved.before, currency.scale)} ${t("effect.to")} ${amountText(view, moved.after, currency)}`;
  const { message } = operation;
  const delivery = message && t(isBlocked(message) ? "message.blocked" : "message.ok");
  const said = [amounts, delivery].filter((each) => typeof each === "string");
  return `${t("preview.title")}: ${said.join(" · ") || t(confirmations[open.item.action.danger].notYet)}`;
};

/**
 * What the server says will happen: dashed, since it has not. While a newer one is on its way, the last one stands
 * dimmed.
 */
export const previewPanel = (view: ModalView, open: OpenAction): TemplateResult => {
  const { preview } = open.run;
  const waiting = preview.state === "waiting";
  return html`<section
    class="preview ${waiting ? "waiting" : ""}"
    part="preview"
    aria-busy=${waiting}
    aria-label=${view.t("preview.title")}
  >
    <div class="phead">
      <span>${view.t("preview.title")}</span>
      ${badge(view, open)}
    </div>
    <span class="vh" role="status">${sentence(view, open)}</span>
    ${content(view, open)}
  </section>`;
};
