import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Field } from "../../sdk/contract/index.js";
import type { FieldValue } from "./field-value.js";
import { describedBy, labelled, typing, type FieldView } from "./field-view.js";

type InputType = "text" | "date";

/**
 * One line of text, or a date, under its label. `maxLength` is checked when it is read, so that a paste is never cut
 * silently.
 */
export const textInput = (view: FieldView, type: InputType = "text"): TemplateResult =>
  labelled(view, textBox(view, type));

/** The bare input, for a field that brings its own label. */
export const textBox = (view: FieldView, type: InputType, label?: string): TemplateResult => html`
  <input
    class="input"
    id=${view.id}
    type=${type}
    autocomplete="off"
    dir=${type === "text" ? "auto" : "ltr"}
    .value=${live(view.value ?? "")}
    ?readonly=${view.locked}
    aria-label=${label ?? ""}
    aria-required=${view.required}
    aria-invalid=${view.error !== null}
    aria-describedby=${describedBy(view)}
    @input=${typing(view)}
    @blur=${view.leave}
  />
`;

/** Reads text without the spaces around it, within the field's length. */
export const readText = (text: string, { maxLength }: Field): FieldValue => {
  const trimmed = text.trim();
  if (maxLength !== undefined && trimmed.length > maxLength)
    return { problem: { code: "too-long", values: { max: maxLength, length: trimmed.length } } };
  if (!trimmed.isWellFormed() || trimmed.includes("\0")) return { problem: { code: "not-storable" } };
  return { value: trimmed };
};
