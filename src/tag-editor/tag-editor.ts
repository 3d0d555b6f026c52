import type { Member } from "../../sdk/contract/index.js";
import { FormControlElement } from "../form-control-element.js";
import { property } from "../property.js";
import { bodyLoader } from "../shell-element.js";
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
 * @fires {Event} input - Alone: the operator added or removed a tag. What they type on the way to one is not told.
 * @fires {Event} change - Alone: the same, after `input`.
 * @fires {MemberChangeEvent} member-change - The operator added or removed a tag; bound to a member: once it is done.
 * @fires {MemberActionRequestEvent} member-action-request - Bound: before a tag is written. Cancelable.
 * @fires {MemberActionDoneEvent} member-action-done - Bound: a tag was written.
 * @fires {MemberActionFailedEvent} member-action-failed - Bound: a tag was refused.
 * @keyboard Enter - Adds the suggestion that is marked, else what is typed; it never submits a form around it.
 * @keyboard ArrowDown, ArrowUp - Move through the suggestions.
 * @keyboard Backspace - In the empty input: marks the last tag; a second one removes it.
 * @keyboard Escape - Closes the suggestions, then empties the input.
 * @csspart tag - A tag.
 * @csspart input - The input.
 * @csspart suggestions - The list of suggestions.
 */
export class TagEditor extends FormControlElement<readonly string[]> {
  static override readonly body = bodyLoader(async () => (await import("./tag-editor-body.js")).TagEditorBody);

  /** The member whose tags these are. Reads them; every change is written at once. Without it: a form control. */
  @property({ attribute: "member-id" }) memberId: string | null = null;
  /** The member, where the host has read them already: spares a request. */
  @property({ attribute: false }) member: Pick<Member, "id" | "firstName" | "tags"> | null = null;
  /** The tags of a form control. As text, and in the attribute, separated by commas. */
  @property({ converter: splitList }) value: readonly string[] = [];

  /**
   * Bound to a member: reads their tags anew, for what the host's own code has changed; what is typed stays. A `member` that
   * the host has set is the host's to set anew. Safe at any time.
   */
  refresh(): void {
    this.body?.refresh?.();
  }

  /** Alone: its form is held back while there is no tag. */
  @property({ type: Boolean }) required = false;

  protected override readonly flaw = "valueMissing";

  protected get submitted(): FormData {
    const data = new FormData();
    for (const tag of this.value) data.append(this.name, tag);
    return data;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tag-editor": TagEditor;
  }
}
