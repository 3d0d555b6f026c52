import { html, nothing, type TemplateResult } from "lit";
import type { Field } from "../../sdk/contract/index.js";
import { search } from "../icons/dialog.js";
import { retry } from "../icons/signs.js";
import { below, describedBy, optionalMark, textOf, type FieldView } from "./field-view.js";
import type { Option, Shelf } from "./library.js";
import { matches } from "../parts/matches.js";

/** From how many on a list can be searched. */
const SEARCHABLE = 8;

export interface PickerOptions {
  list: NonNullable<Field["list"]>;
  shelf: Shelf;
  query: string;
  search: (query: string) => void;
  retry: () => void;
}

const stockOf = (view: FieldView, { stock }: Option) => {
  if (stock === null) return nothing;
  return html`<span class="stock num"
    >${stock ? view.say("field.picker.stock", { count: stock }) : view.say("field.picker.no-stock")}</span
  >`;
};

const picking =
  (view: FieldView, { id }: Option) =>
  () =>
    view.change(id);

const row = (view: FieldView, option: Option): TemplateResult => html`
  <label class="pick">
    <input
      type="radio"
      name=${view.id}
      .value=${option.id}
      .checked=${option.id === view.value}
      ?disabled=${view.locked || option.stock === 0}
      aria-describedby=${describedBy(view)}
      @change=${picking(view, option)}
    />
    <span class="grow"><b dir="auto">${option.name}</b>${option.note ? html`<small dir="auto">${option.note}</small>` : nothing}</span>
    ${stockOf(view, option)}
  </label>
`;

const rows = (view: FieldView, { list, shelf, query }: PickerOptions): unknown => {
  if (!shelf.options.length) return html`<p class="nothing">${view.say(`field.picker.empty.${list}`)}</p>`;
  const found = shelf.options.filter(({ id, name, note }) => id === view.value || matches(`${name} ${note ?? ""}`, query));
  return found.length
    ? found.map((option) => row(view, option))
    : html`<p class="nothing" role="status">${view.say("field.picker.no-match", { query })}</p>`;
};

const skeleton = [0, 1, 2].map(() => html`<div class="pick"><span class="sk"></span></div>`);

/** The list, already there while it is loaded: it takes the focus, and hands it on. */
const listed = (view: FieldView, options: PickerOptions): TemplateResult => {
  const loading = options.shelf.state === "loading";
  return html`<div
    class="rows"
    id=${view.id}
    tabindex="-1"
    role=${loading ? "status" : nothing}
    aria-label=${loading ? view.say("field.picker.loading") : nothing}
  >
    ${loading ? skeleton : rows(view, options)}
  </div>`;
};

const failed = (view: FieldView, again: () => void): TemplateResult => html`
  <div class="rows" role="alert">
    <p class="nothing">${view.say("field.picker.error")}</p>
    <button type="button" class="btn sm" @click=${again}>${retry}${view.say("field.picker.retry")}</button>
  </div>
`;

const searchBox = (view: FieldView, { query, search: look }: PickerOptions): TemplateResult => {
  const looking = (event: Event) => look(textOf(event));
  const says = view.say("field.picker.search", { label: view.label.toLowerCase() });
  return html`<span class="suffix">
    ${search}<input class="input" type="search" placeholder=${says} aria-label=${says} .value=${query} @input=${looking} />
  </span>`;
};

/** One of what the program has, each with what helps to tell it apart: native radios, searchable where there are many. */
export const pickerInput = (view: FieldView, options: PickerOptions) => html`
  <fieldset class="field picker" aria-busy=${options.shelf.state === "loading"} aria-describedby=${describedBy(view)}>
    <legend class="label">${view.label}${optionalMark(view)}</legend>
    ${options.shelf.options.length > SEARCHABLE ? searchBox(view, options) : nothing}
    ${options.shelf.state === "failed" ? failed(view, options.retry) : listed(view, options)} ${below(view)}
  </fieldset>
`;
