import { html, nothing, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { alert } from "../icons/signs.js";
import type { Translate } from "../locales/translate.js";
import type { fieldMessages } from "../locales/en/fields.js";

/** What mends a wrong value at one press. */
export interface Remedy {
  readonly label: string;
  readonly take: () => void;
}

/**
 * One field as it is drawn: what it says, what it holds, what is wrong with it. The kind's own file draws the input.
 */
export interface FieldView {
  /** Unique in the form; its help and error are named after it. */
  readonly id: string;
  readonly label: string;
  readonly help: string | null;
  readonly required: boolean;
  /** As typed; undefined where it was never touched. */
  readonly value: string | undefined;
  readonly error: string | null;
  /** What could be done about the error, to choose from. */
  readonly remedies: readonly Remedy[];
  /** Nothing can be typed while a write is under way. */
  readonly locked: boolean;
  readonly t: Translate<typeof fieldMessages>;
  readonly change: (value: string | undefined) => void;
  /** The operator has left the field: its error may now be shown. */
  readonly leave: () => void;
}

/** What an input's `aria-describedby` points to: its help, then its error. */
export const describedBy = ({ id, help, error }: FieldView) =>
  ifDefined([help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(" ") || undefined);

/** The mark of a field that may be left out. */
export const optionalMark = ({ required, t }: FieldView) =>
  required ? nothing : html`<span class="opt">${t("field.optional")}</span>`;

/** Takes what would work, and goes back to the field: the button is gone then. */
const take =
  ({ id }: FieldView, remedy: Remedy) =>
  (event: Event) => {
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
    remedy.take();
    root.getElementById(id)?.focus();
  };

/** Below the input: what helps, then what is wrong and what would work. */
export const below = (view: FieldView): TemplateResult => {
  const { id, help, error, remedies, locked } = view;
  return html`
    ${help ? html`<span class="help" id="${id}-help">${help}</span>` : nothing}
    ${error ? html`<span class="err" id="${id}-error">${alert}<span>${error}</span></span>` : nothing}
    ${
      error && remedies.length && !locked
        ? html`<div class="row">
            ${remedies.map((each) => html`<button type="button" class="btn sm remedy" @click=${take(view, each)}>${each.label}</button>`)}
          </div>`
        : nothing
    }
  `;
};

/** A field: its label above, its input, its help and error below. */
export const labelled = (view: FieldView, input: TemplateResult): TemplateResult => html`
  <div class="field">
    <label for=${view.id}><span>${view.label}</span>${optionalMark(view)}</label>
    ${input}${below(view)}
  </div>
`;

/** A group of inputs under one label. */
export const grouped = (view: FieldView, inputs: TemplateResult): TemplateResult => html`
  <div class="field" role="group" aria-labelledby="${view.id}-label" aria-describedby=${describedBy(view)}>
    <span class="label" id="${view.id}-label"><span>${view.label}</span>${optionalMark(view)}</span>
    ${inputs}${below(view)}
  </div>
`;

/** The text of the input that an event came from. */
export const textOf = (event: Event): string => (event.target as HTMLInputElement).value;

/** Takes what is typed, key by key. */
export const typing = (view: FieldView) => (event: Event) => view.change(textOf(event));
