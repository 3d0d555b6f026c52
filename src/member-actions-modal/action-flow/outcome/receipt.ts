import { html, nothing, type TemplateResult } from "lit";
import type { Operation } from "../../../../sdk/contract/index.js";
import { check, stop } from "../../../icons/signs.js";
import { isBlocked } from "../../../parts/blocked.js";
import { copyableText } from "../../../parts/copyable.js";
import { canUndo, undoWords } from "./undo.js";
import type { CertificatePart } from "./certificate.js";
import { effectRows } from "../effect-rows.js";
import { fact, facts } from "./facts.js";
import { messagePart } from "../message-rows.js";
import { failureCallout } from "../../failure.js";
import type { OpenAction } from "../open-action.js";
import { amountText, currencyOf, doneText, type ModalView } from "../../modal-view.js";

const tierLine = ({ capabilities, member, t }: ModalView, { tier }: Operation): string | null => {
  if (!tier || tier.before === tier.after) return null;
  const name = capabilities.tiers.find(({ id }) => id === tier.after)?.name ?? tier.after ?? "";
  return t("receipt.tier", { name: member.firstName, tier: name });
};

/** Whether all that it was about is a message that does not leave. */
const isKept = ({ item, run }: OpenAction, { message }: Operation): boolean =>
  item.action.channel !== undefined && !run.undoOperation && message !== null && isBlocked(message);

/** What has happened, and what follows from it. */
const headlineWords = (
  view: ModalView,
  open: OpenAction,
  operation: Operation,
): { title: string; line: string | null } => {
  const { item, run } = open;
  if (run.undoOperation) return { title: view.t("receipt.undone"), line: view.t(undoWords(view, open).after) };
  const line = item.action.removesMember
    ? view.t("receipt.gone", { name: view.member.name })
    : tierLine(view, operation);
  return {
    title: isKept(open, operation) ? view.t("receipt.blocked") : doneText(view, item, operation),
    line,
  };
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
  const blocked = isKept(open, operation);
  return html`<div class="hero">
    <span class="glyph ${blocked ? "warning" : "success"}">${blocked ? stop : check}</span>
    <h3>${title}</h3>
    ${line ? html`<p>${line}</p>` : nothing}
  </div>`;
};

/** What changed, in the same rows as the preview; now solid. */
const changes = (view: ModalView, { item }: OpenAction, operation: Operation): TemplateResult | typeof nothing => {
  const rows = effectRows(view, operation);
  if (rows === nothing && !operation.message) return nothing;
  return html`<section class="record" aria-label=${view.t("receipt.label")}>
    ${rows}${messagePart(view, item, operation)}
  </section>`;
};

/** What came into the wallet, by its name; undefined: nothing did. */
const given = ({ effects }: Operation): string | undefined =>
  effects.find(({ kind, issued }) => issued && (kind === "gift" || kind === "coupon"))?.subject?.name;

/** What the customer may be told of it, without a word of the team's own; null: nothing that they would notice. */
const customerSentence = (view: ModalView, { item }: OpenAction, operation: Operation): string | null => {
  const { t, format } = view;
  const subject = given(operation);
  const [change] = operation.changes;
  if (!change?.spendable) return subject ? t("receipt.customer.given", { subject }) : null;
  const currency = currencyOf(view, change.currency);
  const { before, after } = change.spendable;
  if (subject || before === after)
    return t("receipt.balance", { done: doneText(view, item, operation), amount: amountText(view, after, currency) });
  return t(after > before ? "receipt.customer.more" : "receipt.customer.less", {
    amount: amountText(view, Math.abs(after - before), currency),
    balance: format.amount(after, currency.scale),
  });
};

/** Where a balance stood elsewhere than its preview said, though it moved by the same: no number comes as a surprise. */
const movedMeanwhile = (view: ModalView, { run }: OpenAction, { changes: done }: Operation): unknown =>
  done.map(({ currency: code, spendable }) => {
    const seen = run.preview.operation?.changes.find(({ currency }) => currency === code)?.spendable?.before;
    if (!spendable || seen === undefined || seen === spendable.before) return nothing;
    const amount = (minor: number) => amountText(view, minor, currencyOf(view, code));
    const words = view.t("receipt.moved.text", { seen: amount(seen), found: amount(spendable.before) });
    return fact(view.t("receipt.moved"), words);
  });

/** What a receipt alone says: that it can be undone, what to tell the customer, and the certificate of an erasure. */
const more = (
  view: ModalView,
  open: OpenAction,
  operation: Operation,
  certificate: CertificatePart | null,
): TemplateResult => {
  const { t } = view;
  const undone = open.run.undoOperation !== null;
  const sentence = undone ? null : customerSentence(view, open, operation);
  return html`${undone ? nothing : movedMeanwhile(view, open, operation)}
  ${canUndo(view, open) ? fact(t("receipt.undo"), t(undoWords(view, open).before)) : nothing}
  ${sentence ? fact(t("receipt.for-customer"), copyableText(sentence, t("receipt.copy", { id: sentence }))) : nothing}
  ${certificate?.draw(view, operation) ?? nothing}`;
};

/** Why an undo was refused, above the receipt, which still holds. */
const undoFailure = (view: ModalView, { run }: OpenAction): TemplateResult | typeof nothing =>
  run.phase === "done" && run.error
    ? failureCallout(view, view.t("error.undo"), run.error, () => void run.undo())
    : nothing;

/** What was done, by whom and why; after an undo, what was taken back. */
export const receipt = (
  view: ModalView,
  open: OpenAction,
  reasonName: string | null,
  certificate: CertificatePart | null,
): TemplateResult | typeof nothing => {
  const operation = open.run.undoOperation ?? open.run.operation;
  if (!operation) return nothing;
  return html`${undoFailure(view, open)} ${headline(view, open, operation)} ${changes(view, open, operation)}
  ${facts(view, operation, { by: "receipt.by", reasonName, more: more(view, open, operation, certificate) })}`;
};
