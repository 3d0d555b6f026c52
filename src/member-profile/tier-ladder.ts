import { css, html, nothing } from "lit";
import type { Member, TierStep } from "../../sdk/contract/index.js";
import { rank } from "../parts/rank.js";
import type { ProfileView } from "./profile-view.js";

/** How far between two thresholds, in whole percent; all of it where the backend doesn't know one of them. */
const percentBetween = (earned: number | null, from: number | null, to: number | null): number =>
  earned !== null && from !== null && to !== null && to > from
    ? Math.round(Math.min(1, Math.max(0, (earned - from) / (to - from))) * 100)
    : 100;

const bar = (percent: number) =>
  html`<svg class="bar" aria-hidden="true"><rect width="${percent}%" height="100%" rx="2"></rect></svg>`;

/** The ladder of tiers: those passed, the one held with the way to the next, those to come. */
export const ladder = (member: Member, view: ProfileView): unknown => {
  const { tiers, tierCurrency } = view.capabilities;
  const held = tiers.findIndex((tier) => tier.id === member.tier?.id);
  const current = tiers[held];
  if (!current || tierCurrency === null) return nothing;
  const currency = view.currency(tierCurrency);
  const earned = member.accounts.find((account) => account.currency === tierCurrency)?.earned ?? null;
  const next = tiers[held + 1];
  const amount = (minor: number) => view.format.amount(minor, currency.scale);
  const isKnown = next?.threshold != null && earned !== null;
  const progress = isKnown
    ? view.t("tier.more", {
        amount: amount(Math.max(0, Number(next.threshold) - earned)),
        currency: currency.label,
        tier: next.name,
      })
    : "";
  const label = progress
    ? view.t("tier.label", { tier: current.name, progress })
    : view.t("tier.only", { tier: current.name });
  const step = (tier: TierStep, index: number) => {
    if (index !== held)
      return html`<li>
        ${bar(index < held ? 100 : 0)}<span class="lab"
          ><bdi>${tier.name}</bdi
          >${index > held && tier.threshold !== null ? html`<bdi class="num">${amount(tier.threshold)}</bdi>` : nothing}</span
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

export const ladderStyles = css`
  .ladder {
    grid-column: 1 / -1;
    margin-block-start: 14px;
    display: flex;
    gap: 4px;
  }
  .ladder li {
    display: grid;
    gap: 7px;
    flex: 1;
    min-inline-size: 0;
    align-content: start;
  }
  .bar {
    display: block;
    inline-size: 100%;
    block-size: 4px;
    border-radius: 2px;
    overflow: hidden;
    background: color-mix(in oklab, var(--_text) 11%, var(--_surface));
    fill: var(--_accent);
  }
  .bar:dir(rtl) {
    transform: scaleX(-1);
  }
  .lab {
    font-size: var(--_fs-1);
    color: var(--_muted);
    display: flex;
    flex-wrap: wrap;
    gap: 0 6px;
    align-items: center;
  }
  .now .lab {
    color: var(--_text);
  }
  @container (inline-size < max(640px, 40rem)) {
    .ladder {
      margin-block-start: 8px;
      flex-wrap: wrap;
      row-gap: 7px;
    }
    .ladder li {
      display: contents;
    }
    .ladder li:not(.now) .lab {
      display: none;
    }
    .ladder .bar {
      flex: 1 1 0;
      min-inline-size: 12px;
    }
    .now .bar {
      flex-grow: 5;
    }
    .now .lab {
      flex: 1 0 100%;
      order: 1;
      justify-content: space-between;
    }
  }
  @media (forced-colors: active) {
    .bar {
      outline: 1px solid CanvasText;
      background: Canvas;
      fill: Highlight;
      forced-color-adjust: none;
    }
  }
`;
