import { html, nothing, type TemplateResult } from "lit";
import { textOf } from "../../fields/field-view.js";
import { cross } from "../../icons/signs.js";
import type { FilterView } from "../filter-view.js";
import { select, suggestionsFor, type Choice, type Control } from "./controls.js";
import type { Valued } from "./valued.js";

const chip = (label: string, remove: () => void, { locked, t }: FilterView): TemplateResult =>
  html`<span class="tag ${locked ? "plain" : ""}"
    ><span title=${label}>${label}</span>${
      locked
        ? nothing
        : html`<button type="button" aria-label=${t("filter.chips.remove", { value: label })} @click=${remove}>
            ${cross}
          </button>`
    }</span
  >`;

/** The input behind the chips: Enter makes a chip of its text, Backspace in the empty one takes the last chip. */
const typed = ({ row, error }: Valued, put: (texts: readonly string[]) => void, view: FilterView): TemplateResult => {
  const { texts } = row;
  const list = `${row.key}-list`;
  const add = (input: HTMLInputElement): boolean => {
    const text = input.value.trim();
    input.value = "";
    if (text && !texts.includes(text)) put([...texts, text]);
    return text !== "";
  };
  const press = (event: KeyboardEvent) => {
    const input = event.target as HTMLInputElement;
    if (event.isComposing) return;
    const done =
      (event.key === "Enter" && add(input)) ||
      (event.key === "Backspace" && input.value === "" && texts.length > 0 && (put(texts.slice(0, -1)), true));
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<input
      id="${row.key}-value-0"
      class="bare"
      autocomplete="off"
      maxlength="500"
      dir="auto"
      list=${list}
      placeholder=${view.t("filter.chips.type")}
      aria-label=${view.t("filter.value")}
      aria-describedby=${error ?? nothing}
      @input=${(event: Event) => view.suggest(textOf(event))}
      @keydown=${press}
      @blur=${(event: Event) => add(event.target as HTMLInputElement)}
    />${suggestionsFor(list, view.suggestions)}`;
};

/** The select behind the chips, with what was not chosen yet. */
const chosen = (
  { row, error }: Valued,
  choices: readonly Choice[],
  put: (texts: readonly string[]) => void,
  view: FilterView,
): TemplateResult | typeof nothing => {
  const left = choices.filter(({ value }) => !row.texts.includes(value));
  if (left.length === 0) return nothing;
  const control: Control = {
    id: `${row.key}-value-0`,
    label: view.t("filter.value"),
    value: "",
    locked: view.locked,
    error,
    change: (value) => value && put([...row.texts, value]),
  };
  return select(control, [["", [{ value: "", label: view.t("filter.chips.add") }, ...left]]], "bare");
};

/** Several values, one chip each. */
export const chipsInput = (valued: Valued, choices: readonly Choice[], view: FilterView): TemplateResult => {
  const { row, field } = valued;
  const put = (texts: readonly string[]) => view.edit({ ...row, texts });
  const labelOf = (text: string) => choices.find(({ value }) => value === text)?.label ?? text;
  const remove = (text: string) => () => {
    put(row.texts.filter((each) => each !== text));
    view.focus(`${row.key}-value-0`);
  };
  return html`<span class="tagbox" role="group" aria-label=${field.label}
    >${row.texts.map((text) => chip(labelOf(text), remove(text), view))}${
      view.locked ? nothing : field.options ? chosen(valued, choices, put, view) : typed(valued, put, view)
    }</span
  >`;
};
