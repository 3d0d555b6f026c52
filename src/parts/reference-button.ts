import { html, type TemplateResult } from "lit";

/** Asks the element that it stands in for everything that was done for a ticket. */
export class LookUpEvent extends Event {
  static readonly eventName = "look-up";

  constructor(readonly reference: string) {
    super(LookUpEvent.eventName, { bubbles: true });
  }
}

/** A ticket's reference, which leads to everything that was done for it. `label` says so, and repeats it. */
export const referenceButton = (reference: string, label: string): TemplateResult =>
  html`<button
    type="button"
    class="btn link sm"
    aria-label=${label}
    @click=${({ currentTarget }: Event) => currentTarget?.dispatchEvent(new LookUpEvent(reference))}
  >
    <bdi>${reference}</bdi>
  </button>`;
