import { html } from "lit";
import { live } from "lit/directives/live.js";
import { below, describedBy, typing, type FieldView } from "../field-view.js";

/** What must be typed before an irreversible act; it never completes itself. */
export const confirmationInput = (view: FieldView, name: string) => html`
  <div class="field confirm">
    <label for=${view.id}><span>${view.t("field.confirm", { name })}</span></label>
    <input
      class="input"
      id=${view.id}
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      dir="auto"
      .value=${live(view.value ?? "")}
      ?readonly=${view.locked}
      aria-required="true"
      aria-invalid=${view.error !== null}
      aria-describedby=${describedBy(view)}
      @input=${typing(view)}
    />
    ${below(view)}
  </div>
`;
