import { css, html, nothing, type TemplateResult } from "lit";
import type { FilterField } from "../../sdk/contract/bulk/answers.js";
import { back } from "../icons/dialog.js";
import { choosable, MOST_COLUMNS, moved } from "./columns.js";
import type { ListView } from "./list-view.js";

interface ColumnsMenu {
  /** Takes the ids of the columns to show; null: the backend's own choice again. */
  readonly choose: (ids: readonly string[] | null) => void;
}

const ids = (columns: readonly FilterField[]): readonly string[] => columns.map(({ id }) => id);

const mover = (
  { t, columns }: ListView,
  column: FilterField,
  by: -1 | 1,
  { choose }: ColumnsMenu,
): TemplateResult | typeof nothing => {
  const other = columns[columns.indexOf(column) + by];
  if (!other) return html`<span class="mover"></span>`;
  const words = by < 0 ? "list.columns.up" : "list.columns.down";
  return html`<button
    type="button"
    class="btn ghost icon mover ${by < 0 ? "up" : "down"}"
    aria-label=${t(words, { column: column.label, other: other.label })}
    @click=${() => choose(moved(ids(columns), column.id, by))}
  >
    ${back}
  </button>`;
};

const line = (view: ListView, column: FilterField, menu: ColumnsMenu): TemplateResult => {
  const on = view.columns.includes(column);
  const full = !on && view.columns.length >= MOST_COLUMNS;
  const toggle = () =>
    menu.choose(on ? ids(view.columns).filter((id) => id !== column.id) : [...ids(view.columns), column.id]);
  return html`<li class="column-line">
    <label class="row grow">
      <input type="checkbox" .checked=${on} ?disabled=${full} @change=${toggle} /><span class="grow"
        >${column.label}</span
      ></label
    >${on ? html`${mover(view, column, -1, menu)}${mover(view, column, 1, menu)}` : nothing}
  </li>`;
};

/** What the table shows, in which order: those that are shown first, each with two buttons that move it. */
export const columnsMenu = (view: ListView, menu: ColumnsMenu): TemplateResult => {
  const { t, schema, columns } = view;
  const hidden = choosable(schema).filter((field) => !columns.includes(field));
  return html`<div class="columns-menu" popover id="columns" role="dialog" aria-label=${t("list.columns.title")}>
    <div class="row between">
      <p class="muted small grow">
        ${columns.length >= MOST_COLUMNS ? t("list.columns.most", { count: MOST_COLUMNS }) : t("list.columns.help")}
      </p>
      <button type="button" class="btn link sm" @click=${() => menu.choose(null)}>${t("list.columns.reset")}</button>
    </div>
    <ul>
      ${[...columns, ...hidden].map((column) => line(view, column, menu))}
    </ul>
  </div>`;
};

export const columnsMenuStyles = css`
  .columns-menu {
    position: absolute;
    inset: auto;
    position-area: block-end span-inline-start;
    margin: var(--_u) 0;
    inline-size: min(22rem, 100vi - 24px);
    max-block-size: min(28rem, 70dvb);
    overflow: auto;
    padding: calc(var(--_u) * 3);
    border: 1px solid var(--_border);
    border-radius: var(--_r-panel);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  .column-line {
    display: flex;
    align-items: center;
    min-block-size: max(32px, var(--_hit));
  }
  .column-line label {
    min-block-size: var(--_hit);
    overflow-wrap: anywhere;
  }
  .mover {
    inline-size: 28px;
  }
  .mover.up svg.i {
    transform: rotate(90deg);
  }
  .mover.down svg.i {
    transform: rotate(-90deg);
  }
`;
