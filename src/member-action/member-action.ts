import { KitElement } from "../kit-element.js";
import { property } from "../property.js";

/**
 * Presets one action of a `member-actions-modal` or `member-profile`, as their child: the menu then starts with a
 * button that says so, and the form opens filled in. Every attribute but `name` and `label` presets the field of its
 * name, in kebab-case.
 *
 * @example
 * ```html
 * <member-actions-modal member-id="m_1048">
 *   <member-action name="add:points" amount="100" label="Sorry for the wait"></member-action>
 * </member-actions-modal>
 * ```
 */
export class MemberAction extends KitElement {
  /** The action's id, or `id:currency`. One that names nothing is reported by `member-error`. */
  @property({ reflect: true }) name: string | null = null;
  /** The host's own words under the button's title. */
  @property({ reflect: true }) label: string | null = null;
}

declare global {
  interface HTMLElementTagNameMap {
    "member-action": MemberAction;
  }
}
