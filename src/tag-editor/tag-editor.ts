import { LitElement, type PropertyValues } from "lit";
import { property as alias } from "lit/decorators.js";
import type { Member } from "../../sdk/contract/index.js";
import { property } from "../property.js";
import { bodyLoader, ShellElement } from "../shell-element.js";
import { splitList } from "./split-list.js";

/**
 * Tags, inline: any text becomes a tag, those in use are suggested with their counts. Bound to a member, each change is
 * an action of its own, done at once; alone, it is a form control that submits one entry a tag under its `name`. Enter
 * adds the tag and never submits the form around it. Backspace in the empty input marks the last tag, a second one
 * removes it.
 *
 * @example
 * ```html
 * <tag-editor member-id="m_1048"></tag-editor>
 * <form><tag-editor name="tags" value="VIP, weekend"></tag-editor></form>
 * ```
 *
 * @fires {MemberChangeEvent} member-change - The operator added or removed a tag; bound to a member: once it is done.
 * @fires {MemberActionRequestEvent} member-action-request - Bound: before a tag is written. Cancelable.
 * @fires {MemberActionDoneEvent} member-action-done - Bound: a tag was written.
 * @fires {MemberActionFailedEvent} member-action-failed - Bound: a tag was refused.
 * @csspart tag - A tag.
 * @csspart input - The input.
 * @csspart suggestions - The list of suggestions.
 */
export class TagEditor extends ShellElement {
  static readonly formAssociated = true;
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override readonly body = bodyLoader(async () => (await import("./tag-editor-body.js")).TagEditorBody);

  /** The member whose tags these are. Reads them; every change is written at once. Without it: a form control. */
  @property({ attribute: "member-id" }) memberId: string | null = null;
  /** The member, where the host has read them already: spares a request. */
  @property({ attribute: false }) member: Pick<Member, "id" | "firstName" | "tags"> | null = null;
  /** The name that the tags are submitted under. */
  @property({ reflect: true }) name = "";
  /** The tags of a form control. As text, and in the attribute, separated by commas. */
  @property({ converter: splitList }) value: readonly string[] = [];
  /** Shows the tags, changes none. */
  @property({ type: Boolean }) readonly = false;
  /** `readonly`, as the DOM and React spell it. */
  @alias({ attribute: false }) get readOnly(): boolean {
    return this.readonly;
  }
  set readOnly(value: boolean) {
    this.readonly = value;
  }
  /** As on any form control: not to be changed, and not submitted. A `fieldset` around it disables it as well. */
  @property({ type: Boolean }) disabled = false;

  protected readonly needsBody = true;
  readonly #internals = this.attachInternals();
  #initial: readonly string[] = [];
  /** What had the focus when it was asked for before there was anything here to take it; undefined: it was not. */
  #focusFrom: Element | null | undefined;

  /** The form it belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  /** Focuses the input, or what opens it, as soon as it is there, unless the focus has gone elsewhere by then. */
  override focus(options?: FocusOptions): void {
    super.focus(options);
    this.#focusFrom = this.matches(":focus-within") ? undefined : document.activeElement;
    this.requestUpdate();
  }

  formDisabledCallback(): void {
    this.requestUpdate();
  }

  formResetCallback(): void {
    this.value = this.#initial;
  }

  protected override firstUpdated(): void {
    this.#initial = this.value;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // In time for what is drawn now: with the attribute, the browser decides whether it is disabled.
    this.toggleAttribute("disabled", this.disabled);
    if (changed.has("value") || changed.has("name")) this.#submitValue();
    super.willUpdate(changed);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.#focusFrom === undefined) return;
    if (this.#focusFrom === document.activeElement) super.focus();
    if (this.#focusFrom !== document.activeElement) this.#focusFrom = undefined;
  }

  #submitValue(): void {
    const data = new FormData();
    for (const tag of this.value) data.append(this.name, tag);
    this.#internals.setFormValue(this.name ? data : null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tag-editor": TagEditor;
  }
}
