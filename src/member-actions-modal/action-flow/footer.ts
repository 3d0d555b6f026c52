import { html, nothing, type TemplateResult } from "lit";
import { send } from "../../icons/dialog.js";
import { isBlocked } from "../../parts/blocked.js";
import { namedIcon } from "../../icons/named.js";
import { confirmations } from "./confirmations.js";
import type { OpenAction } from "./open-action.js";
import { sendByKeys } from "./send-by-keys.js";
import { submitText, type ModalView } from "../modal-view.js";

export interface FooterOptions {
  readonly close: () => void;
  /** To the menu. */
  readonly another: () => void;
  /** To the same form, as it opens. */
  readonly again: () => void;
  /** Closes, and says that the operator goes on. */
  readonly next: () => void;
  /** The operator wanted out while a write was under way. */
  readonly closeRequested: boolean;
}

const isApple = /Mac|iP/.test(navigator.platform);

/** Steps down, and names no amount, where it is known that this can't be done, or would reach nobody. */
const confirmButton = (view: ModalView, open: OpenAction): TemplateResult => {
  const { run, item, amount } = open;
  const { danger, channel } = item.action;
  const message = channel && run.preview.operation?.message;
  const refused = open.isRefused;
  const busy = run.phase === "submitting";
  const isCalm = refused || (message && isBlocked(message));
  const goesOn = open.needsReview;
  const asks = run.preview.operation?.warnings.some(({ code }) => code === "needs-approval");
  const kind = isCalm ? "" : goesOn ? "primary" : confirmations[danger].button;
  const isFinal = danger === "irreversible" && !goesOn;
  const icon = danger === "outward" ? send : isFinal ? namedIcon(item.action.icon) : nothing;
  return html`<button
    type="submit"
    form="form"
    id="submit"
    part="submit"
    class="btn ${kind}"
    aria-keyshortcuts="Control+Enter Meta+Enter"
    @keydown=${sendByKeys}
    data-keys=${isApple ? "⌘⏎" : "Ctrl ⏎"}
    aria-busy=${busy}
    aria-disabled=${busy || !(goesOn || open.isConfirmed) ? "true" : "false"}
  >
    ${busy ? html`<span class="spin"></span>` : icon}${goesOn ? view.t("merge.continue") : asks ? view.t("approval.ask") : submitText(view, item, run.preview.operation, refused ? null : amount)}
  </button>`;
};

/** The buttons below a form: one of them filled at most. */
export const formFooter = (
  view: ModalView,
  open: OpenAction,
  { close, closeRequested: wantsOut }: FooterOptions,
): TemplateResult => html`
  <span class="grow small muted" role="status"
    >${wantsOut && open.run.inFlight ? view.t("modal.still-running") : nothing}</span
  >
  <button type="button" class="btn" id="cancel" @click=${close}>
    ${view.t(open.item.action.merges ? "merge.keep" : confirmations[open.item.action.danger].cancel)}
  </button>
  ${confirmButton(view, open)}
`;
