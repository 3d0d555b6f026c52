import { html, nothing, type TemplateResult } from "lit";
import type { Client } from "../../../../sdk/client/client.js";
import type { HeldGift, HeldPunchCard } from "../../../../sdk/contract/index.js";
import type { ReadController } from "../../../controllers/read-controller.js";
import { check } from "../../../icons/signs.js";
import { gift as giftIcon } from "../../../icons/things.js";
import { kindOf } from "../../../errors.js";
import { errorNotice } from "../../states.js";
import type { View } from "../../profile-view.js";

/** What a member holds; null where the backend has no such module. */
export interface Wallet {
  readonly gifts: readonly HeldGift[] | null;
  readonly punchCards: readonly HeldPunchCard[] | null;
}

const orNone = async <T>(list: Promise<{ data: T[] }>): Promise<T[] | null> => {
  try {
    return (await list).data;
  } catch (error) {
    if (kindOf(error) === "unsupported") return null;
    throw error;
  }
};

/** Both halves at once. */
export const readWallet = async (client: Client, memberId: string, signal: AbortSignal): Promise<Wallet> => {
  const [gifts, punchCards] = await Promise.all([
    orNone(client.members.gifts(memberId).first({ signal })),
    orNone(client.members.punchCards(memberId).first({ signal })),
  ]);
  return { gifts, punchCards };
};

const until = (gift: HeldGift, view: View): string =>
  gift.expiresAt ? view.t("gift.until", { date: view.format.date(gift.expiresAt) }) : view.t("gift.forever");

const giftRow = (gift: HeldGift, view: View): TemplateResult =>
  html`<li>
    <span class="glyph sq">${giftIcon}</span>
    <span class="grow"
      ><span class="medium" dir="auto">${gift.gift.name}</span><br /><span class="small muted">${until(gift, view)}</span></span
    >
    ${gift.status === "active" ? nothing : html`<span class="badge plain">${view.label("gift", gift.status)}</span>`}
  </li>`;

const giftList = (gifts: readonly HeldGift[], view: View): TemplateResult =>
  html`<div>
    <h4 class="h3">${view.t("gifts")}<bdi class="num">${view.format.number(gifts.length)}</bdi></h4>
    ${
      gifts.length
        ? html`<ul class="list">
            ${gifts.map((gift) => giftRow(gift, view))}
          </ul>`
        : html`<p class="small muted">${view.t("gifts.none")}</p>`
    }
  </div>`;

/** Of a card with more punches than these, only the count is told. */
const mostPunchesDrawn = 30;

const punch = (index: number, card: HeldPunchCard): TemplateResult => {
  if (index < card.punches) return html`<li class="on">${check}</li>`;
  const last = index === card.punchCard.size - 1;
  return html`<li class=${index === card.punches ? "next" : ""}>${last && card.punchCard.reward ? giftIcon : index + 1}</li>`;
};

const rewardLine = ({ punches, punchCard: { size, reward } }: HeldPunchCard, view: View): unknown => {
  if (!reward) return nothing;
  const left = size - punches;
  const words = left > 0 ? view.t("punches.more", { count: left, reward }) : view.t("punches.full", { reward });
  return html`<p class="small muted after">${words}</p>`;
};

const card = (held: HeldPunchCard, view: View): TemplateResult => {
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

const cards = (held: readonly HeldPunchCard[], view: View): TemplateResult =>
  html`<div class="cards">
    ${held.length ? held.map((one) => card(one, view)) : html`<p class="small muted">${view.t("punches.none")}</p>`}
  </div>`;

/** Gifts and punch cards, side by side where there is room. */
const content = ({ gifts, punchCards }: Wallet, view: View): TemplateResult =>
  html`<div class="body twin">${gifts ? giftList(gifts, view) : nothing}${punchCards ? cards(punchCards, view) : nothing}</div>`;

/** The wallet's panel, in the frame that every panel has. It fails alone; a backend with no such modules has none. */
export const walletPanel = (read: ReadController<Wallet>, framed: (content: unknown) => unknown, view: View): unknown => {
  const { value, error, slow } = read.reading;
  if (value) return value.gifts || value.punchCards ? framed(content(value, view)) : nothing;
  if (error) return framed(errorNotice(view.t, view.t("error.wallet"), error, () => void read.reload()));
  return framed(slow ? html`<div class="sk-body"><span class="sk row"></span><span class="sk row"></span></div>` : nothing);
};
