import { html, nothing, type TemplateResult } from "lit";
import type { BalanceChange, Operation } from "../../../../sdk/contract/index.js";
import { alert, clock } from "../../../icons/signs.js";
import { currencyOf, type ModalView } from "../../modal-view.js";
import { facts } from "./facts.js";
import { messageBubble } from "../message-rows.js";
import type { OpenAction } from "../open-action.js";

const statuses = ["pending", "awaiting_approval"] as const;

/** A status that the kit does not know says as much as `unknown` (U10). */
const statusOf = ({ status }: Operation) => statuses.find((each) => each === status) ?? "unknown";

const words = ({ t }: ModalView, { run }: OpenAction, operation: Operation): { title: string; text: string } => {
  const status = statusOf(operation);
  const title = status === "unknown" ? t("unknown.title") : t(`waiting.${status}`);
  return { title, text: t(`waiting.${status}.${run.undoOperation ? "undo" : "text"}`) };
};

/** The headline as one sentence, for the live region. */
export const waitingSentence = (view: ModalView, open: OpenAction): string => {
  const operation = open.run.undoOperation ?? open.run.operation;
  if (!operation) return "";
  const { title, text } = words(view, open, operation);
  return `${title}. ${text}`;
};

const amount = (view: ModalView, { currency: code, requested }: BalanceChange): TemplateResult => {
  const { scale, label } = currencyOf(view, code);
  return html`<div>
    <dt>${view.t("waiting.requested")}</dt>
    <dd><bdi class="num">${view.format.signed(requested, scale)}</bdi> ${label}</dd>
  </div>`;
};

/** What was asked for: dashed, since it has not happened. */
const requested = (view: ModalView, { changes, message }: Operation): TemplateResult | typeof nothing => {
  const amounts = changes.filter((change) => change.requested !== 0);
  if (!amounts.length && !message) return nothing;
  return html`<section class="preview" aria-label=${view.t("waiting.requested")}>
    ${message ? messageBubble(message) : nothing}
    ${amounts.length ? html`<dl class="effects">${amounts.map((change) => amount(view, change))}</dl>` : nothing}
  </section>`;
};

/**
 * It was answered, and its outcome is not final: it is being carried out, waits for a second person, or the backend
 * can't tell.
 */
export const waitingOutcome = (
  view: ModalView,
  open: OpenAction,
  reasonName: string | null,
): TemplateResult | typeof nothing => {
  const { run } = open;
  const operation = run.undoOperation ?? run.operation;
  if (!operation) return nothing;
  const { title, text } = words(view, open, operation);
  const isAsking = operation.status !== "awaiting_approval" && !run.error;
  return html`
    <div class="hero">
      <span class="glyph ${isAsking ? "accent" : ""}">${isAsking ? html`<span class="spin"></span>` : clock}</span>
      <h3>${title}</h3>
      <p>${text}</p>
    </div>
    ${
      run.error
        ? html`<div class="callout warning" role="status">
            ${alert}
            <div>${view.t("waiting.lost")}</div>
          </div>`
        : nothing
    }
    ${requested(view, operation)} ${facts(view, operation, { by: "receipt.requested-by", reasonName })}
    <p class="small muted">${view.t("unknown.close-hint")}</p>
  `;
};
