import { html, nothing, type TemplateResult } from "lit";
import type {
  AttributeValue,
  BalanceChange,
  Currency,
  Delta,
  Effect,
  Money,
  Operation,
} from "../../../sdk/contract/index.js";
import { delta } from "../../parts/delta.js";
import { rank } from "../../parts/rank.js";
import { channelName } from "./message-rows.js";
import { aboutIn, type About } from "./preview-kind.js";
import { amountText, currencyOf, detailWords, type ModalView } from "../modal-view.js";

/** Before → after, read aloud as "1,240 to 1,740". */
const between = (view: ModalView, before: unknown, after: unknown, look: "" | "texts" = ""): TemplateResult =>
  delta(before, after, view.t("effect.to"), look);

const row = (label: string, value: unknown, by: unknown = nothing, lead = false): TemplateResult => html`
  <div class=${lead ? "lead" : ""}>
    <dt>${label}</dt>
    <dd>${value}</dd>
    ${by === nothing ? nothing : html`<dd class="by">${by}</dd>`}
  </div>
`;

const parts = ["earned", "spent", "expired"] as const;

/** A balance before and after. */
const moved = (view: ModalView, { scale }: Currency, { before, after }: Delta, about: About): TemplateResult => {
  const old = html`<span class="num">${view.format.amount(before, scale)}</span>`;
  return between(view, old, about(view.format.amount(after, scale)));
};

const partRow = (
  view: ModalView,
  currency: Currency,
  part: (typeof parts)[number],
  change: Delta | null,
  about: About,
) => {
  if (change) return row(view.t(`effect.${part}`), moved(view, currency, change, about));
  const account = view.member.accounts.find((each) => each.currency === currency.code);
  const level = part === "expired" ? null : (account?.[part] ?? null);
  if (level === null) return nothing;
  const unchanged = view.t("effect.unchanged", { amount: view.format.amount(level, currency.scale) });
  return row(view.t(`effect.${part}`), html`<span class="muted">${unchanged}</span>`);
};

/** What was asked for and could not be taken, where that is known: a forced claim takes what there is (L08). */
const shortRow = (view: ModalView, currency: Currency, { requested, applied }: BalanceChange) => {
  if (requested === applied) return nothing;
  const asked = html`<span class="num">${view.format.signed(requested, currency.scale)}</span>`;
  const amount = amountText(view, Math.abs(requested - applied), currency);
  return row(view.t("effect.requested"), asked, view.t("effect.short", { amount }));
};

/** A currency's parts; `isOwn`: also those of the member on the page that stay. */
const balanceRows = (view: ModalView, change: BalanceChange, about: About, isOwn = true): TemplateResult => {
  const currency = currencyOf(view, change.currency);
  const { spendable, pending, applied } = change;
  const by = html`${about(view.format.signed(applied, currency.scale))} ${currency.label}`;
  return html`
    ${spendable ? row(view.t("effect.spendable"), moved(view, currency, spendable, about), by, true) : nothing}
    ${pending ? row(view.t("effect.pending"), moved(view, currency, pending, about), spendable ? nothing : by, !spendable) : nothing}
    ${parts.map((part) => (isOwn || change[part] ? partRow(view, currency, part, change[part], about) : nothing))}
    ${shortRow(view, currency, change)}
  `;
};

/** A tier by its bars, filled to its rank, and its name. */
const tier = ({ capabilities, t }: ModalView, id: string | null, ladder = capabilities.tiers): TemplateResult => {
  const step = ladder.find((each) => each.id === id);
  return html`<span class="tier">${rank(ladder, id)}${step?.name ?? id ?? t("effect.no-tier")}</span>`;
};

const tierRow = (view: ModalView, { tier: change }: Pick<Operation, "tier">) => {
  if (!change || change.before === change.after) return nothing;
  const step = view.capabilities.tiers.find(({ id }) => id === change.after);
  const scale = currencyOf(view, view.capabilities.tierCurrency ?? "").scale;
  const starts = step?.threshold ?? null;
  const amount = starts === null ? null : view.format.amount(starts, scale);
  const starting = step && amount ? view.t("effect.tier-starts", { tier: step.name, amount }) : nothing;
  const by = change.until ? view.t("field.picker.until", { date: view.format.date(change.until) }) : starting;
  return row(view.t("effect.tier"), between(view, tier(view, change.before), tier(view, change.after)), by);
};

const counted = (view: ModalView, { subject, count, issued }: Effect): TemplateResult | typeof nothing => {
  if (!count) return nothing;
  const of = view.t("effect.of", { count: count.of });
  const label = subject?.name ?? view.t("effect.punch");
  const by = issued ? html`${of}. ${view.t("effect.card-issued")}` : of;
  return row(
    label,
    between(view, html`<span class="num">${count.before}</span>`, html`<span class="num">${count.after}</span>`),
    by,
    true,
  );
};

/** Effects whose words the kit knows; any other is shown by its subject's name alone (U10). */
const labels = new Map([
  ["gift", "effect.gift"],
  ["purchase", "effect.purchase"],
  ["return", "effect.return"],
  ["coupon", "effect.coupon"],
  ["tag", "effect.tag"],
  ["event", "effect.event"],
  ["status", "effect.status"],
  ["hidden-tier", "effect.hidden-tier"],
  ["currency", "effect.currency"],
] as const);

