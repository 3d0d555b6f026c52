import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Notice } from "../../../sdk/contract/index.js";
import { amountIn } from "../../fields/amount-values.js";
import { search } from "../../icons/dialog.js";
import { currencyIcon } from "../../icons/currency.js";
import { namedIcon } from "../../icons/named.js";
import { stop } from "../../icons/signs.js";
import { bolt, lock } from "../../icons/things.js";
import { matches } from "../../parts/matches.js";
import { reasonText } from "../../parts/reasons.js";
import { actionTitle, submitText, type ModalView } from "../modal-view.js";
import type { MenuItem } from "../menu-item.js";
import { KNOWN_SECTIONS, sectionsOf } from "./menu.js";

interface MenuViewOptions {
  readonly view: ModalView;
  readonly items: readonly MenuItem[];
  /** Those that were used last: they stand once more on top. */
  readonly recent: readonly MenuItem[];
  readonly query: string;
  readonly search: (query: string) => void;
  readonly open: (item: MenuItem) => void;
  /** The key of the action that was pressed and whose form is still being loaded. */
  readonly loading: string | null;
}

/** A tile's title. A preset's title says its amount. */
export const nameOf = (view: ModalView, item: MenuItem): string =>
  item.preset
    ? submitText(view, item, null, amountIn(item.action, item.preset.values, item.currency?.scale ?? 0, "en"))
    : actionTitle(view, item);

/** What an item does, in a few words: the host's own of a preset. */
export const summaryOf = (view: ModalView, item: MenuItem): string =>
  item.preset?.label ?? view.kit.translate(`action.${item.action.id}.summary`, item.action.summary);

/** Warnings that say the action will have no effect. All others only inform. */
const CAUTIONS = new Set(["consent-missing", "address-missing"]);

const hint = (view: ModalView, { code, detail }: Notice): TemplateResult => {
  const text = view.kit.translate(
    `modal.warning.${code}`,
    code === "consent-missing" ? view.t("modal.warning.consent-missing") : detail,
  );
  return CAUTIONS.has(code) ? html`<small class="w">${stop}${text}</small>` : html`<small>${text}</small>`;
};

/** A tile's second line: why it is disabled, else a warning, else what it does. */
const secondLine = (view: ModalView, item: MenuItem): TemplateResult => {
  if (item.refusal) return html`<small>${lock}${reasonText(view.kit, item.refusal)}</small>`;
  const [warning] = item.warnings;
  const hasOwnWords = item.preset?.label && !CAUTIONS.has(warning?.code ?? "");
  return warning && !hasOwnWords ? hint(view, warning) : html`<small dir="auto">${summaryOf(view, item)}</small>`;
};

/** What adds and spends is told apart by its currency, what corrects a balance by what it does. */
export const glyph = ({ action, currency }: MenuItem): TemplateResult =>
  currency && action.category === "assets" ? currencyIcon(currency.kind) : namedIcon(action.icon);

const tile = ({ view, open, loading }: MenuViewOptions, item: MenuItem): TemplateResult => {
  const press = () => {
    if (!item.refusal) open(item);
  };
  const red = item.action.danger === "irreversible" ? "danger" : "";
  return html`<button
    type="button"
    class="tile ${red}"
    part="tile"
    data-action=${item.key}
    aria-disabled=${item.refusal ? "true" : "false"}
    aria-busy=${item.key === loading}
    @click=${press}
  >
    <span class="glyph sq ${red}">${glyph(item)}</span>
    <span><b dir="auto">${nameOf(view, item)}</b>${secondLine(view, item)}</span>
  </button>`;
};

const section = (options: MenuViewOptions, category: string, items: readonly MenuItem[]): TemplateResult => {
  const columns = items.length === 1 ? "one" : items.length === 3 ? "c3" : "";
  return html`<section class="section" aria-labelledby="section-${category}">
    <h3 id="section-${category}">
      ${options.view.kit.translate(`modal.section.${category}`, sectionTitle(options.view, category))}
    </h3>
    <div class="tiles ${columns}">
      ${repeat(
        items,
        ({ key }) => key,
        (item) => tile(options, item),
      )}
    </div>
  </section>`;
};

const sectionTitle = ({ t }: ModalView, category: string): string => {
  const id = (["recent", ...KNOWN_SECTIONS] as const).find((each) => each === category);
  return id ? t(`modal.section.${id}`) : category;
};

const nothingFound = ({ view, query, search: look }: MenuViewOptions): TemplateResult => {
  const showAll = () => look("");
  return html`
    <div class="empty" role="status">
      <span class="glyph">${search}</span>
      <h3>${view.t("modal.no-match", { query })}</h3>
      <p>${view.t("modal.no-match.hint")}</p>
      <div class="row"><button type="button" class="btn" @click=${showAll}>${view.t("modal.show-all")}</button></div>
    </div>
  `;
};

const nothingToDo = ({ view }: MenuViewOptions): TemplateResult => html`
  <div class="empty">
    <span class="glyph">${bolt}</span>
    <h3>${view.t("modal.none")}</h3>
    <p>${view.t("modal.none.hint", { name: view.member.name })}</p>
  </div>
`;

/**
 * What Enter opens: the first action whose title matches, else the first that matches at all. Opening sends nothing.
 */
const bestOf = ({ view, query }: MenuViewOptions, found: readonly MenuItem[]): MenuItem | undefined => {
  const allowed = found.filter(({ refusal }) => !refusal);
  return allowed.find((item) => matches(nameOf(view, item), query)) ?? allowed[0];
};

const searchBox = (options: MenuViewOptions, found: readonly MenuItem[]): TemplateResult => {
  const { view, query, search: look, open } = options;
  const looking = (event: Event) => look((event.target as HTMLInputElement).value);
  const openBest = (event: KeyboardEvent) => {
    const best = query.trim() ? bestOf(options, found) : undefined;
    if (event.key !== "Enter" || event.isComposing || !best) return;
    event.preventDefault();
    open(best);
  };
  return html`<label class="suffix">
    <span class="vh">${view.t("modal.search")}</span>${search}
    <input
      class="input"
      id="search"
      type="search"
      autocomplete="off"
      placeholder=${view.t("modal.search")}
      .value=${query}
      @input=${looking}
      @keydown=${openBest}
    />
  </label>`;
};

/** Draws the menu: what may be done to this member, in sections, searched by title and summary. */
export const menuView = (options: MenuViewOptions): TemplateResult => {
  const { view, items, query, recent } = options;
  if (!items.length) return nothingToDo(options);
  const found = items.filter((item) =>
    matches(`${nameOf(view, item)} ${actionTitle(view, item)} ${summaryOf(view, item)}`, query),
  );
  return html`
    ${searchBox(options, found)} ${recent.length && !query.trim() ? section(options, "recent", recent) : nothing}
    ${found.length ? sectionsOf(found).map((each) => section(options, each.category, each.items)) : nothingFound(options)}
  `;
};
