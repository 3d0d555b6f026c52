import { html, nothing, type TemplateResult } from "lit";
import type { Field } from "../../sdk/contract/index.js";
import { search } from "../icons/dialog.js";
import { retry, stop } from "../icons/signs.js";
import { matches } from "../parts/matches.js";
import { below, describedBy, optionalMark, textOf, type FieldView } from "./field-view.js";
import type { LibraryList, Option } from "./library.js";

/** A list of the program's that is longer than this can be searched, in the page. Members are searched by the backend. */
const SEARCHABLE = 8;

interface PickerOptions {
  /** Which of the program's lists it is, or the members who were found. */
  kind: NonNullable<Field["list"]> | "members";
  list: LibraryList;
  query: string;
  search: (query: string) => void;
  retry: () => void;
}

/** What it costs, and how many are left. */
const aside = (view: FieldView, { stock, cost }: Option) => {
  const left =
    stock === null ? null : stock ? view.t("field.picker.stock", { count: stock }) : view.t("field.picker.no-stock");
  return html`${cost ? html`<b>${cost}</b>` : nothing}${left ? html`<span>${left}</span>` : nothing}`;
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
      ?disabled=${view.locked || option.stock === 0 || option.whyNot !== undefined}
      aria-describedby=${describedBy(view)}
      @change=${picking(view, option)}
    />
    <span class="grow"
      ><b dir="auto">${option.name}</b>${option.note ? html`<small dir="auto">${option.note}</small>` : nothing}${
        option.whyNot ? html`<small class="why">${stop}<span dir="auto">${option.whyNot}</span></small>` : nothing
      }</span
    >
    <span class="stock">${aside(view, option)}</span>
  </label>
`;

const rows = (view: FieldView, { kind, list, query }: PickerOptions): unknown => {
  const found = list.options.filter(
    ({ id, name, note }) => kind === "members" || id === view.value || matches(`${name} ${note ?? ""}`, query),
  );
  const isEmpty = kind === "members" ? !found.length && !query.trim() : !list.options.length;
  if (isEmpty) return html`<p class="nothing">${view.t(`field.picker.empty.${kind}`)}</p>`;
  return found.length
    ? found.map((option) => row(view, option))
    : html`<p class="nothing" role="status">${view.t("field.picker.no-match", { query })}</p>`;
};

const skeleton = [0, 1, 2].map(() => html`<div class="pick"><span class="sk"></span></div>`);

/** The list. It is there while it loads, so that it can take the focus and hand it on. */
const listed = (view: FieldView, options: PickerOptions): TemplateResult => {
  const loading = options.list.state === "loading";
  return html`<div
    class="rows"
    id=${view.id}
    tabindex="-1"
    role=${loading ? "status" : nothing}
    aria-label=${loading ? view.t("field.picker.loading") : nothing}
  >
    ${loading ? skeleton : rows(view, options)}
  </div>`;
};

const failed = (view: FieldView, again: () => void): TemplateResult => html`
  <div class="rows" role="alert">
    <p class="nothing">${view.t("field.picker.error")}</p>
    <button type="button" class="btn sm" @click=${again}>${retry}${view.t("field.picker.retry")}</button>
  </div>
`;

const searchBox = (view: FieldView, { kind, query, search: find }: PickerOptions): TemplateResult => {
  const onInput = (event: Event) => find(textOf(event));
  const words =
    kind === "members"
      ? view.t("field.picker.search.members")
      : view.t("field.picker.search", { label: view.label.toLowerCase() });
  return html`<span class="suffix">
    ${search}<input
      class="input"
      type="search"
      ?readonly=${view.locked}
      placeholder=${words}
      aria-label=${words}
      .value=${query}
      @input=${onInput}
    />
  </span>`;
};

const isSearchable = ({ kind, list }: PickerOptions): boolean => kind === "members" || list.options.length > SEARCHABLE;

/** A list to pick from, as native radios, each with what helps to tell it from the others. */
export const pickerInput = (view: FieldView, options: PickerOptions) => html`
  <fieldset class="field picker" aria-busy=${options.list.state === "loading"} aria-describedby=${describedBy(view)}>
    <legend class="label">${view.label}${optionalMark(view)}</legend>
    ${isSearchable(options) ? searchBox(view, options) : nothing}
    ${options.list.state === "failed" ? failed(view, options.retry) : listed(view, options)} ${below(view)}
  </fieldset>
`;
