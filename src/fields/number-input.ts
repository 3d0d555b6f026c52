import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { describedBy, labelled, typing, type FieldView } from "./field-view.js";

/** A number of a currency's units, its unit beside it; never `type="number"`, which takes "1e3" and rounds. */
export const amountInput = (view: FieldView, { scale, unit }: { scale: number; unit: string | null }) =>
  labelled(
    view,
    html`<span class="suffix">
      <input
        class="input amountin"
        id=${view.id}
        inputmode=${scale ? "decimal" : "numeric"}
        autocomplete="off"
        maxlength="40"
        .value=${live(view.value ?? "")}
        ?readonly=${view.locked}
        aria-required=${view.required}
        aria-invalid=${view.error !== null}
        aria-describedby=${describedBy(view)}
        @input=${typing(view)}
        @blur=${view.leave}
      />${unit ? html`<span>${unit}</span>` : nothing}
    </span>`,
  );
