import { html, nothing, type TemplateResult } from "lit";
import type { Operation } from "../../../sdk/contract/index.js";
import { check, stop } from "../../icons/signs.js";
import { copyable, copyableText } from "../../parts/copyable.js";
import { effectRows } from "./effect-rows.js";
import { messageBubble, messageRows } from "./message-rows.js";
import type { OpenAction } from "./open-action.js";
import { amountOf, currencyOf, doneOf, isBlocked, type Scene } from "../modal-view.js";

const tierLine = ({ capabilities, member, say }: Scene, { tier }: Operation): string | null => {
  if (!tier || tier.before === tier.after) return null;
  const name = capabilities.tiers.find(({ id }) => id === tier.after)?.name ?? tier.after ?? "";
  return say("receipt.tier", { name: member.firstName, tier: name });
};

/** What has happened, and what follows from it. */
const wordsOf = (scene: Scene, { item, run }: OpenAction, operation: Operation): { title: string; line: string | null } => {
  if (run.undoOperation) return { title: scene.say("receipt.undone"), line: scene.say("receipt.undone.hint") };
  const line = item.action.removesMember ? scene.say("receipt.gone", { name: scene.member.name }) : tierLine(scene, operation);
  return { title: operation.message && isBlocked(operation.message) ? scene.say("receipt.blocked") : doneOf(scene, item, operation), line };
};

/** The receipt's headline as one sentence, for the live region; "" before there is a receipt. */
export const outcomeOf = (scene: Scene, open: OpenAction): string => {
  const operation = open.run.undoOperation ?? open.run.operation;
  if (!operation) return "";
  const { title, line } = wordsOf(scene, open, operation);
  return line ? `${title}. ${line}` : title;
};

const headline = (scene: Scene, open: OpenAction, operation: Operation): TemplateResult => {
  const { title, line } = wordsOf(scene, open, operation);
  const blocked = !open.run.undoOperation && operation.message !== null && isBlocked(operation.message);
  return html`<div class="hero">
    <span class="glyph ${blocked ? "warning" : "success"}">${blocked ? stop : check}</span>
    <h3>${title}</h3>
    ${line ? html`<p>${line}</p>` : nothing}
  </div>`;
};

/** What changed, in the same rows as the preview; now solid. */
const record = (scene: Scene, operation: Operation): TemplateResult | typeof nothing => {
  const rows = effectRows(scene, operation);
  const { message } = operation;
  if (rows === nothing && !message) return nothing;
  return html`<section class="record" aria-label=${scene.say("receipt.label")}>
    ${message ? [messageBubble(message), messageRows(scene, message)] : nothing}${rows}
  </section>`;
};

const reasonOf = ({ kit }: Scene, { reasonCode, note }: Operation, reasonName: string | null): string =>
  [reasonCode && kit.say(`reason.${reasonCode}`, reasonName ?? reasonCode), note].filter(Boolean).join(". ");

const customerSentence = (scene: Scene, { item }: OpenAction, operation: Operation): string | null => {
  const change = operation.changes[0];
  if (!change?.spendable) return null;
  const amount = amountOf(scene, change.spendable.after, currencyOf(scene, change.currency));
  return scene.say("receipt.balance", { done: doneOf(scene, item, operation), amount });
};

const entry = (label: string, value: unknown): TemplateResult =>
  html`<dt>${label}</dt>
    <dd>${value}</dd>`;

const facts = (scene: Scene, open: OpenAction, operation: Operation, reasonName: string | null): TemplateResult => {
  const { say, format } = scene;
  const operator = operation.operator?.name ?? scene.operator.name;
  const reason = reasonOf(scene, operation, reasonName);
  const sentence = open.run.undoOperation ? null : customerSentence(scene, open, operation);
  return html`<dl class="facts">
    ${entry(say("receipt.by"), say("receipt.by-at", { operator, date: format.date(operation.at), time: format.time(operation.at) }))}
    ${reason ? entry(say("receipt.reason"), html`<span dir="auto">${reason}</span>`) : nothing}
    ${operation.reference ? entry(say("receipt.reference"), operation.reference) : nothing}
    ${operation.reversible && !open.run.undoOperation ? entry(say("receipt.undo"), say("receipt.undo.hint")) : nothing}
    ${sentence ? entry(say("receipt.for-customer"), copyableText(sentence, say("receipt.copy", { id: sentence }))) : nothing}
    ${entry(say("receipt.operation"), copyable(operation.id, say("receipt.copy", { id: operation.id })))}
  </dl>`;
};

/** What was done, by whom and why; after an undo, what was taken back. */
export const receipt = (scene: Scene, open: OpenAction, reasonName: string | null): TemplateResult | typeof nothing => {
  const operation = open.run.undoOperation ?? open.run.operation;
  if (!operation) return nothing;
  return html`${headline(scene, open, operation)} ${record(scene, operation)} ${facts(scene, open, operation, reasonName)}`;
};
