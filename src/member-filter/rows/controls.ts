import { html, nothing, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { live } from "lit/directives/live.js";
import { textOf } from "../../fields/field-view.js";

/** A native control in a row: it has no label beside it, so that it says itself what it is. */
export interface Control {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly locked: boolean;
  /** The id of what is wrong with it; undefined: nothing is. */
  readonly error: string | undefined;
  readonly change: (text: string) => void;
  /** The operator has left it. */
  readonly leave?: () => void;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

const options = (choices: readonly Choice[], chosen: string): readonly TemplateResult[] =>
  choices.map(({ value, label }) => html`<option value=${value} .selected=${live(value === chosen)}>${label}</option>`);

/** Choices, under the names of their groups; those of an empty name stand first. */
export const select = (
  { id, label, value, locked, error, change }: Control,
  groups: readonly (readonly [string, readonly Choice[]])[],
  look = "",
): TemplateResult =>
  html`<select
    class="input ${look}"
    id=${id}
    aria-label=${label}
    aria-invalid=${error ? "true" : nothing}
    aria-describedby=${ifDefined(error)}
    ?disabled=${locked}
    @change=${(event: Event) => change(textOf(event))}
  >
    ${groups.map(([name, choices]) => (name ? html`<optgroup label=${name}>${options(choices, value)}</optgroup>` : options(choices, value)))}
  </select>`;

interface BoxOptions {
  readonly type?: "text" | "date";
  readonly look?: string;
  readonly inputmode?: "numeric" | "decimal";
  /** The id of its suggestions. */
  readonly list?: string | undefined;
  readonly placeholder?: string;
}

/** One line of text, a number or a date. */
export const box = (
  { id, label, value, locked, error, change, leave }: Control,
  { type = "text", look = "", inputmode, list, placeholder }: BoxOptions = {},
): TemplateResult =>
  html`<input
    class="input ${look}"
    id=${id}
    type=${type}
    autocomplete="off"
    maxlength="500"
    dir=${type === "text" && !inputmode ? "auto" : "ltr"}
    inputmode=${ifDefined(inputmode)}
    list=${ifDefined(list)}
    placeholder=${ifDefined(placeholder)}
    aria-label=${label}
    aria-invalid=${error ? "true" : nothing}
    aria-describedby=${ifDefined(error)}
    .value=${live(value)}
    ?disabled=${locked}
    @input=${(event: Event) => change(textOf(event))}
    @blur=${leave}
  />`;

/** A list of what is suggested for a box. */
export const suggestionsFor = (id: string, suggestions: readonly string[]): TemplateResult =>
  html`<datalist id=${id}>${suggestions.map((each) => html`<option value=${each}></option>`)}</datalist>`;
