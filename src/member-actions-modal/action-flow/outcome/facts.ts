import { html, nothing, type TemplateResult } from "lit";
import type { Operation } from "../../../../sdk/contract/index.js";
import { copyable } from "../../../parts/copyable.js";
import { referenceButton } from "../../../parts/reference-button.js";
import type { ModalView } from "../../modal-view.js";

/** One line of facts. */
export const fact = (label: string, value: unknown): TemplateResult =>
  html`<dt>${label}</dt>
    <dd>${value}</dd>`;

const reasonText = ({ kit }: ModalView, { reasonCode, note }: Operation, reasonName: string | null): string =>
  [reasonCode && kit.translate(`reason.${reasonCode}`, reasonName ?? reasonCode), note].filter(Boolean).join(". ");

interface FactsOptions {
  /** Message id of what the operator did: something was done by them, or only asked for. */
  readonly by: "receipt.by" | "receipt.requested-by";
  /** The name of the operation's reason; null: it has none. */
  readonly reasonName: string | null;
  /** Further lines, before the operation's id. */
  readonly more?: unknown;
}

/** Who asked for an operation, when, why and under which id. */
export const facts = (
  view: ModalView,
  operation: Operation,
  { by, reasonName, more = nothing }: FactsOptions,
): TemplateResult => {
  const { t, format } = view;
  const operator = operation.operator?.name ?? view.operator.name;
  const lookUp = (reference: string) => referenceButton(reference, t("receipt.look-up", { reference }));
  const reason = reasonText(view, operation, reasonName);
  return html`<dl class="facts">
    ${fact(t(by), t("receipt.by-at", { operator, date: format.date(operation.at), time: format.time(operation.at) }))}
    ${reason ? fact(t(operation.reasonCode ? "receipt.reason" : "receipt.note"), html`<span dir="auto">${reason}</span>`) : nothing}
    ${operation.customerMessage ? fact(t("receipt.customer-message"), html`<span dir="auto">${operation.customerMessage}</span>`) : nothing}
    ${operation.reference ? fact(t("receipt.reference"), lookUp(operation.reference)) : nothing} ${more}
    ${fact(t("receipt.operation"), copyable(operation.id, t("receipt.copy", { id: operation.id })))}
  </dl>`;
};
