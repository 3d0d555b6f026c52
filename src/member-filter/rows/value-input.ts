import { html, nothing, type TemplateResult } from "lit";
import type { FilterField } from "../../../sdk/contract/bulk/answers.js";
import type { FilterView } from "../filter-view.js";
import { chipsInput } from "./chips-input.js";
import { box, select, suggestionsFor, type Choice, type Control } from "./controls.js";
import { linesInput } from "./lines-input.js";
import type { Valued } from "./valued.js";

/** What there is to choose from. */
export const choicesOf = ({ kind, options }: FilterField, { t }: FilterView): readonly Choice[] =>
  kind === "boolean"
    ? [
        { value: "true", label: t("filter.yes") },
        { value: "false", label: t("filter.no") },
      ]
    : (options ?? []);

/** The control of one of a value's texts. */
const controlOf = ({ row, error }: Valued, part: number, label: string, view: FilterView): Control => {
  const { texts } = row;
  const problem = view.reading.problems.get(row.key);
  return {
    id: `${row.key}-value-${part}`,
    label,
    value: texts[part] ?? "",
    locked: view.locked,
    error: (problem?.part ?? part) === part ? error : undefined,
    change: (text) => view.type({ ...row, texts: Object.assign([...texts], { [part]: text }) }),
    leave: view.leave,
  };
};

const choose = (valued: Valued, view: FilterView): TemplateResult => {
  const { row, field } = valued;
  const change = (value: string) => view.edit({ ...row, texts: value ? [value] : [] });
  const choices = [{ value: "", label: view.t("filter.choose") }, ...choicesOf(field, view)];
  return select({ ...controlOf(valued, 0, view.t("filter.value"), view), change }, [["", choices]]);
};

const number = (valued: Valued, part: number, label: string, view: FilterView): TemplateResult =>
  box(controlOf(valued, part, label, view), {
    look: "n",
    inputmode: valued.field.scale ? "decimal" : "numeric",
  });

const date = (valued: Valued, part: number, label: string, view: FilterView): TemplateResult =>
  box(controlOf(valued, part, label, view), { type: "date", look: "d" });

const pair = (draw: typeof number, valued: Valued, view: FilterView): TemplateResult => {
  const { t } = view;
  return html`<span class="pair"
    >${draw(valued, 0, t("filter.from"), view)}<span class="word">${t("filter.and")}</span
    >${draw(valued, 1, t("filter.to"), view)}</span
  >`;
};

/** Text, with what is in use suggested where the backend keeps a vocabulary. */
const text = (valued: Valued, view: FilterView): TemplateResult => {
  const { row, field } = valued;
  const control = controlOf(valued, 0, view.t("filter.value"), view);
  if (!field.suggestions) return box(control, { look: "t" });
  const list = `${row.key}-list`;
  const change = (typed: string) => {
    view.suggest(typed);
    control.change(typed);
  };
  return html`${box({ ...control, change }, { look: "t", list })}${suggestionsFor(list, view.suggestions)}`;
};

const days = (valued: Valued, view: FilterView): TemplateResult =>
  html`<span class="pair"
    >${box(controlOf(valued, 0, view.t("filter.day-count"), view), { look: "n", inputmode: "numeric" })}<span
      class="word"
      >${view.t("filter.days")}</span
    ></span
  >`;

/** What a condition compares with, in native controls. */
export const valueInput = (valued: Valued, view: FilterView): TemplateResult | typeof nothing => {
  switch (valued.editor) {
    case "none":
      return nothing;
    case "number":
      return number(valued, 0, view.t("filter.value"), view);
    case "numbers":
      return pair(number, valued, view);
    case "date":
      return date(valued, 0, view.t("filter.value"), view);
    case "dates":
      return pair(date, valued, view);
    case "days":
      return days(valued, view);
    case "choice":
      return choose(valued, view);
    case "chips":
      return chipsInput(valued, choicesOf(valued.field, view), view);
    case "lines":
      return linesInput(valued, view);
    case "text":
      return text(valued, view);
  }
};
