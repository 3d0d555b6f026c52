import { html, nothing, type TemplateResult } from "lit";
import type { UnknownState } from "../../controllers/action-run-controller.js";
import { check } from "../../icons/signs.js";
import { offline } from "../../icons/things.js";
import type { OpenAction } from "./open-action.js";
import { amountOf, type Scene } from "../modal-view.js";

/** To the second, on the operator's own clock: this is about their connection, not about the program's day. */
const at = ({ format }: Scene, ms: number): TemplateResult =>
  html`<span class="num">${new Date(ms).toLocaleTimeString(format.locale, { hour12: false, numberingSystem: "latn" })}</span>`;

const nextTry = ({ say }: Scene, { attempt, nextAt }: UnknownState): string => {
  const seconds = nextAt === null ? 0 : Math.max(0, Math.ceil((nextAt - Date.now()) / 1000));
  return seconds ? say("unknown.try-next", { try: attempt + 1, count: seconds }) : say("unknown.try", { count: attempt });
};

const text = (scene: Scene, { run, item, amount }: OpenAction): string => {
  if (run.operation) return scene.say("unknown.undo");
  return item.currency && amount !== null
    ? scene.say("unknown.text.amount", { amount: amountOf(scene, amount, item.currency) })
    : scene.say("unknown.text");
};

/** It is not known whether it was done: what happened so far, with times, and what happens next. It is never called a failure. */
export const unknown = (scene: Scene, open: OpenAction): TemplateResult | typeof nothing => {
  const { unknown: state, key } = open.run;
  if (!state) return nothing;
  const { say } = scene;
  return html`
    <div class="hero">
      <span class="glyph accent"><span class="spin"></span></span>
      <h3>${say("unknown.title")}</h3>
      <p>${text(scene, open)}</p>
    </div>
    <ol class="steps record">
      <li>${check}<span>${say("unknown.sent")}</span>${at(scene, state.sentAt)}</li>
      <li>${offline}<span>${say("unknown.lost")}</span>${at(scene, state.lostAt)}</li>
      <li>
        <span class="spin"></span><span class="strong">${say("unknown.asking")}</span><span class="num">${nextTry(scene, state)}</span>
      </li>
    </ol>
    <p class="small muted">
      ${say("unknown.close-hint")}
      ${key ? html`${say("unknown.key")} <span class="mono">${key.slice(0, 4)}…${key.slice(-4)}</span>` : nothing}
    </p>
  `;
};
