import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Notice } from "../../../sdk/contract/index.js";
import { amountIn } from "../../fields/amount-field.js";
import { matches } from "../../parts/matches.js";
import { search } from "../../icons/dialog.js";
import { currencyIcon, namedIcon } from "../../icons/named.js";
import { stop } from "../../icons/signs.js";
import { bolt, lock } from "../../icons/things.js";
import { sectionsOf, type MenuItem } from "./menu.js";
import { problemText, submitOf, titleOf, type Scene } from "../modal-view.js";

export interface ChooserView {
  readonly scene: Scene;
  readonly items: readonly MenuItem[];
  readonly query: string;
  readonly search: (query: string) => void;
  readonly open: (item: MenuItem) => void;
  /** The key of what was pressed, while what it takes is still being loaded. */
  readonly asked: string | null;
}

/** What a tile says first: a preset says its amount, or the host's own words. */
const nameOf = (scene: Scene, item: MenuItem): string =>
  item.preset
    ? submitOf(scene, item, null, amountIn(item.action, item.preset.values, item.currency?.scale ?? 0, "en"))
    : titleOf(scene, item);

const summaryOf = (scene: Scene, item: MenuItem): string =>
  item.preset?.label ?? scene.kit.say(`action.${item.action.id}.summary`, item.action.summary);

/** Warnings that foretell that nothing will come of it, as against those that merely inform. */
const CAUTIONS = new Set(["consent-missing", "address-missing"]);

const hint = (scene: Scene, { code, detail }: Notice): TemplateResult => {
  const text = scene.kit.say(`modal.warning.${code}`, code === "consent-missing" ? scene.say("modal.warning.consent-missing") : detail);
  return CAUTIONS.has(code) ? html`<small class="w">${stop}${text}</small>` : html`<small>${text}</small>`;
};

const underneath = (scene: Scene, item: MenuItem): TemplateResult => {
  if (item.refusal) return html`<small>${lock}${problemText(scene, item.refusal) || scene.say("modal.forbidden")}</small>`;
  const [warning] = item.warnings;
  const hasOwnWords = item.preset?.label && !CAUTIONS.has(warning?.code ?? "");
  return warning && !hasOwnWords ? hint(scene, warning) : html`<small dir="auto">${summaryOf(scene, item)}</small>`;
};

const tile = ({ scene, open, asked }: ChooserView, item: MenuItem): TemplateResult => {
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
    aria-busy=${item.key === asked}
    @click=${press}
  >
    <span class="glyph sq ${red}">${item.currency ? currencyIcon(item.currency.kind) : namedIcon(item.action.icon)}</span>
    <span><b dir="auto">${nameOf(scene, item)}</b>${underneath(scene, item)}</span>
  </button>`;
};

const section = (view: ChooserView, category: string, items: readonly MenuItem[]): TemplateResult => {
  const columns = items.length === 1 ? "one" : items.length === 3 ? "c3" : "";
  return html`<section class="section" aria-labelledby="section-${category}">
    <h3 id="section-${category}">${view.scene.kit.say(`modal.section.${category}`, sectionTitle(view.scene, category))}</h3>
    <div class="tiles ${columns}">
      ${repeat(
        items,
        ({ key }) => key,
        (item) => tile(view, item),
      )}
    </div>
  </section>`;
};

const known = ["assets", "communication", "tags", "delete"] as const;
const sectionTitle = ({ say }: Scene, category: string): string => {
  const id = known.find((each) => each === category);
  return id ? say(`modal.section.${id}`) : category;
};

const nothingFound = ({ scene, query, search: look }: ChooserView): TemplateResult => {
  const showAll = () => look("");
  return html`
    <div class="empty" role="status">
      <span class="glyph">${search}</span>
      <h3>${scene.say("modal.no-match", { query })}</h3>
      <p>${scene.say("modal.no-match.hint")}</p>
      <div class="row"><button type="button" class="btn" @click=${showAll}>${scene.say("modal.show-all")}</button></div>
    </div>
  `;
};

const nothingToDo = ({ scene }: ChooserView): TemplateResult => html`
  <div class="empty">
    <span class="glyph">${bolt}</span>
    <h3>${scene.say("modal.none")}</h3>
    <p>${scene.say("modal.none.hint", { name: scene.member.name })}</p>
  </div>
`;

/** What Enter opens: the first hit by its name, else the first of all. Opening sends nothing. */
const bestOf = ({ scene, query }: ChooserView, found: readonly MenuItem[]): MenuItem | undefined => {
  const allowed = found.filter(({ refusal }) => !refusal);
  return allowed.find((item) => matches(nameOf(scene, item), query)) ?? allowed[0];
};

const searchBox = (view: ChooserView, found: readonly MenuItem[]): TemplateResult => {
  const { scene, query, search: look, open } = view;
  const looking = (event: Event) => look((event.target as HTMLInputElement).value);
  const openBest = (event: KeyboardEvent) => {
    const best = query.trim() ? bestOf(view, found) : undefined;
    if (event.key !== "Enter" || event.isComposing || !best) return;
    event.preventDefault();
    open(best);
  };
  return html`<label class="suffix">
    <span class="vh">${scene.say("modal.search")}</span>${search}
    <input
      class="input"
      id="search"
      type="search"
      autocomplete="off"
      placeholder=${scene.say("modal.search")}
      .value=${query}
      @input=${looking}
      @keydown=${openBest}
    />
  </label>`;
};

/** The menu: what may be done to this member, in S0's sections, searchable by title and summary. */
export const chooser = (view: ChooserView): TemplateResult => {
  if (!view.items.length) return nothingToDo(view);
  const found = view.items.filter((item) =>
    matches(`${nameOf(view.scene, item)} ${titleOf(view.scene, item)} ${summaryOf(view.scene, item)}`, view.query),
  );
  return html`
    ${searchBox(view, found)}
    ${found.length ? sectionsOf(found).map(({ category, items }) => section(view, category, items)) : nothingFound(view)}
  `;
};
