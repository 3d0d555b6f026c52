import type { PropertyValues } from "lit";
import type { Commands } from "../parts/commands.js";
import { property } from "../property.js";
import { bodyLoader, ShellElement } from "../shell-element.js";
import { MemberActionsCloseEvent } from "./close-event.js";

/**
 * Does one action on one member, at once: choose, fill in with the server's preview, confirm, receipt with undo. It is
 * a native dialog, works without a `member-profile`, and sends nothing until the operator confirms.
 *
 * @example
 * ```html
 * <member-actions-modal member-id="m_1048" actions="add:points redeem:points send-sms" open>
 *   <member-action name="add:points" amount="100" label="Sorry for the wait"></member-action>
 * </member-actions-modal>
 * ```
 *
 * @slot - `member-action` children: what the host presets.
 *
 * @fires {MemberActionRequestEvent} member-action-request - Before a write leaves: `preventDefault()` stops it,
 * `waitUntil(promise)` holds it back.
 * @fires {MemberActionDoneEvent} member-action-done - A write, or an undo, was done: its receipt.
 * @fires {MemberActionFailedEvent} member-action-failed - A write was refused: nothing was changed.
 * @fires {MemberSessionEndingEvent} member-session-ending - The operator's sign-in ends within a minute, a form is open,
 * and `getToken` answered no other token: its `extend()` asks once more. `preventDefault()` leaves it to the host to say.
 * @fires {MemberErrorEvent} member-error - An attribute or a preset names an action that neither the kit nor the
 * backend knows, or an answer holds a date or an amount that is none: once for each.
 * @fires {MemberActionsCancelEvent} member-actions-cancel - The operator wants out; `preventDefault()` keeps the dialog
 * open. Does not bubble.
 * @fires {MemberNextEvent} member-next - The operator has read a receipt and goes on; the dialog has closed. A host with
 * a queue shows whoever is next.
 * @fires {MemberOpenEvent} member-open - The operator has chosen a member in the list of what was done for a ticket; the
 * dialog has closed. The host page shows them; a `member-profile` around the modal does so by itself.
 * @fires {MemberActionsCloseEvent} member-actions-close - `open` has fallen. Does not bubble.
 *
 * @keyboard Ctrl+Enter, Cmd+Enter - In a form: what its button does.
 * @keyboard Enter - In the search of the menu: opens what fits best.
 * @keyboard ArrowDown, ArrowUp - In the palette: move through what was found; Enter chooses.
 * @keyboard Escape - Closes the dialog, as its own button does; what was typed stays for the same member.
 * @csspart dialog - The dialog itself.
 * @csspart tile - A button of the menu.
 * @csspart preview - The panel that says what will happen.
 * @csspart submit - The confirming button.
 */
export class MemberActionsModal extends ShellElement {
  static override readonly body = bodyLoader(async () => (await import("./modal-body.js")).ModalBody);

  /** The member's id in the backend. What was typed for another one is kept, and never shown for this one. */
  @property({ attribute: "member-id" }) memberId: string | null = null;
  /**
   * Which actions, in which order: ids or `id:currency`, separated by spaces. Default: what the backend offers, in its
   * own order; empty: presets only.
   */
  @property() actions: string | null = null;
  /** A token: opening skips the menu and goes straight to this action, where it is allowed. */
  @property() action: string | null = null;
  /** What the form of `action` opens with: text by field name, as in a `member-action`. Default: nothing. */
  @property({ attribute: false }) values: Readonly<Record<string, string>> | null = null;
  /** Whether the dialog is open. The element itself writes it only when the operator closes the dialog. */
  @property({ type: Boolean, reflect: true }) open = false;
  /**
   * What a palette finds beside the actions: it stands in the place of the menu. It is set before `open`.
   *
   * @internal
   */
  commands: Commands | null = null;

  protected get needsBody(): boolean {
    return this.open;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (changed.get("open") === true && !this.open) this.dispatchEvent(new MemberActionsCloseEvent());
  }

  /** Opening it again tries again. */
  protected override failed(): void {
    this.open = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "member-actions-modal": MemberActionsModal;
  }
}
