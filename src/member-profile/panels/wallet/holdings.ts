import { css, html, nothing, type TemplateResult } from "lit";
import type { HeldCoupon, HeldGift, HeldPunchCard } from "../../../../sdk/contract/index.js";
import { coupon as couponIcon } from "../../../icons/dialog.js";
import { check } from "../../../icons/signs.js";
import { gift as giftIcon } from "../../../icons/things.js";
import type { profileMessages } from "../../../locales/en/profile.js";
import { walletMessages } from "../../../locales/en/wallet.js";
import { copyable } from "../../../parts/copyable.js";
import type { PanelContext } from "../../panel.js";
import type { ProfileView } from "../../profile-view.js";

/** What a member holds; null where the backend has no such module. */
export interface Wallet {
  readonly gifts: readonly HeldGift[] | null;
  readonly punchCards: readonly HeldPunchCard[] | null;
  readonly coupons: readonly HeldCoupon[] | null;
}

type WalletView = ProfileView<typeof profileMessages & typeof walletMessages>;

const until = ({ expiresAt }: HeldGift | HeldCoupon, view: WalletView): string =>
  expiresAt ? view.t("gift.until", { date: view.format.date(expiresAt) }) : view.t("gift.forever");

const giftRow = (gift: HeldGift, view: WalletView): TemplateResult =>
  html`<li>
    <span class="glyph sq">${giftIcon}</span>
    <span class="grow"
      ><span class="medium" dir="auto">${gift.gift.name}</span><br /><span class="small muted"
        >${until(gift, view)}</span
      ></span
    >
    ${gift.status === "active" ? nothing : html`<span class="badge plain">${view.label("gift", gift.status)}</span>`}
  </li>`;

/** What there is of a kind, counted; that there is none where it is empty. */
const list = <Held>(
  kind: "gifts" | "coupons",
  held: readonly Held[],
  row: (one: Held, view: WalletView) => TemplateResult,
  view: WalletView,
): TemplateResult =>
  html`<div>
    <h4 class="h3">${view.t(kind)}<bdi class="num">${view.format.number(held.length)}</bdi></h4>
    ${
      held.length
        ? html`<ul class="list">
            ${held.map((one) => row(one, view))}
          </ul>`
        : html`<p class="small muted">${view.t(`${kind}.none`)}</p>`
    }
  </div>`;

/** Its code can be copied as long as it counts. */
const couponRow = (coupon: HeldCoupon, view: WalletView): TemplateResult => {
  const { code, status, reward } = coupon;
  const isActive = status === "active";
  return html`<li>
    <span class="glyph sq">${couponIcon}</span>
    <span class="grow"
      ><span class="medium" dir="auto">${reward.name}</span><br /><span class="small muted">${until(coupon, view)}</span
      >${isActive ? html`<br />${copyable(code, view.t("coupon.copy", { id: code }))}` : nothing}</span
    >
    ${isActive ? nothing : html`<span class="badge plain">${view.label("coupon", status)}</span>`}
  </li>`;
};

/** Of a card with more punches than these, only the count is told. */
const mostPunchesDrawn = 30;

const punch = (index: number, card: HeldPunchCard): TemplateResult => {
  if (index < card.punches) return html`<li class="on">${check}</li>`;
  const last = index === card.punchCard.size - 1;
  return html`<li class=${index === card.punches ? "next" : ""}>
    ${last && card.punchCard.reward ? giftIcon : index + 1}
  </li>`;
};

const rewardLine = ({ punches, punchCard: { size, reward } }: HeldPunchCard, view: WalletView): unknown => {
  if (!reward) return nothing;
  const left = size - punches;
  const words = left > 0 ? view.t("punches.more", { count: left, reward }) : view.t("punches.full", { reward });
  return html`<p class="small muted after">${words}</p>`;
};

const card = (held: HeldPunchCard, view: WalletView): TemplateResult => {
  const { size, name } = held.punchCard;
  const said = { done: held.punches, size };
  return html`<div class="card" part="punch-card">
    <h4 class="h3"><bdi>${name}</bdi><span>${view.t("punches.of", said)}</span></h4>
    ${
      size <= mostPunchesDrawn
        ? html`<ol class="punches" aria-label=${view.t("punches.label", said)}>
            ${Array.from({ length: size }, (_, index) => punch(index, held))}
          </ol>`
        : nothing
    }
    ${rewardLine(held, view)}
  </div>`;
};

const cards = (held: readonly HeldPunchCard[], view: WalletView): TemplateResult =>
  html`<div class="cards">
    ${held.length ? held.map((one) => card(one, view)) : html`<p class="small muted">${view.t("punches.none")}</p>`}
  </div>`;

/** Draws gifts, coupons and punch cards, side by side where there is room. */
export const draw = (wallet: Wallet, context: PanelContext): unknown => {
  const { modules } = context.view.capabilities;
  const gifts = modules.includes("gifts") ? wallet.gifts : null;
  const punchCards = modules.includes("punch-cards") ? wallet.punchCards : null;
  const coupons = modules.includes("rewards") ? wallet.coupons : null;
  if (!gifts && !punchCards && !coupons) return nothing;
  const view = context.view.with(walletMessages);
  return html`<div class="body twin">
    ${gifts && list("gifts", gifts, giftRow, view)}${punchCards && cards(punchCards, view)}${coupons && list("coupons", coupons, couponRow, view)}
  </div>`;
};

export const styles = css`
  .twin {
    display: grid;
    gap: calc(var(--_u) * 4) calc(var(--_u) * 6);
    grid-template-columns: minmax(0, 1fr);
  }
  @container (inline-size >= max(560px, 35rem)) {
    .twin {
      grid-template-columns: repeat(auto-fit, minmax(min(max(220px, 13.75rem), 100%), 1fr));
    }
  }
  .cards {
    display: grid;
    gap: calc(var(--_u) * 4);
  }
  .punches {
    display: grid;
    grid-template-columns: repeat(5, 30px);
    gap: calc(var(--_u) * 2.5) calc(var(--_u) * 2);
    padding: calc(var(--_u) * 3);
    border: 1px solid var(--_border);
    border-radius: var(--_r-panel);
    background: var(--_subtle);
    justify-content: space-between;
  }
  .punches li {
    inline-size: 30px;
    block-size: 30px;
    border-radius: 50%;
    display: grid;
    place-items: center;
    border: 1.5px solid color-mix(in oklab, var(--_control-border) 60%, var(--_surface));
    background: var(--_surface);
    color: var(--_muted);
    font-size: 11px;
    font-variant-numeric: tabular-nums;
  }
  .punches svg.i {
    inline-size: 14px;
    block-size: 14px;
  }
  .punches .on {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
  }
  .punches .next {
    border: 1.5px dashed var(--_accent);
    color: var(--_accent);
  }
  .after {
    margin-block-start: calc(var(--_u) * 2);
  }
  @media (forced-colors: active) {
    .punches .on {
      background: Highlight;
      border-color: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
    .punches .next {
      border-style: dashed;
    }
  }
`;
