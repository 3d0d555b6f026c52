import { css, html, nothing, type TemplateResult } from "lit";
import type { Behaviour, Count } from "../../../../sdk/contract/index.js";
import { behaviourMessages } from "../../../locales/en/behaviour.js";
import type { profileMessages } from "../../../locales/en/profile.js";
import type { OpenPanel } from "../../panel.js";
import type { ProfileView } from "../../profile-view.js";

type BehaviourView = ProfileView<typeof profileMessages & typeof behaviourMessages>;

const visitsOf = ({ value, precision }: Count, { t }: BehaviourView): string => {
  if (precision === "exact") return t("behaviour.visits.exact", { count: value });
  return t(`behaviour.visits.${precision === "at_least" ? "at-least" : "estimate"}`, { count: value });
};

/** A signal; nothing where the purchases don't tell it. */
const fact = (label: string, value: unknown): TemplateResult | typeof nothing =>
  value === null
    ? nothing
    : html`<dt>${label}</dt>
        <dd>${value}</dd>`;

const facts = (behaviour: Behaviour, view: BehaviourView): TemplateResult => {
  const { lastPurchaseAt, visits, averageBasket, favouriteBranch, favouriteItems } = behaviour;
  const { t, format } = view;
  const items = favouriteItems.map(({ name }) => html`<li><bdi>${name}</bdi></li>`);
  return html`<dl class="facts">
    ${fact(t("behaviour.branch"), favouriteBranch && html`<bdi>${favouriteBranch.name}</bdi>`)}
    ${fact(
      t("behaviour.items"),
      items.length
        ? html`<ol class="behaviour-items">
            ${items}
          </ol>`
        : null,
    )}
    ${fact(t("behaviour.visits"), visitsOf(visits, view))}
    ${fact(t("behaviour.basket"), averageBasket && html`<bdi class="num">${format.money(averageBasket)}</bdi>`)}
    ${fact(t("behaviour.last"), lastPurchaseAt && format.date(lastPurchaseAt))}
  </dl>`;
};

/** What the member's purchases tell of them, favourites first: they are what one greets a member with. */
export const open = (): OpenPanel => ({
  draw: ({ member: { behaviour }, view }) => {
    const own = view.with(behaviourMessages);
    return html`<div class="body">
      ${behaviour ? facts(behaviour, own) : html`<p class="small muted">${own.t("behaviour.none")}</p>`}
    </div>`;
  },
});

export const styles = css`
  .behaviour-items {
    display: grid;
    gap: 2px;
  }
`;
