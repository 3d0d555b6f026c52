import { html, nothing, type TemplateResult } from "lit";
import { outcomeOf, type BalanceChange, type Operation } from "../../../../sdk/contract/index.js";
import { info, stop, undo as undoIcon } from "../../../icons/signs.js";
import {
  appliedTo,
  iconOf,
  handedStatus,
  isForNothing,
  isUndelivered,
  messageBadge,
  originOf,
  outcomeWords,
} from "../../../parts/entry-words.js";
import type { TimelineView } from "./timeline-view.js";

/** Draws what stands behind an entry's info button; `undo` is the button that undoes it. */
export type EntryDetails = (operation: Operation, undo: unknown, view: TimelineView) => TemplateResult;

/** How undo is offered. */
interface UndoOffer {
  /** Why it can't be done now; null: it can. */
  readonly bar: string | null;
  /** Whether it stands in the line itself; else in the details. */
  readonly inLine: boolean;
}

/** How one entry stands: what is shown of it, and what may be done with it. */
export interface EntryControls {
  /** Whether the operator stands in the line itself instead of behind the info button. */
  readonly inline: boolean;
  readonly open: boolean;
  /** Null until it is loaded, the first time it is needed. */
  readonly details: EntryDetails | null;
  /** Null where there is nothing to undo. */
  readonly undo: UndoOffer | null;
  /** Draws what stands below the entry while it is being undone; null: it is not. */
  readonly undoLine: ((title: string, view: TimelineView) => TemplateResult) | null;
  toggle(): void;
  /** Asks whether the entry is to be undone. */
  ask(): void;
}

const isUndone = ({ reversedBy, status }: Operation): boolean => reversedBy !== null || status === "reversed";

/** What stands below an amount: the balance after it, where the backend tells it, or that it can't be spent yet. */
const balance = ({ currency, spendable }: BalanceChange, soon: boolean, view: TimelineView): unknown => {
  if (soon) return html`<span class="bal keep">${view.t("pending")}</span>`;
  return spendable
    ? html`<span class="bal"
        >${view.t("after", { amount: view.format.amount(spendable.after, view.currency(currency).scale) })}</span
      >`
    : nothing;
};

const amount = (change: BalanceChange, operation: Operation, view: TimelineView): TemplateResult => {
  const { scale, label } = view.currency(change.currency);
  const outcome = outcomeOf(operation);
  const applied = appliedTo(change, outcome);
  const soon = !change.spendable && !!change.pending && applied !== 0;
  const off = outcome === "not-done" || isUndone(operation);
  const look = off ? "off" : outcome !== "done" || soon ? "soon" : applied > 0 ? "up" : "";
  return html`<div>
    <span class="amount ${look}">${view.format.signed(applied, scale)}</span> <span class="small muted">${label}</span>
    ${outcome === "done" ? balance(change, soon, view) : nothing}
  </div>`;
};

const amounts = (operation: Operation, view: TimelineView): unknown => {
  const outcome = outcomeOf(operation);
  const count = outcome === "done" ? operation.effects.find((effect) => effect.count)?.count : undefined;
  const moved = operation.changes.filter((change) => appliedTo(change, outcome) !== 0);
  return html`${moved.map((change) => amount(change, operation, view))}${
    count ? html`<span class="count">${view.t("punches.of", { done: count.after, size: count.of })}</span>` : nothing
  }`;
};

const badges = (operation: Operation, view: TimelineView): unknown => {
  const words = outcomeWords(operation, view);
  if (words)
    return html`<span class="badge plain ${outcomeOf(operation) === "not-done" ? "" : "pending"}">${words}</span>`;
  const { message } = operation;
  const handed = handedStatus(operation);
  return html`
    ${handed ? html`<span class="badge ${handed === "failed" ? "warning" : "plain"}">${handed === "failed" ? stop : nothing}${view.label("message", handed)}</span>` : nothing}
    ${isUndone(operation) ? html`<span class="badge plain">${view.t("undone")}</span>` : nothing}
    ${
      message
        ? html`<span
            class="badge ${isUndelivered(message) ? "warning" : message.status === "queued" ? "pending plain" : "plain"}"
            >${isUndelivered(message) ? stop : nothing}${messageBadge(operation, message, view)}</span
          >`
        : nothing
    }
  `;
};

const undoButton = (title: string, { undo, ask }: EntryControls, view: TimelineView): unknown =>
  undo &&
  html`<button
      type="button"
      class="btn link sm"
      data-undo
      aria-label=${view.t("undo.of", { what: title })}
      aria-disabled=${undo.bar === null ? nothing : "true"}
      @click=${() => undo.bar === null && ask()}
    >
      ${undoIcon}${view.t("undo")}</button
    >${undo.bar === null ? nothing : html` <span class="small muted">${undo.bar}</span>`}`;

/** How an entry stands. `dated`: it bears its day's date. `part`: the entry above it brought it, at the same time. */
export type EntryPlace = "" | "dated" | "part";

/** One line of the timeline. What a hand did looks as what a rule did (S0-26). */
export const entry = (
  operation: Operation,
  title: string,
  controls: EntryControls,
  view: TimelineView,
  place: EntryPlace,
): TemplateResult => {
  const hours = view.format.time(operation.at);
  const date = place === "dated" ? view.format.shortDate(operation.at) : null;
  const time = date ?? hours;
  const origin = originOf(operation, view);
  const said =
    controls.inline && operation.operator?.name
      ? [...origin, view.t("entry.inline", { name: operation.operator.name })]
      : origin;
  const undo = controls.undoLine ? nothing : undoButton(title, controls, view);
  const toggleLabel = view.t(controls.open ? "entry.hide" : "entry.show", { what: title });
  return html`<li class="entry ${place}" part="entry" data-id=${operation.id}>
    <time datetime=${operation.at}>${time}</time>
    <span class="glyph ${isForNothing(operation) ? "warning" : ""}">${iconOf(operation, view)}</span>
    <div class="txt">
      <div class="t"><span dir="auto">${title}</span> ${badges(operation, view)}</div>
      <div class="m">
        <span class="at">${time}</span
        >${(date ? [hours, ...said] : said).map((words) => html`<span><bdi>${words}</bdi></span>`)}
      </div>
    </div>
    <div class="amt">${amounts(operation, view)}</div>
    <div class="acts">
      ${controls.undo?.inLine ? undo : nothing}
      <button
        type="button"
        class="btn ghost icon"
        aria-label=${toggleLabel}
        title=${toggleLabel}
        aria-expanded=${controls.open}
        @click=${controls.toggle}
      >
        ${info}
      </button>
    </div>
    ${controls.undoLine?.(title, view)}
    ${controls.open ? controls.details?.(operation, controls.undo?.inLine ? nothing : undo, view) : nothing}
  </li>`;
};
