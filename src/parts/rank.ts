import { svg, html, type TemplateResult } from "lit";
import type { TierStep } from "../../sdk/contract/index.js";

const tallest = 12;

/** A tier's rank as bars: as many as there are tiers, filled up to this one. */
export const rank = (tiers: readonly TierStep[], tierId: string | null): TemplateResult => {
  const reached = tiers.findIndex((tier) => tier.id === tierId);
  const step = (tallest - 4) / Math.max(1, tiers.length - 1);
  const bar = (index: number) => {
    const height = 4 + step * index;
    return svg`<rect class=${index <= reached ? "on" : "off"} x=${index * 5} y=${tallest - height} width="3" height=${height} rx="1"></rect>`;
  };
  return html`<svg class="rank" width=${tiers.length * 5 - 2} height=${tallest} aria-hidden="true">
    ${tiers.map((_, index) => bar(index))}
  </svg>`;
};
