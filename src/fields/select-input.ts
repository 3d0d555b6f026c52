import { html, nothing } from "lit";
import { describedBy, labelled, typing, type FieldView } from "./field-view.js";

/** One of a few: the browser's own select. */
export const selectInput = (view: FieldView, options: readonly { id: string; name: string }[], loading = false) =>
  labelled(
    view,
    html`<select
      class="input"
      id=${view.id}
      ?disabled=${view.locked}
      aria-busy=${loading}
      aria-required=${view.required}
      aria-invalid=${view.error !== null}
      aria-describedby=${describedBy(view)}
      @change=${typing(view)}
      @blur=${view.leave}
    >
      <option value="" ?selected=${!view.value}>
        ${view.t(loading ? "field.picker.loading" : view.required ? "field.choose" : "field.none")}
      </option>
      ${options.map(({ id, name }) => html`<option value=${id} ?selected=${id === view.value}>${name}</option>`)}
      ${view.value && loading ? html`<option value=${view.value} selected>${view.value}</option>` : nothing}
    </select>`,
  );
