import { html, nothing, type TemplateResult } from "lit";
import type { Operation } from "../../../sdk/contract/index.js";
import { check, stop } from "../../icons/signs.js";
import { copyable, copyableText } from "../../parts/copyable.js";
import { effectRows } from "./effect-rows.js";
import { messageBubble, messageRows } from "./message-rows.js";
import type { OpenAction } from "./open-action.js";
import { amountText, currencyOf, doneText, isBlocked, type ModalView } from "../modal-view.js";

const tierLine = ({ capabilities, member, t }: ModalView, { tier }: Operation): string | null => {
  if (!tier || tier.before === tier.after) return null;
  const name = capabilities.tiers.find(({ id }) => id === tier.after)?.name ?? tier.after ?? "";
  return t("receipt.tier", { name: member.firstName, tier: name });
};

/** What has happened, and what follows from it. */
const headlineWords = (view: ModalView, { item, run }: OpenAction, operation: Operation): { title: string; line: string | null } => {
  if (run.undoOperation) return { title: view.t("receipt.undone"), line: view.t("receipt.undone.hint") };
  const line = item.action.removesMember ? view.t("receipt.gone", { name: view.member.name }) : tierLine(view, operation);
  return { title: operation.message && isBlocked(operation.message) ? view.t("receipt.blocked") : doneText(view, item, operation), line };
};

/** The receipt's headline as one sentence, for the live region; "" before there is a receipt. */
export const receiptSentence = (view: ModalView, open: OpenAction): string => {
  const operation = open.run.undoOperation ?? open.run.operation;
  if (!operation) return "";
  const { title, line } = headlineWords(view, open, operation);
  return line ? `${title}. ${line}` : title;
};

const headline = (view: ModalView, open: OpenAction, operation: Operation): TemplateResult => {
  const { title, line } = headlineWords(view, open, operation);
  const blocked = !open.run.undoOperation && operation.message !== null && isBlocked(operation.message);
  return html`<div class="hero">
    <span class="glyph ${blocked ? "warning" : "success"}">${blocked ? stop : check}</span>
    <h3>${title}</h3>
    ${line ? html`<p>${line}</p>` : nothing}
  </div>`;
};

/** What changed, in the same rows as the preview; now solid. */
const changes = (view: ModalView, operation: Operation): TemplateResult | typeof nothing => {
  const rows = effectRows(view, operation);
  const { message } = operation;
  if (rows === nothing && !message) return nothing;
  return html`<section class="record" aria-label=${view.t("receipt.label")}>
    ${message ? [messageBubble(message), messageRows(view, message)] : nothing}${rows}
  </section>`;
};

const reasonText = ({ kit }: ModalView, { reasonCode, note }: Operation, reasonName: string | null): string =>
  [reasonCode && kit.translate(`reason.${reasonCode}`, reasonName ?? reasonCode), note].filter(Boolean).join(". ");

const customerSentence = (view: ModalView, { item }: OpenAction, operation: Operation): string | null => {
  const change = operation.changes[0];
  if (!change?.spendable) return null;
  const amount = amountText(view, change.spendable.after, currencyOf(view, change.currency));
  return view.t("receipt.balance", { done: doneText(view, item, operation), amount });
};

const row = (label: string, value: unknown): TemplateResult =>
  html`<dt>${label}</dt>
    <dd>${value}</dd>`;

const facts = (view: ModalView, open: OpenAction, operation: Operation, reasonName: string | null): TemplateResult => {
  const { t, format } = view;
  const operator = operation.operator?.name ?? view.operator.name;
  const reason = reasonText(view, operation, reasonName);
  const sentence = open.run.undoOperation ? null : customerSentence(view, open, operation);
  return html`<dl class="facts">
    ${row(t("receipt.by"), t("receipt.by-at", { operator, date: format.date(operation.at), time: format.time(operation.at) }))}
    ${reason ? row(t("receipt.reason"), html`<span dir="auto">${reason}</span>`) : nothing}
    ${operation.reference ? row(t("receipt.reference"), operation.reference) : nothing}
    ${operation.reversible && !open.run.undoOperation ? row(t("receipt.undo"), t("receipt.undo.hint")) : nothing}
    ${sentence ? row(t("receipt.for-customer"), copyableText(sentence, t("receipt.copy", { id: sentence }))) : nothing}
    ${row(t("receipt.operation"), copyable(operation.id, t("receipt.copy", { id: operation.id })))}
  </dl>`;
};

/** What was done, by whom and why; after an undo, what was taken back. */
export const receipt = (view: ModalView, open: OpenAction, reasonName: string | null): TemplateResult | typeof nothing => {
  const operation = open.run.undoOperation ?? open.run.operation;
  if (!operation) return nothing;
  return html`${headline(view, open, operation)} ${changes(view, operation)} ${facts(view, open, operation, reasonName)}`;
};
