import { html } from "lit";
import { live } from "lit/directives/live.js";
import { below, describedBy } from "../field-view.js";
import type { Kind } from "./kind.js";

/** A box to tick. What is not ticked is left out. */
export const flag: Kind = {
  draw: (view) => {
    const ticking = (event: Event) => view.change((event.target as HTMLInputElement).checked ? "true" : undefined);
    return html`<div class="field">
      <label class="flag" for=${view.id}>
        <input
          type="checkbox"
          id=${view.id}
          .checked=${live(view.value === "true")}
          ?disabled=${view.locked}
          aria-invalid=${view.error !== null}
          aria-describedby=${describedBy(view)}
          @change=${ticking}
        /><span>${view.label}</span>
      </label>
      ${below(view)}
    </div>`;
  },
  read: (text) => ({ value: text === "true" }),
  isLeftOut: (text) => text !== "true",
};
