import { html, nothing, type TemplateResult } from "lit";
import { send } from "../../icons/dialog.js";
import { namedIcon } from "../../icons/named.js";
import { retry, undo } from "../../icons/signs.js";
import { confirmations } from "./confirmations.js";
import { failureCallout } from "../failure.js";
import type { OpenAction } from "./open-action.js";
import { isBlocked, submitText, type ModalView } from "../modal-view.js";

export interface FooterOptions {
  readonly close: () => void;
  readonly another: () => void;
  /** The operator wanted out while a write was under way. */
  readonly closeRequested: boolean;
}

/** The second click of a double-click was meant for the button that stood here before. */
const single = (act: () => void) => (event: MouseEvent) => {
  if (event.detail < 2) act();
};

const confirmButton = (view: ModalView, open: OpenAction): TemplateResult => {
  const { run, item, amount } = open;
  const { danger } = item.action;
  const message = run.preview.operation?.message;
  const blocked = message ? isBlocked(message) : false;
  const busy = run.phase === "submitting";
  const kind = blocked ? "" : confirmations[danger].button;
  const icon = danger === "outward" ? send : danger === "irreversible" ? namedIcon(item.action.icon) : nothing;
  return html`<button
    type="submit"
    form="form"
    id="submit"
    part="submit"
    class="btn ${kind}"
    aria-busy=${busy}
    aria-disabled=${busy || !open.isConfirmed ? "true" : "false"}
  >
    ${busy ? html`<span class="spin"></span>` : icon}${submitText(view, item, run.preview.operation, amount)}
  </button>`;
};

const editing = (view: ModalView, open: OpenAction, { close, closeRequested: wantsOut }: FooterOptions): TemplateResult => html`
  <span class="grow small muted" role="status">${wantsOut && open.run.inFlight ? view.t("modal.still-running") : nothing}</span>
  <button type="button" class="btn" id="cancel" @click=${close}>${view.t(confirmations[open.item.action.danger].cancel)}</button>
  ${confirmButton(view, open)}
`;

const asking = ({ t }: ModalView, { run }: OpenAction, { close }: FooterOptions): TemplateResult => {
  const check = () => void run.checkNow();
  return html`
    <span class="grow"></span>
    <button type="button" class="btn" @click=${single(close)}>${t("unknown.close")}</button>
    <button type="button" class="btn" id="check-now" @click=${check}>${retry}${t("unknown.check")}</button>
  `;
};

const finished = ({ t }: ModalView, { run, item }: OpenAction, { close, another }: FooterOptions): TemplateResult => html`
  <span class="grow">
    ${
      run.phase === "undoing" || (run.phase === "done" && run.operation?.reversible)
        ? html`<button
            type="button"
            class="btn"
            id="undo"
            aria-disabled=${run.phase === "undoing" ? "true" : "false"}
            @click=${single(() => void run.undo())}
          >
            ${run.phase === "undoing" ? html`<span class="spin"></span>` : undo}${t("receipt.undo")}
          </button>`
        : nothing
    }
  </span>
  ${
    item.action.removesMember
      ? nothing
      : html`<button type="button" class="btn" id="another" @click=${single(another)}>${t("receipt.another")}</button>`
  }
  <button type="button" class="btn primary" id="done" @click=${single(close)}>${t("receipt.done")}</button>
`;

/** The buttons below: one of them filled at most. */
export const footer = (view: ModalView, open: OpenAction, options: FooterOptions): TemplateResult => {
  const { phase } = open.run;
  if (phase === "unknown") return asking(view, open, options);
  return phase === "done" || phase === "undoing" || phase === "undone" ? finished(view, open, options) : editing(view, open, options);
};

/** Why an undo was refused, above the receipt, which still holds. */
export const undoFailure = (view: ModalView, { run }: OpenAction): TemplateResult | typeof nothing =>
  run.phase === "done" && run.error ? failureCallout(view, view.t("error.undo"), run.error, () => void run.undo()) : nothing;
