import { KitElement } from "../kit-element.js";
import type { Suspicions } from "../mistakes/suspicion.js";
import { property } from "../property.js";
import { registrationOf } from "../registration.js";

/**
 * Presets one action of a `member-actions-modal` or `member-profile`, as their child: the menu then starts with a
 * button that says so, and the form opens filled in. Every attribute but `name` and `label` presets the field of its
 * name, in kebab-case; one that names none, or can't be read, is reported by `member-error`.
 *
 * @example
 * ```html
 * <member-actions-modal member-id="m_1048" open>
 *   <member-action name="add:points" amount="100" label="Sorry for the wait"></member-action>
 * </member-actions-modal>
 * ```
 */
export class MemberAction extends KitElement {
  /** The action's id, or `id:currency`. One that names nothing is reported by `member-error`. */
  @property({ reflect: true }) name: string | null = null;
  /** The host's own words under the button's title. */
  @property({ reflect: true }) label: string | null = null;

  protected override get suspicions(): Suspicions {
    const { tagName } = registrationOf(this);
    const around = this.parentElement?.localName ?? "";
    // An element of the host's may hand it on.
    const isHeard =
      [tagName("member-profile"), tagName("member-actions-modal")].includes(around) || around.includes("-");
    return [!this.name && ["preset-name"], !isHeard && ["preset-place"]];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "member-action": MemberAction;
  }
}
