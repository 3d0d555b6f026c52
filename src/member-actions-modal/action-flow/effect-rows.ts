import { html, nothing, type TemplateResult } from "lit";
import type { BalanceChange, Currency, Delta, Effect, Operation } from "../../../sdk/contract/index.js";
import { delta } from "../../parts/delta.js";
import { rank } from "../../parts/rank.js";
import { currencyOf, type Scene } from "../modal-view.js";

/** Before → after, read aloud as "1,240 to 1,740". */
const between = (scene: Scene, before: unknown, after: unknown): TemplateResult => delta(before, after, scene.say("effect.to"));

const row = (label: string, value: unknown, by: unknown = nothing, lead = false): TemplateResult => html`
  <div class=${lead ? "lead" : ""}>
    <dt>${label}</dt>
    <dd>${value}</dd>
    ${by === nothing ? nothing : html`<dd class="by">${by}</dd>`}
  </div>
`;

const parts = ["earned", "spent", "expired"] as const;

const partRow = (scene: Scene, currency: Currency, part: (typeof parts)[number], change: Delta | null) => {
  const amount = (minor: number) => html`<span class="num">${scene.format.amount(minor, currency.scale)}</span>`;
  if (change) return row(scene.say(`effect.${part}`), between(scene, amount(change.before), amount(change.after)));
  const account = scene.member.accounts.find((each) => each.currency === currency.code);
  const level = part === "expired" ? null : (account?.[part] ?? null);
  if (level === null) return nothing;
  const unchanged = scene.say("effect.unchanged", { amount: scene.format.amount(level, currency.scale) });
  return row(scene.say(`effect.${part}`), html`<span class="muted">${unchanged}</span>`);
};

const balanceRows = (scene: Scene, change: BalanceChange): TemplateResult => {
  const currency = currencyOf(scene, change.currency);
  const { spendable, applied } = change;
  const amount = (minor: number) => html`<span class="num">${scene.format.amount(minor, currency.scale)}</span>`;
  const by = html`<bdi class="num">${scene.format.signed(applied, currency.scale)}</bdi> ${currency.label}`;
  return html`
    ${spendable ? row(scene.say("effect.spendable"), between(scene, amount(spendable.before), amount(spendable.after)), by, true) : nothing}
    ${parts.map((part) => partRow(scene, currency, part, change[part]))}
  `;
};

/** A tier by its bars, filled to its rank, and its name. */
const tier = ({ capabilities, say }: Scene, id: string | null): TemplateResult => {
  const step = capabilities.tiers.find((each) => each.id === id);
  return html`<span class="tier">${rank(capabilities.tiers, id)}${step?.name ?? id ?? say("effect.no-tier")}</span>`;
};

const tierRow = (scene: Scene, { tier: change }: Operation) => {
  if (!change || change.before === change.after) return nothing;
  const step = scene.capabilities.tiers.find(({ id }) => id === change.after);
  const scale = currencyOf(scene, scene.capabilities.tierCurrency ?? "").scale;
  const starts = step?.threshold ?? null;
  const amount = starts === null ? null : scene.format.amount(starts, scale);
  const by = step && amount ? scene.say("effect.tier-starts", { tier: step.name, amount }) : nothing;
  return row(scene.say("effect.tier"), between(scene, tier(scene, change.before), tier(scene, change.after)), by);
};

const counted = (scene: Scene, { subject, count, issued }: Effect): TemplateResult | typeof nothing => {
  if (!count) return nothing;
  const of = scene.say("effect.of", { count: count.of });
  const label = subject?.name ?? scene.say("effect.punch");
  const by = issued ? html`${of}. ${scene.say("effect.card-issued")}` : of;
  return row(
    label,
    between(scene, html`<span class="num">${count.before}</span>`, html`<span class="num">${count.after}</span>`),
    by,
    true,
  );
};

/** Effects whose words the kit knows; any other is shown by its subject's name alone (U10). */
const labels = new Map([
  ["gift", "effect.gift"],
  ["tag", "effect.tag"],
] as const);

const effectRow = (scene: Scene, effect: Effect) => {
  if (effect.count) return counted(scene, effect);
  if (!effect.subject) return nothing;
  const id = labels.get(effect.kind as "gift" | "tag");
  return row(id ? scene.say(id) : effect.kind, html`<span class="strong" dir="auto">${effect.subject.name}</span>`);
};

/** What an operation does, or did: balances, tier and things, before → after. Nothing where it only sends. */
export const effectRows = (scene: Scene, operation: Operation): TemplateResult | typeof nothing => {
  if (
    !operation.changes.length &&
    !operation.tier &&
    !operation.effects.some(({ subject, count }) => subject !== null || count !== undefined)
  )
    return nothing;
  return html`<dl class="effects">
    ${operation.changes.map((change) => balanceRows(scene, change))} ${tierRow(scene, operation)}
    ${operation.effects.map((effect) => effectRow(scene, effect))}
  </dl>`;
};
