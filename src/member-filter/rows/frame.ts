import { html, nothing, type TemplateResult } from "lit";
import { check, cross } from "../../icons/signs.js";
import { note } from "../../icons/dialog.js";
import type { FilterView, Nesting } from "../filter-view.js";
import { eventScope, memberScope } from "../model/editors.js";
import type { Row } from "../model/rows.js";
import { textOf } from "../sentence/parts.js";
import { told } from "../sentence/told.js";
import { movers } from "./movers.js";
import { problemLine } from "./problem.js";

/** What a row says, as the words of a button about it need it. */
export const whatOf = (row: Row, { event }: Nesting, { sentence, schema, t }: FilterView): string => {
  if (row.kind === "group") return t("filter.remove.group");
  const clause = sentence.clause(row, event === null ? memberScope(schema) : eventScope(schema, event));
  return clause.length ? textOf(clause) : t("filter.remove.unfinished");
};

/** Delete and Backspace do what the button does. */
const removing = (event: KeyboardEvent, remove: () => void): void => {
  if (event.key !== "Delete" && event.key !== "Backspace") return;
  event.preventDefault();
  remove();
};

export const removeButton = (row: Row, nesting: Nesting, view: FilterView): TemplateResult | typeof nothing => {
  if (view.locked) return nothing;
  const label = view.t("filter.remove", { what: whatOf(row, nesting, view) });
  const remove = () => view.remove(row);
  return html`<button
    type="button"
    class="btn ghost icon remove"
    id="${row.key}-remove"
    aria-label=${label}
    title=${label}
    @click=${remove}
    @keydown=${(event: KeyboardEvent) => removing(event, remove)}
  >
    ${cross}
  </button>`;
};

/** The row as its sentence: all that a narrow page shows of it until it is opened. */
const saying = (row: Row, nesting: Nesting, view: FilterView): TemplateResult => {
  const { t, schema, sentence, locked } = view;
  const clause = sentence.clause(row, nesting.event === null ? memberScope(schema) : eventScope(schema, nesting.event));
  const words = clause.length ? told(clause) : html`<span class="muted">${t("filter.unfinished")}</span>`;
  const edit = html`<button
    type="button"
    class="btn ghost icon"
    id="${row.key}-edit"
    aria-label=${t("filter.edit", { what: whatOf(row, nesting, view) })}
    @click=${() => view.show(row.key)}
  >
    ${note}
  </button>`;
  return html`<div class="saying"><span class="grow">${words}</span>${locked ? nothing : edit}</div>`;
};

const done = ({ t, show }: FilterView): TemplateResult =>
  html`<button type="button" class="btn sm done" @click=${() => show(null)}>${check}${t("filter.done")}</button>`;

/** A row: its sentence and its controls, of which a narrow page shows one, what is wrong, and the button to remove it. */
export const rowFrame = (row: Row, controls: unknown, nesting: Nesting, view: FilterView): TemplateResult => {
  const inner = nesting.event !== null;
  const isOpen = view.open === row.key;
  return html`<li
    class="rule ${row.kind} ${inner ? "inner" : ""} ${isOpen ? "open" : ""}"
    part=${inner ? nothing : "rule"}
    @keydown=${(event: KeyboardEvent) => event.key === "Enter" && view.enter(event, row)}
  >
    <div class="lines">
      ${inner ? nothing : saying(row, nesting, view)}
      ${view.locked ? nothing : html`<div class="controls">${controls}</div>`} ${problemLine(row, view)}
      ${isOpen && !inner ? done(view) : nothing}
    </div>
    ${movers(row, whatOf(row, nesting, view), view)} ${removeButton(row, nesting, view)}
  </li>`;
};
