import { html, nothing, type TemplateResult } from "lit";
import { adjust, download, send, upload } from "../icons/dialog.js";
import { bolt } from "../icons/things.js";
import { columnsMenu } from "./columns-menu.js";
import type { ListView } from "./list-view.js";
import type { Pages } from "./pages.js";
import type { Search } from "./search.js";

interface Tools {
  readonly search: Search;
  readonly choose: (ids: readonly string[] | null) => void;
  /** What can be done to all who are shown. */
  readonly more: unknown;
}

/** What members can be found by, as far as the kit has words for it, in the order in which it is said. */
const KINDS = ["name", "email", "phone", "id", "support-id", "external-id", "card"] as const;

/** What may be typed into the search; of a backend that doesn't say, what every one finds members by. */
const searchHint = ({ t, format, capabilities }: ListView): string => {
  const { exact, prefix } = capabilities.search ?? { exact: ["name", "email", "phone", "id"], prefix: [] };
  const known = KINDS.filter((kind) => exact.includes(kind) || prefix.includes(kind));
  const kinds = known.map((kind) => t(`list.by.${kind}`));
  return t("list.search", { kinds: new Intl.ListFormat(format.locale, { type: "disjunction" }).format(kinds) });
};

/** What stands above the table while nobody is selected. */
export const toolbar = (view: ListView, { search, choose, more }: Tools): TemplateResult =>
  html`<div class="tools" part="toolbar">
    ${search.draw(view.t, searchHint(view))}
    <div class="row">
      ${more}<button type="button" class="btn" popovertarget="columns" aria-haspopup="dialog">
        ${adjust}${view.t("list.columns")}
      </button>
    </div>
    ${columnsMenu(view, { choose })}
  </div>`;

interface Selected {
  /** How many; null: as many as match, which is not known yet. */
  readonly size: number | null;
  readonly isAll: boolean;
  /** How many match, where all of them could be selected at once. */
  readonly more: number | null;
  readonly all: () => void;
  readonly clear: () => void;
  /** What can be done to them. */
  readonly acts: unknown;
}

const words = ({ t }: ListView, { size, isAll }: Selected): string => {
  if (size === null) return t("list.selected.everyone");
  return t(isAll ? "list.selected.all" : "list.selected", { count: size });
};

/** What stands there instead while somebody is selected: how many they are, and what can be done to them. */
export const selectionBar = (view: ListView, selected: Selected): TemplateResult => {
  const { t } = view;
  return html`<div class="tools chosen" part="toolbar">
    <div class="row wrap grow">
      <span class="strong">${words(view, selected)}</span>
      <button type="button" class="btn link sm" @click=${selected.clear}>${t("list.selected.clear")}</button>
      ${
        selected.more === null
          ? nothing
          : html`<button type="button" class="btn link sm" @click=${selected.all}>
              ${t("list.selected.more", { count: selected.more })}
            </button>`
      }
    </div>
    <div class="row">${selected.acts}</div>
  </div>`;
};

/** The one-time action's button. */
export const onceButton = ({ t }: ListView, press: () => void): TemplateResult =>
  html`<button type="button" class="btn primary" aria-haspopup="dialog" @click=${press}>
    ${bolt}${t("list.once")}
  </button>`;

export interface MoreButtons {
  readonly exportAll: () => void;
  /** Null: nothing is to be changed here. */
  readonly importFile: (() => void) | null;
  /** Null: the program has no campaigns to go on with. */
  readonly handOff: (() => void) | null;
}

/** What can be done with files, all who are shown become one, or the rows of one are done; and where they go on (S1-6). */
export const moreButtons = ({ t }: ListView, { exportAll, importFile, handOff }: MoreButtons): TemplateResult => {
  const button = (content: unknown, press: () => void) =>
    html`<button type="button" class="btn" aria-haspopup="dialog" @click=${press}>${content}</button>`;
  return html`${importFile ? button([upload, t("list.import")], importFile) : nothing}
  ${button([download, t("list.export")], exportAll)}
  ${handOff ? html`<button type="button" class="btn" @click=${handOff}>${send}${t("list.handoff")}</button>` : nothing}`;
};

interface Paging {
  readonly pages: Pages;
  readonly shown: number;
  readonly count: number | null;
  readonly next: string | null;
  readonly busy: boolean;
  readonly go: (cursor: string | null) => void;
}

/** Where one is, and the way on and back. A button that leads nowhere keeps its place, and the focus. */
export const pager = ({ t }: ListView, { pages, shown, count, next, busy, go }: Paging): TemplateResult => {
  const from = pages.before + 1;
  const to = pages.before + shown;
  const where = count === null ? t("list.shown", { from, to }) : t("list.shown.of", { from, to, count });
  const step = (label: string, can: boolean, press: () => void) =>
    html`<button
      type="button"
      class="btn sm"
      aria-disabled=${can && !busy ? nothing : "true"}
      @click=${() => can && !busy && press()}
    >
      ${label}
    </button>`;
  return html`<div class="pager">
    <span class="muted small tally">${where}</span>
    <div class="row">
      ${step(t("list.previous"), !pages.isFirst, () => go(null))}
      ${step(t("list.next"), next !== null, () => next !== null && go(next))}
    </div>
  </div>`;
};
