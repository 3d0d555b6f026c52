import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { plus } from "../../icons/signs.js";
import type { Added } from "../filter-rows.js";
import type { DrawGroup, FilterView, Nesting } from "../filter-view.js";
import type { GroupRow, Match, Row } from "../model/rows.js";
import { weave } from "../sentence/parts.js";
import { conditionRow } from "./condition-row.js";
import { select } from "./controls.js";
import { eventRow } from "./event-row.js";
import { removeButton } from "./frame.js";
import { movers } from "./movers.js";
import { problemLine } from "./problem.js";
import { unknownRow } from "./unknown-row.js";

/** What is offered; "not all" is only kept where a filter has it. */
const offered = (match: Match): readonly Match[] =>
  match === "not-all" ? ["all", "any", "none", "not-all"] : ["all", "any", "none"];

const wordsOf = ({ depth, event }: Nesting) =>
  event !== null ? "filter.match.where" : depth === 1 ? "filter.match.root" : "filter.match.group";

/** "Members who match [all] of these", with the choice in its place in the sentence. */
const head = (group: GroupRow, nesting: Nesting, view: FilterView): unknown => {
  const { t, edit, locked } = view;
  const control = {
    id: `${group.key}-match`,
    label: t("filter.match"),
    value: group.match,
    locked,
    error: undefined,
    change: (match: string) => edit({ ...group, match: match as Match }),
  };
  const choices = offered(group.match).map((match) => ({ value: match, label: t(`filter.match.${match}`) }));
  const match = locked ? html`<b>${t(`filter.match.${group.match}`)}</b>` : select(control, [["", choices]], "chip");
  return weave<unknown>(t(wordsOf(nesting)), { match: [match] }, (text) => html`<span>${text.trim()}</span>`);
};

const adder = (group: GroupRow, added: Added, nesting: Nesting, view: FilterView): TemplateResult => {
  const { t, isFull, schema, add } = view;
  const inner = nesting.event !== null;
  const quiet = inner || nesting.depth > 1;
  const full = isFull ? t("filter.full", { count: schema.mostRules }) : null;
  return html`<button
    type="button"
    class="btn sm ${quiet ? "ghost" : ""} add"
    id="${group.key}-add-${added}"
    aria-label=${t(inner ? "filter.add.where" : `filter.add.${added}`)}
    aria-disabled=${full ? "true" : nothing}
    title=${full ?? nothing}
    @click=${() => !full && add(group.key, added)}
  >
    ${plus}${t(inner ? "filter.where" : `filter.${added}`)}
  </button>`;
};

const adders = (group: GroupRow, nesting: Nesting, view: FilterView): unknown => {
  if (view.locked) return nothing;
  const { events, greatestDepth } = view.schema;
  const add = (added: Added) => adder(group, added, nesting, view);
  const ofMembers = nesting.event === null;
  return html`<div class="adds">
    ${add("condition")} ${ofMembers && events.length ? add("event") : nothing}
    ${ofMembers && nesting.depth < greatestDepth ? add("group") : nothing}
  </div>`;
};

/** What stands where a row was removed. */
const undoLine = ({ removed, putBack, t }: FilterView): TemplateResult =>
  html`<li class="undo">
    <div class="toast">
      <span>${t("filter.removed")}</span>
      <button
        type="button"
        class="btn sm"
        id="undo"
        aria-label=${t("filter.undo.what", { what: removed?.what ?? "" })}
        @click=${putBack}
      >
        ${t("filter.undo")}
      </button>
    </div>
  </li>`;

const drawRow = (row: Row, nesting: Nesting, view: FilterView): unknown => {
  switch (row.kind) {
    case "condition":
      return conditionRow(row, nesting, view);
    case "event":
      return eventRow(row, nesting, view, drawGroup);
    case "unknown":
      return unknownRow(row, nesting, view);
    case "group":
      return html`<li class="rule nest" part="group">
        ${drawGroup(row, { ...nesting, depth: nesting.depth + 1 }, view)}
      </li>`;
  }
};

type Entry = Row | "undo";

/** The rows, with what was removed in its place. */
const entriesOf = ({ key, rows }: GroupRow, { removed }: FilterView): readonly Entry[] =>
  removed?.groupKey === key ? [...rows.slice(0, removed.index), "undo", ...rows.slice(removed.index)] : rows;

/** A group: how many of its rows must hold, its rows, and what can be added. */
export const drawGroup: DrawGroup = (group, nesting, view) => {
  const { rows } = group;
  const isNested = nesting.event === null && nesting.depth > 1;
  // "All of these" says nothing of none, and of one condition on each event.
  const withHead = isNested || rows.length > (nesting.event === null ? 0 : 1);
  const entries = entriesOf(group, view);
  return html`<div
    class="group ${nesting.event === null ? "" : "where"}"
    role="group"
    aria-label=${view.t(isNested ? "filter.group" : "filter.conditions")}
  >
    ${
      withHead
        ? html`<div class="ghead">
            <div class="row wrap">${head(group, nesting, view)}</div>
            ${
              isNested
                ? [movers(group, view.t("filter.remove.group"), view), removeButton(group, nesting, view)]
                : nothing
            }
          </div>`
        : nothing
    }
    ${
      entries.length
        ? html`<ol class="rules">
            ${repeat(
              entries,
              (entry) => (entry === "undo" ? entry : entry.key),
              (entry) => (entry === "undo" ? undoLine(view) : drawRow(entry, nesting, view)),
            )}
          </ol>`
        : nothing
    }
    ${problemLine(group, view)} ${adders(group, nesting, view)}
  </div>`;
};
