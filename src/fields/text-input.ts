import { html } from "lit";
import { live } from "lit/directives/live.js";
import { describedBy, labelled, typing, type FieldView } from "./field-view.js";

/** One line of free text. `maxLength` is checked when the form is read, so that a paste is never cut silently. */
export const textInput = (view: FieldView, { kind = "text" }: { kind?: "text" | "date" } = {}) => labelled(view, textBox(view, kind));

/** The bare input, for those who bring their own label. */
export const textBox = (view: FieldView, kind: "text" | "date" = "text", label?: string) => html`
  <input
    class="input"
    id=${view.id}
    type=${kind}
    autocomplete="off"
    dir=${kind === "text" ? "auto" : "ltr"}
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
