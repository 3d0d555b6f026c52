import { css, html, nothing, type TemplateResult } from "lit";
import { search as searchIcon } from "../icons/dialog.js";
import { namedIcon } from "../icons/named.js";
import { matches } from "../parts/matches.js";
import { type BulkView, titleOf } from "./bulk-view.js";
import type { Choice } from "./choices.js";

interface MenuOptions {
  readonly choices: readonly Choice[];
  readonly query: string;
  readonly search: (query: string) => void;
  readonly choose: (choice: Choice) => void;
}

const tile = (view: BulkView, choice: Choice, choose: MenuOptions["choose"]): TemplateResult => {
  const { action, forbidden } = choice;
  const summary = view.kit.translate(`action.${action.id}.summary`, action.summary);
  return html`<button
    type="button"
    class="tile ${action.danger === "irreversible" ? "danger" : ""}"
    aria-disabled=${forbidden ? "true" : nothing}
    @click=${() => !forbidden && choose(choice)}
  >
    <span class="glyph sq">${namedIcon(action.icon)}</span>
    <span><b>${titleOf(view, choice)}</b><small>${forbidden ? view.t("bulk.forbidden") : summary}</small></span>
  </button>`;
};

/** What can be done to many members, searched by title and summary. */
export const actionMenu = (view: BulkView, { choices, query, search, choose }: MenuOptions): TemplateResult => {
  const { t } = view;
  if (choices.length === 0) return html`<p class="muted">${t("bulk.none")}</p>`;
  const found = choices.filter((choice) =>
    matches(`${titleOf(view, choice)} ${choice.action.title} ${choice.action.summary}`, query),
  );
  return html`<div class="find">
      ${searchIcon}<input
        class="input"
        id="find"
        type="search"
        autocomplete="off"
        aria-label=${t("bulk.search")}
        placeholder=${t("bulk.search")}
        .value=${query}
        @input=${(event: Event) => search((event.target as HTMLInputElement).value)}
      />
    </div>
    <div class="tiles">${found.map((choice) => tile(view, choice, choose))}</div>
    ${found.length ? nothing : html`<p class="muted" role="status">${t("bulk.no-match", { query })}</p>`}
    <p class="muted small">${t("bulk.one")} ${t("bulk.recurring")}</p>`;
};

export const actionMenuStyles = css`
  .find {
    position: relative;
  }
  .find svg.i {
    position: absolute;
    inset-block-start: calc(50% - 8px);
    inset-inline-start: 10px;
    color: var(--_muted);
  }
  .find .input {
    padding-inline-start: 34px;
  }
`;