const labelOf = ({ t }: ModalView, kind: string): string => {
  const id = labels.get(kind as Parameters<typeof labels.get>[0]);
  return id ? t(id) : kind;
};

/** What a membership, a coupon or a consent may be, as far as the kit has words for it. */
const values = ["pending", "active", "blocked", "disabled", "granted", "withdrawn"] as const;

/** A code where it is of no kind; else what is known of the member. */
const valueWords = (view: ModalView, value: AttributeValue, kind: string | undefined): string => {
  if (kind === "currency") return currencyOf(view, String(value)).label;
  const known = values.find((each) => each === value);
  return known && kind === undefined ? view.t(`effect.value.${known}`) : detailWords(view, value, kind ?? "");
};

const valueLabel = (view: ModalView, { kind, subject }: Effect): string => {
  if (kind === "consent") return channelName(view, subject?.id ?? "");
  return subject ? view.kit.translate(`detail.${subject.id}`, subject.name) : labelOf(view, kind);
};

/** What something was, and what it is: a status, a coupon, a card, a consent, what is known of the member. */
const valued = (view: ModalView, effect: Effect, { before, after, kind }: NonNullable<Effect["value"]>) => {
  const isKnown = effect.kind === "profile" || effect.kind === "card";
  const words = (value: AttributeValue) =>
    effect.kind === "hidden-tier"
      ? tier(view, value as string | null, view.capabilities.hiddenTiers ?? [])
      : valueWords(view, value, kind);
  const said = between(view, words(before), words(after), isKnown ? "texts" : "");
  return row(valueLabel(view, effect), said, nothing, !isKnown);
};

/** What a merge moves, as far as the kit has words for it. */
const belongings = ["entries", "gifts", "punch-cards", "coupons", "cards", "tags", "external-ids"] as const;

const movedRows = (view: ModalView, moved: NonNullable<Effect["moved"]>): TemplateResult[] =>
  moved.map(({ what, count }) => {
    const known = belongings.find((each) => each === what);
    return row(
      known ? view.t(`effect.moved.${known}`) : what,
      html`<span class="num">${view.format.signed(count, 0)}</span>`,
    );
  });

/** What was told of an event, and the day of its own that what it earns has. */
const toldRows = (view: ModalView, { details = [], expiresAt }: Effect): unknown => [
  details.map(({ id, label, kind, value }) =>
    row(view.kit.translate(`property.${id}`, label), html`<span dir="auto">${detailWords(view, value, kind)}</span>`),
  ),
  expiresAt ? row(view.t("effect.event.expires"), view.format.date(expiresAt)) : nothing,
];

/** What was paid, or comes back of it. */
const paid = (view: ModalView, amount: Money) => html`<span class="num">${view.format.money(amount)}</span>`;

/** How far it got that a member is handed to another system. */
const handed = ["queued", "sent", "failed", "unknown"] as const;

const handedRow = (view: ModalView, { subject, value }: Effect, isAhead: boolean): TemplateResult => {
  const status = handed.find((each) => each === value?.after) ?? "unknown";
  return row(subject?.name ?? "", isAhead ? view.t("message.ok") : view.t(`effect.handed.${status}`), nothing, true);
};

const effectRow = (view: ModalView, effect: Effect, isAhead: boolean) => {
  if (effect.kind === "resync") return handedRow(view, effect, isAhead);
  if (effect.moved) return movedRows(view, effect.moved);
  if (effect.count) return counted(view, effect);
  if (effect.value) return valued(view, effect, effect.value);
  if (effect.amount) return [row(labelOf(view, effect.kind), paid(view, effect.amount)), toldRows(view, effect)];
  if (!effect.subject) return nothing;
  const subject = html`<span class="strong" dir="auto">${effect.subject.name}</span>`;
  const isGone = effect.kind === "gift" && !effect.issued;
  return [row(isGone ? view.t("effect.gift.gone") : labelOf(view, effect.kind), subject), toldRows(view, effect)];
};

/** What the same operation does to the other member of two. */
const counterpartRows = (
  view: ModalView,
  { counterpart, effects }: Operation,
  about: About,
): TemplateResult | typeof nothing => {
  if (!counterpart || effects.some(({ kind }) => kind === "absorb")) return nothing;
  const { member, changes, tier: change } = counterpart;
  return html`<h3 class="whose"><bdi>${member.name ?? member.id}</bdi></h3>
    <dl class="effects">
      ${changes.map((each) => balanceRows(view, each, about, false))} ${tierRow(view, { tier: change })}
    </dl>`;
};

/** What an operation does, or did: balances, tier and things, before → after. Nothing where it only sends. */
export const effectRows = (view: ModalView, operation: Operation): TemplateResult | typeof nothing => {
  if (
    !operation.changes.length &&
    !operation.tier &&
    !operation.effects.some(
      ({ subject, count, value, amount, moved = [] }) =>
        subject !== null || Boolean(amount) || count !== undefined || value !== undefined || moved.length > 0,
    )
  )
    return nothing;
  const about = aboutIn(view, operation);
  return html`<dl class="effects">
      ${operation.changes.map((change) => balanceRows(view, change, about))} ${tierRow(view, operation)}
      ${operation.effects.map((effect) => effectRow(view, effect, operation.status === "simulated"))}
    </dl>
    ${counterpartRows(view, operation, about)}`;
};
