import { html, nothing, type TemplateResult } from "lit";
import type { BalanceChange, Operation } from "../../../../sdk/contract/index.js";
import type { UndoState } from "../../../controllers/undo-controller.js";
import { alert, info, stop, undo as undoIcon } from "../../../icons/signs.js";
import { appliedTo, iconOf, isBlocked, messageStatus, originOf, titleOf } from "./entry-words.js";
import { failureReason } from "../../notices.js";
import type { ProfileView } from "../../profile-view.js";

/** Draws what stands behind an entry's info button. */
export type EntryDetails = (operation: Operation, view: ProfileView) => TemplateResult;

/** How one entry stands: what is shown of it, and what may be done with it. */
export interface EntryControls {
  /** Whether the operator stands in the line itself instead of behind the info button. */
  readonly inline: boolean;
  readonly open: boolean;
  /** Null until it is loaded, the first time it is needed. */
  readonly details: EntryDetails | null;
  readonly undo: UndoState | null;
  /** Whether undo is offered. */
  readonly undoable: boolean;
  toggle(): void;
  ask(): void;
  keep(): void;
  run(): void;
}

const amount = (change: BalanceChange, operation: Operation, view: ProfileView): TemplateResult => {
  const { scale, label } = view.currency(change.currency);
  const applied = appliedTo(change);
  const soon = operation.status === "pending" || (change.spendable === null && applied !== 0);
  const look = operation.reversedBy ? "off" : soon ? "soon" : applied > 0 ? "up" : "";
  return html`<div>
    <span class="amount ${look}">${view.format.signed(applied, scale)}</span> <span class="small muted">${label}</span>
    ${
      soon
        ? html`<span class="bal keep">${view.t("pending")}</span>`
        : html`<span class="bal">${view.t("after", { amount: view.format.amount(change.spendable?.after ?? 0, scale) })}</span>`
    }
  </div>`;
};

const amounts = (operation: Operation, view: ProfileView): unknown => {
  const count = operation.effects.find((effect) => effect.count)?.count;
  const moved = operation.changes.filter((change) => appliedTo(change) !== 0);
  return html`${moved.map((change) => amount(change, operation, view))}${
    count ? html`<span class="count">${view.t("punches.of", { done: count.after, size: count.of })}</span>` : nothing
  }`;
};

const badges = ({ message, reversedBy }: Operation, view: ProfileView): unknown => html`
  ${reversedBy ? html`<span class="badge plain">${view.t("undone")}</span>` : nothing}
  ${
    message && message.status !== "delivered"
      ? html`<span class="badge ${isBlocked(message) ? "warning" : message.status === "queued" ? "pending plain" : "plain"}"
          >${isBlocked(message) ? stop : nothing}${messageStatus(message, view)}</span
        >`
      : nothing
  }
`;

/** Escape answers no, and closes nothing of the host's. */
const leaveBy = (keep: () => void) => (event: KeyboardEvent) => {
  if (event.key !== "Escape") return;
  event.preventDefault();
  keep();
};

/** What stands below an entry while it is being undone: the question, the wait, or why not. */
const undoLine = (state: UndoState, title: string, controls: EntryControls, view: ProfileView): TemplateResult => {
  const { t } = view;
  if (state.step === "running" || state.step === "checking")
    return html`<div class="undoing row"><span class="spin"></span>${t(state.step === "running" ? "undo.running" : "undo.checking")}</div>`;
  const keep = html`<button type="button" class="btn sm" @click=${controls.keep}>${t("undo.keep")}</button>`;
  if (state.step === "asked")
    return html`<div class="undoing row wrap" @keydown=${leaveBy(controls.keep)}>
      <span class="grow">${t("undo.ask", { what: title })}</span>${keep}
      <button type="button" class="btn sm" data-focus @click=${controls.run}>${undoIcon}${t("undo")}</button>
    </div>`;
  if (state.step === "unknown")
    return html`<div class="undoing row wrap">
      <span class="grow">${t("undo.checking")}</span>
      <button type="button" class="btn sm" data-focus @click=${controls.run}>${t("undo.check")}</button>
    </div>`;
  return html`<div class="undoing row wrap failed">
    ${alert}<span class="grow"><span class="medium">${t("undo.failed")}.</span> ${refusal(state.error, view)}</span>${keep}
    <button type="button" class="btn sm" data-focus @click=${controls.run}>${t("retry")}</button>
  </div>`;
};

/** The backend's own words for a refusal; the kit's for everything else. */
const refusal = (error: unknown, { t }: ProfileView): string => {
  const { name, detail } = error as { name?: string; detail?: string };
  return name === "ProblemError" && detail ? detail : failureReason(error, t);
};

/** One line of the timeline. What a hand did looks as what a rule did (S0-26). */
export const entry = (operation: Operation, entries: readonly Operation[], controls: EntryControls, view: ProfileView): TemplateResult => {
  const title = titleOf(operation, entries, view);
  const time = view.format.time(operation.at);
  const origin = originOf(operation, view);
  const said =
    controls.inline && operation.operator?.name ? [...origin, view.t("entry.inline", { name: operation.operator.name })] : origin;
  const toggleLabel = view.t(controls.open ? "entry.hide" : "entry.show", { what: title });
  return html`<li class="entry" part="entry" data-id=${operation.id}>
    <time datetime=${operation.at}>${time}</time>
    <span class="glyph ${isBlocked(operation.message) ? "warning" : ""}">${iconOf(operation)}</span>
    <div class="txt">
      <div class="t"><span dir="auto">${title}</span> ${badges(operation, view)}</div>
      <div class="m"><span class="at">${time}</span>${said.map((words) => html`<span>${words}</span>`)}</div>
    </div>
    <div class="amt">${amounts(operation, view)}</div>
    <div class="acts">
      ${
        controls.undoable && !controls.undo
          ? html`<button type="button" class="btn link sm" aria-label=${view.t("undo.of", { what: title })} @click=${controls.ask}>
              ${undoIcon}${view.t("undo")}
            </button>`
          : nothing
      }
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
    ${controls.undo ? undoLine(controls.undo, title, controls, view) : nothing}
    ${controls.open ? controls.details?.(operation, view) : nothing}
  </li>`;
};
