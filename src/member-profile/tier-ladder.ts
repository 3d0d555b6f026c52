import { html, nothing } from "lit";
import type { Member, TierStep } from "../../sdk/contract/index.js";
import { rank } from "../parts/rank.js";
import type { View } from "./profile-view.js";

/** How far between two thresholds, in whole percent. */
const percentBetween = (earned: number, from: number, to: number): number =>
  to > from ? Math.round(Math.min(1, Math.max(0, (earned - from) / (to - from))) * 100) : 100;

const bar = (percent: number) => html`<svg class="bar" aria-hidden="true"><rect width="${percent}%" height="100%" rx="2"></rect></svg>`;

/** The ladder of tiers: those passed, the one held with the way to the next, those to come. */
export const ladder = (member: Member, view: View): unknown => {
  const { tiers, tierCurrency } = view.capabilities;
  const held = tiers.findIndex((tier) => tier.id === member.tier?.id);
  const current = tiers[held];
  if (!current || tierCurrency === null) return nothing;
  const currency = view.currency(tierCurrency);
  const earned = member.accounts.find((account) => account.currency === tierCurrency)?.earned ?? 0;
  const next = tiers[held + 1];
  const amount = (minor: number) => view.format.amount(minor, currency.scale);
  const progress = next
    ? view.t("tier.more", { amount: amount(Math.max(0, next.threshold - earned)), currency: currency.label, tier: next.name })
    : "";
  const label = progress ? view.t("tier.label", { tier: current.name, progress }) : view.t("tier.only", { tier: current.name });
  const step = (tier: TierStep, index: number) => {
    if (index !== held)
      return html`<li>
        ${bar(index < held ? 100 : 0)}<span class="lab"
          ><bdi>${tier.name}</bdi>${index > held ? html`<bdi class="num">${amount(tier.threshold)}</bdi>` : nothing}</span
        >
      </li>`;
    return html`<li class="now">
      ${bar(next ? percentBetween(earned, tier.threshold, next.threshold) : 100)}<span class="lab"
        ><span class="tier">${rank(tiers, tier.id)}<bdi>${tier.name}</bdi></span
        ><span class="muted">${progress}</span></span
      >
    </li>`;
  };
  return html`<ol class="ladder" aria-label=${label}>
    ${tiers.map(step)}
  </ol>`;
};
