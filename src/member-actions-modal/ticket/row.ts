import { html, nothing, type TemplateResult } from "lit";
import { outcomeOf, type Operation } from "../../../sdk/contract/index.js";
import { asWords } from "../../format/code-words.js";
import { appliedTo, type EntryView, iconOf, outcomeWords, titleOf } from "../../parts/entry-words.js";
import type { ModalView } from "../modal-view.js";

interface RowOptions {
  readonly t: ModalView["t"];
  readonly view: EntryView;
  /** All that is shown: an undo is called by what it undoes. */
  readonly operations: readonly Operation[];
  /** The member's name, or their id. */
  readonly name: string;
  /** Opens the member. */
  readonly open: () => void;
}

const badge = (operation: Operation, view: EntryView): unknown => {
  const isUndone = operation.reversedBy !== null || operation.status === "reversed";
  const words = isUndone ? view.t("undone") : outcomeWords(operation, view);
  return words ? html`<span class="badge plain">${words}</span>` : nothing;
};

const amounts = (operation: Operation, { currency, format }: EntryView): unknown => {
  const outcome = outcomeOf(operation);
  const isOff = outcome === "not-done" || operation.reversedBy !== null || operation.status === "reversed";
  return operation.changes.map((change) => {
    const applied = appliedTo(change, outcome);
    const { scale, label } = currency(change.currency);
    return applied === 0
      ? nothing
      : html`<div>
          <bdi class="num ${isOff ? "off" : ""}">${format.signed(applied, scale)}</bdi>
          <span class="small muted">${label}</span>
        </div>`;
  });
};

/** Who did it, when and why. */
const toldOf = ({ operator, at, reasonCode, source }: Operation, { view, t }: RowOptions): string[] => [
  operator?.name ? t("ticket.by", { name: operator.name }) : view.label("source", source),
  `${view.format.date(at)} ${view.format.time(at)}`,
  ...(reasonCode ? [view.translate(`reason.${reasonCode}`, asWords(reasonCode))] : []),
];

/** One line: what was done to whom, by whom and when, and whether it still holds. */
export const row = (operation: Operation, options: RowOptions): TemplateResult => {
  const { t, view, operations, name, open } = options;
  return html`<li class="ticket-row">
    <span class="glyph">${iconOf(operation, view)}</span>
    <div>
      <div class="medium">
        <span dir="auto">${titleOf(operation, operations, view)}</span> ${badge(operation, view)}
      </div>
      <div class="small muted ticket-told">
        <button type="button" class="btn link sm" aria-label=${t("ticket.open", { name })} @click=${open}>
          <bdi>${name}</bdi></button
        >${toldOf(operation, options).map((words) => html`<span><bdi>${words}</bdi></span>`)}
      </div>
    </div>
    <div class="ticket-amounts">${amounts(operation, view)}</div>
  </li>`;
};
