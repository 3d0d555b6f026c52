import { html, nothing, type TemplateResult } from "lit";
import type { AudienceMember, FilterField } from "../../sdk/contract/bulk/answers.js";
import type { Capabilities } from "../../sdk/contract/index.js";
import type { Format } from "../format/format.js";
import { rank } from "../parts/rank.js";
import type { ListTranslate } from "./list-view.js";

type Cell = AudienceMember["cells"][number];

/** What cells are written with. */
export interface CellView {
  readonly t: ListTranslate;
  readonly format: Format;
  readonly capabilities: Capabilities;
}

/** How many tags stand in a cell; the others are a number, with their names on hover. */
const MOST_TAGS = 3;

const tags = (all: readonly string[], { t, format }: CellView): TemplateResult =>
  html`<span class="tags"
    >${all.slice(0, MOST_TAGS).map((tag) => html`<span class="tag plain" title=${tag}><span>${tag}</span></span>`)}${
      all.length > MOST_TAGS
        ? html`<span
            class="muted small tally"
            title=${new Intl.ListFormat(format.locale, { type: "unit", style: "short" }).format(all.slice(MOST_TAGS))}
            >${t("list.more", { count: all.length - MOST_TAGS })}</span
          >`
        : nothing
    }</span
  >`;

const labelOf = ({ options }: FilterField, value: string): string =>
  options?.find((option) => option.value === value)?.label ?? value;

const number = ({ scale }: FilterField, value: number, { format }: CellView): TemplateResult =>
  html`<span class="num">${format.amount(value, scale ?? 0)}</span>`;

/** One cell: nothing where nothing is known. A value of another kind than its column's is shown as it came (U10). */
export const cell = (field: FilterField, value: Cell, member: AudienceMember, view: CellView): unknown => {
  const { t, format, capabilities } = view;
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return nothing;
  if (Array.isArray(value))
    return tags(
      value.map((each) => labelOf(field, each)),
      view,
    );
  if (typeof value === "boolean") return t(value ? "list.yes" : "list.no");
  if (typeof value === "number") return number(field, value, view);
  if (field.id === "tier" && member.tier)
    return html`<span class="tier">${rank(capabilities.tiers, member.tier.id)}${member.tier.name}</span>`;
  if (field.kind === "date") return html`<bdi class="day">${format.date(value)}</bdi>`;
  return html`<bdi>${labelOf(field, value)}</bdi>`;
};

/** Whether a column's values stand at its end, one below the other by their digits. */
export const isNumeric = ({ kind }: FilterField): boolean => kind === "number";
