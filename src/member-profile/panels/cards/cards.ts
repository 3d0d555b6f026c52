import { css, html, nothing, type TemplateResult } from "lit";
import type { HeldCard } from "../../../../sdk/contract/index.js";
import { card as cardIcon } from "../../../icons/dialog.js";
import { cardMessages } from "../../../locales/en/cards.js";
import type { profileMessages } from "../../../locales/en/profile.js";
import { openReading } from "../../late-reading.js";
import { launchButton, offers, type Launcher } from "../../launcher.js";
import type { OpenPanel, PanelContext, PanelHost } from "../../panel.js";
import type { ProfileView } from "../../profile-view.js";

type CardsView = ProfileView<typeof profileMessages & typeof cardMessages>;

/** A number of more letters and digits than these is a key to the member's account: only its end is shown. */
const LONGEST_SHOWN = 6;
const LAST_SHOWN = 4;

/** The end of a long number; null: it is short, and shown whole. */
const endOf = (number: string): string | null => {
  const characters = [...number];
  return characters.length > LONGEST_SHOWN ? characters.slice(-LAST_SHOWN).join("") : null;
};

const textOf = (number: string): string => {
  const end = endOf(number);
  return end === null ? number : `•••• ${end}`;
};

/** The dots are for the eye: a screen reader is told that it is the end. */
const shownNumber = (number: string, { t }: CardsView): TemplateResult => {
  const end = endOf(number);
  const said = end === null ? nothing : html`<span class="vh">${t("card.ending", { digits: end })}</span>`;
  return html`<bdi class="mono" aria-hidden=${end === null ? nothing : "true"}>${textOf(number)}</bdi>${said}`;
};

/** Its status, and the card that took its place, where that is among those that are shown. */
const standing = ({ status, replacedBy }: HeldCard, cards: readonly HeldCard[], view: CardsView): string => {
  const next = cards.find(({ id }) => id === replacedBy);
  return next ? view.t("card.replaced-by", { number: textOf(next.number) }) : view.label("card", status);
};

/** The whole name of a button says which card it replaces: there is one in each row. */
const replaceButton = ({ id, number }: HeldCard, launcher: Launcher | null, view: CardsView): unknown => {
  if (!launcher || !offers(launcher, "replace-card", null, view)) return nothing;
  const of = view.t("card.ending", { digits: endOf(number) ?? number });
  const content = html`${view.t("card.replace")}<span class="vh">: ${of}</span>`;
  const values = { replaces: id };
  return launchButton(
    { action: "replace-card", look: "ghost sm", part: "panel-action", content, values },
    launcher,
    view,
  );
};

const row = (
  card: HeldCard,
  cards: readonly HeldCard[],
  { launcher }: PanelContext,
  view: CardsView,
): TemplateResult => {
  const isActive = card.status === "active";
  return html`<li class="cards-row ${isActive ? "" : "muted"}">
    <span class="glyph sq">${cardIcon}</span>
    <div>
      <div class="cards-number">
        ${shownNumber(card.number, view)}
        <span class="badge ${isActive ? "success" : ""} plain">${standing(card, cards, view)}</span>
      </div>
      <div class="small muted">${view.t("card.since", { date: view.format.date(card.issuedAt) })}</div>
    </div>
    ${isActive ? replaceButton(card, launcher, view) : nothing}
  </li>`;
};

/** Those that count stand first. */
const draw = (cards: readonly HeldCard[], context: PanelContext): TemplateResult => {
  const view = context.view.with(cardMessages);
  if (!cards.length) return html`<div class="body"><p class="small muted">${view.t("cards.none")}</p></div>`;
  const isActive = ({ status }: HeldCard) => status === "active";
  const ordered = [...cards.filter(isActive), ...cards.filter((card) => !isActive(card))];
  return html`<ul class="cards-list">
    ${ordered.map((card) => row(card, cards, context, view))}
  </ul>`;
};

/** The cards by which tills know the member, and what became of those that are gone. */
export const open = (host: PanelHost): OpenPanel =>
  openReading(host, {
    read: async ({ members }, memberId, signal) => (await members.cards(memberId).first({ signal })).data,
    draw,
    count: ({ length }) => length,
    failure: (view) => view.with(cardMessages).t("error.cards"),
  });

export const styles = css`
  .cards-row {
    display: grid;
    grid-template-columns: 32px minmax(0, 1fr) auto;
    gap: var(--_u) calc(var(--_u) * 3);
    align-items: center;
    padding-block: calc(var(--_u) * 2);
    padding-inline: calc(var(--_u) * 4) calc(var(--_u) * 2);
    border-block-start: 1px solid var(--_border);
    font-size: var(--_fs-2);
  }
  .cards-number {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px calc(var(--_u) * 2);
    overflow-wrap: anywhere;
  }
`;
