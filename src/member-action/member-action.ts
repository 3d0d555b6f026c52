import { presetOf, type Preset } from "../parts/preset.js";

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
 *
 * @attr {string} name - The action's id, or `id:currency`. One that names nothing is reported by `member-error`.
 * @attr {string} label - The host's own words under the button's title.
 */
export class MemberAction extends HTMLElement {
  /** What it presets, as its attributes stand now. */
  get preset(): Preset {
    return presetOf(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "member-action": MemberAction;
  }
}
