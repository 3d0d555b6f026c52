import { html, nothing, type TemplateResult } from "lit";
import type { UnknownState } from "../../../controllers/action-run-controller.js";
import { check } from "../../../icons/signs.js";
import { offline } from "../../../icons/things.js";
import type { OpenAction } from "../open-action.js";
import { amountText, type ModalView } from "../../modal-view.js";

/** To the second, on the operator's own clock: this is about their connection, not about the program's day. */
const at = ({ format }: ModalView, ms: number): TemplateResult =>
  html`<span class="num"
    >${new Date(ms).toLocaleTimeString(format.locale, { hour12: false, numberingSystem: "latn" })}</span
  >`;

const nextTry = ({ t }: ModalView, { attempt, nextAt }: UnknownState): string => {
  const seconds = nextAt === null ? 0 : Math.max(0, Math.ceil((nextAt - Date.now()) / 1000));
  return seconds ? t("unknown.try-next", { try: attempt + 1, count: seconds }) : t("unknown.try", { count: attempt });
};

const text = (view: ModalView, { run, item, amount }: OpenAction): string => {
  if (run.operation) return view.t("unknown.undo");
  return item.currency && amount !== null
    ? view.t("unknown.text.amount", { amount: amountText(view, amount, item.currency) })
    : view.t("unknown.text");
};

/**
 * It is not known whether it was done: what happened so far, with times, and what happens next. It is never called a
 * failure.
 */
export const unknownOutcome = (view: ModalView, open: OpenAction): TemplateResult | typeof nothing => {
  const { unknown: state, key } = open.run;
  if (!state) return nothing;
  const { t } = view;
  return html`
    <div class="hero">
      <span class="glyph accent"><span class="spin"></span></span>
      <h3>${t("unknown.title")}</h3>
      <p>${text(view, open)}</p>
    </div>
    <ol class="steps record">
      <li>${check}<span>${t("unknown.sent")}</span>${at(view, state.sentAt)}</li>
      <li>${offline}<span>${t("unknown.lost")}</span>${at(view, state.lostAt)}</li>
      <li>
        <span class="spin"></span><span class="strong">${t("unknown.asking")}</span
        ><span class="tally">${nextTry(view, state)}</span>
      </li>
    </ol>
    <p class="small muted">
      ${t("unknown.close-hint")}
      ${key ? html`${t("unknown.key")} <span class="mono">${key.slice(0, 4)}…${key.slice(-4)}</span>` : nothing}
    </p>
  `;
};
