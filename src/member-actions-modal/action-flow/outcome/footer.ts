import { html, nothing, type TemplateResult } from "lit";
import type { RunPhase } from "../../../controllers/action-run-controller.js";
import { retry, undo } from "../../../icons/signs.js";
import type { ModalView } from "../../modal-view.js";
import type { FooterOptions } from "../footer.js";
import type { OpenAction } from "../open-action.js";
import { canUndo } from "./undo.js";

/** The second click of a double-click was meant for the button that stood here before. */
const single = (act: () => void) => (event: MouseEvent) => {
  if (event.detail < 2) act();
};

const asking = ({ t }: ModalView, { run }: OpenAction, { close }: FooterOptions): TemplateResult => {
  const check = () => void run.checkNow();
  return html`
    <span class="grow"></span>
    <button type="button" class="btn" @click=${single(close)}>${t("unknown.close")}</button>
    <button type="button" class="btn" id="check-now" @click=${check}>${retry}${t("unknown.check")}</button>
  `;
};

const finished = (view: ModalView, open: OpenAction, { next, another, again }: FooterOptions): TemplateResult => {
  const { t } = view;
  const { run, item } = open;
  return html`
    <span class="grow">
      ${
        run.phase === "undoing" || (run.phase === "done" && canUndo(view, open))
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
        : html`<button
              type="button"
              class="btn ghost"
              id="again"
              title=${t("receipt.again.hint", { name: view.member.firstName })}
              @click=${single(again)}
            >
              ${t("receipt.again")}
            </button>
            <button type="button" class="btn ghost" id="another" @click=${single(another)}>
              ${t("receipt.another")}
            </button>`
    }
    <button type="button" class="btn primary" id="done" @click=${single(next)}>${t("receipt.done")}</button>
  `;
};

/** It is not final: it can be left, since it is followed all the same. */
const waiting = ({ t }: ModalView, { run }: OpenAction, { close, another }: FooterOptions): TemplateResult => {
  const check = () => void run.checkNow();
  return html`
    <span class="grow"></span>
    ${run.error ? html`<button type="button" class="btn" id="check-now" @click=${check}>${retry}${t("unknown.check")}</button>` : nothing}
    <button type="button" class="btn" id="another" @click=${single(another)}>${t("receipt.another")}</button>
    <button type="button" class="btn primary" id="done" @click=${single(close)}>${t("modal.close")}</button>
  `;
};

const notDone = ({ t }: ModalView, { run }: OpenAction, { close }: FooterOptions): TemplateResult => html`
  <span class="grow"></span>
  <button type="button" class="btn" id="again" @click=${single(() => run.again())}>${t("not-done.back")}</button>
  <button type="button" class="btn primary" id="done" @click=${single(close)}>${t("modal.close")}</button>
`;

const footers: Partial<Record<RunPhase, typeof finished>> = {
  unknown: asking,
  following: waiting,
  done: finished,
  undoing: finished,
  undone: finished,
  "not-done": notDone,
};

/** The buttons below an outcome: one of them filled at most. */
export const outcomeFooter = (
  view: ModalView,
  open: OpenAction,
  options: FooterOptions,
): TemplateResult | typeof nothing => footers[open.run.phase]?.(view, open, options) ?? nothing;
