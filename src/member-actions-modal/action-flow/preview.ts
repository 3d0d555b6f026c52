import { html, nothing, type TemplateResult } from "lit";
import type { Operation } from "../../../sdk/contract/index.js";
import { bolt } from "../../icons/things.js";
import { clock, undo } from "../../icons/signs.js";
import { shownFields } from "../../fields/form.js";
import { confirmations } from "./confirmations.js";
import { effectRows } from "./effect-rows.js";
import { messageBubble, messageRows } from "./message-rows.js";
import type { OpenAction } from "./open-action.js";
import { labelOf, type Scene } from "../modal-view.js";

const fact = (icon: unknown, text: string): TemplateResult => html`<li>${icon}<span>${text}</span></li>`;

/** A native date input follows the browser's habits: here the date stands in words. */
const dates = (scene: Scene, { form, draft, item }: OpenAction): TemplateResult[] =>
  shownFields(form, draft)
    .filter(({ name, field }) => field.kind === "date" && draft.values[name])
    .map(({ name, field }) => {
      const label = labelOf(scene, item.action, name, field);
      return fact(clock, scene.say("preview.date", { label, date: scene.format.date(draft.values[name] ?? "") }));
    });

const quiet = (scene: Scene, { item }: OpenAction, { message }: Operation): TemplateResult | typeof nothing => {
  const fires = scene.capabilities.actions.find(({ id }) => id === item.action.id)?.firesRules;
  if (fires !== "no") return nothing;
  return fact(bolt, message ? scene.say("preview.no-rules") : scene.say("preview.no-rules-not-notified", { name: scene.member.firstName }));
};

/** Warnings that the panel's own rows already say. */
const SAID = new Set(["tier-change", "consent-missing", "address-missing", "punches"]);

const facts = (scene: Scene, open: OpenAction, operation: Operation): TemplateResult => html`
  <ul class="notes">
    ${operation.warnings.filter(({ code }) => !SAID.has(code)).map(({ code, detail }) => fact(bolt, scene.kit.say(`warning.${code}`, detail)))}
    ${dates(scene, open)} ${quiet(scene, open, operation)}
    ${open.item.action.danger === "reversible" ? fact(undo, scene.say("preview.reversible")) : nothing}
  </ul>
`;

const content = (scene: Scene, open: OpenAction): unknown => {
  const { operation } = open.run.preview;
  const silent = scene.capabilities.preview === "none";
  if (!operation) return html`<p class="small muted">${scene.say(silent ? "preview.none" : "preview.empty")}</p>`;
  return html`
    ${operation.message ? [messageBubble(operation.message), messageRows(scene, operation.message)] : nothing}
    ${effectRows(scene, operation)} ${facts(scene, open, operation)}
  `;
};

/** What the server says will happen: dashed, since it has not. While a newer one is on its way, the last one stands dimmed. */
export const previewPanel = (scene: Scene, open: OpenAction): TemplateResult => {
  const { preview } = open.run;
  const waiting = preview.state === "waiting";
  return html`<section
    class="preview ${waiting ? "waiting" : ""}"
    part="preview"
    aria-busy=${waiting}
    aria-label=${scene.say("preview.title")}
  >
    <div class="phead">
      <span>${scene.say("preview.title")}</span>
      <span class="badge pending plain">${scene.say(confirmations[open.item.action.danger].notYet)}</span>
    </div>
    ${content(scene, open)}
  </section>`;
};
