import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, queryAssignedElements, state } from "lit/decorators.js";
import { KitController } from "../controllers/kit-controller.js";
import { ReadController } from "../controllers/read-controller.js";
import { reportError } from "../events/member-events.js";
import { modalMessages } from "../locales/en/modal.js";
import type { ModalWords } from "../locales/words.js";
import { presetOf } from "../parts/preset.js";
import { registrationOf } from "../registration.js";
import { ActionFlowLoader } from "./action-flow-loader.js";
import type { OpenAction } from "./action-flow/open-action.js";
import { containEvents, ignoreHeldEnter } from "./event-containment.js";
import { MemberActionsCancelEvent, MemberActionsCloseEvent } from "./events.js";
import { failureCallout } from "./failure.js";
import { focusFirst, passFocusOn } from "./focus.js";
import { header } from "./header.js";
import { MemberDrafts } from "./member-drafts.js";
import type { MenuItem } from "./menu-item.js";
import { menuOf, type Menu } from "./menu/menu.js";
import { menuView } from "./menu/menu-view.js";
import { readModalData, type ModalData } from "./modal-data.js";
import { createModalView, type ModalView } from "./modal-view.js";
import { focusTargets, stepKey } from "./steps.js";
import { modalStyles } from "./styles.js";
import { waiting } from "./waiting.js";

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
 * @fires {MemberErrorEvent} member-error - An attribute or a preset names an action that neither the kit nor the
 * backend knows, or an answer holds a date or an amount that is none: once for each.
 * @fires {MemberActionsCancelEvent} member-actions-cancel - The operator wants out; `preventDefault()` keeps the dialog
 * open. Does not bubble.
 * @fires {MemberActionsCloseEvent} member-actions-close - `open` has fallen. Does not bubble.
 *
 * @csspart dialog - The dialog itself.
 * @csspart tile - A button of the menu.
 * @csspart preview - The panel that says what will happen.
 * @csspart submit - The confirming button.
 */
export class MemberActionsModal extends LitElement {
  static override readonly styles = modalStyles;

  /** The member's id in the backend. What was typed for another one is kept, and never shown for this one. */
  @property({ attribute: "member-id" }) memberId: string | null = null;
  /**
   * Which actions, in which order: ids or `id:currency`, separated by spaces. Default: what the backend offers, in its
   * own order; empty: presets only.
   */
  @property() actions: string | null = null;
  /** A token: opening skips the menu and goes straight to this action, where it is allowed. */
  @property() action: string | null = null;
  /** Whether the dialog is open. The element itself writes it only when the operator closes the dialog. */
  @property({ type: Boolean, reflect: true }) open = false;

  /** The operator wanted to close the dialog while a write was under way. */
  @state() private closeRequested = false;
  /** What a screen reader is told: how an action ended, or that something was copied. */
  @state() private announcement = "";
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("#body") private readonly body!: HTMLElement | null;
  @queryAssignedElements({ flatten: true }) private readonly assigned!: HTMLElement[];
  readonly #kit = new KitController(this, "modal");
  readonly #flow = new ActionFlowLoader(this, this.#kit);
  readonly #data = new ReadController<ModalData>(this, {
    client: () => this.#kit.client,
    key: () => (this.open && this.memberId !== null ? this.memberId : undefined),
    read: readModalData,
  });
  readonly #draftsByMember = new Map<string, MemberDrafts>();
  readonly #reported = new Set<string>();
  /** What was shown last, by {@link stepKey}. */
  #step = "";
  /** The key of an action to open as soon as it can be. */
  #requested: string | null = null;

  get #drafts(): MemberDrafts {
    const memberId = this.memberId ?? "";
    const drafts = this.#draftsByMember.get(memberId) ?? new MemberDrafts();
    this.#draftsByMember.set(memberId, drafts);
    return drafts;
  }

  /** Translates the words that are loaded so far: those of the menu, then those of the action flow. */
  get #translate(): ModalView["t"] {
    return this.#kit.translator({ ...modalMessages, ...this.#flow.value?.messages } as ModalWords);
  }

  get #view(): ModalView | null {
    const data = this.#data.value;
    return data?.member.id === this.memberId ? createModalView(data, this.#kit, this.#translate) : null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("memberId")) this.#otherMember();
    if (changed.has("open") && this.open) this.#requested = this.action;
    const view = this.#view;
    if (view) this.#openRequested(view);
    const { open } = this.#drafts;
    if (this.#currentStep !== this.#step)
      this.announcement = (open && view && this.#flow.value?.outcome(view, open)) ?? "";
  }

  protected override firstUpdated(): void {
    containEvents(this.dialog);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.open && !this.dialog.open && this.isConnected && this.#kit.isTranslated) this.dialog.showModal();
    if (!this.open && this.dialog.open) this.dialog.close();
    if (changed.get("open") === true && !this.open) this.#closed();
    if (!this.open) return;
    this.#moveFocus();
    passFocusOn(this.renderRoot as ShadowRoot);
    if (!this.#flow.error && (this.#view || this.#requested)) void this.#flow.load();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A dialog that is moved in the page falls out of the top layer.
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.hasUpdated) this.dialog.close();
  }

  protected override render(): TemplateResult {
    const view = this.#view;
    return html`
      <slot hidden @slotchange=${() => this.requestUpdate()}></slot>
      <dialog
        class="dlg"
        part="dialog"
        aria-labelledby="title"
        @cancel=${this.#onCancel}
        @close=${this.#onClose}
        @keydown=${ignoreHeldEnter}
        @copied=${this.#announceCopy}
      >
        <span class="vh" role="status">${this.announcement}</span>
        ${this.open ? (view ? this.#content(view) : this.#waiting()) : nothing}
      </dialog>
    `;
  }

  #content(view: ModalView): TemplateResult {
    const { open } = this.#drafts;
    const flow = this.#flow.value;
    const close = () => this.#requestClose();
    return html`
      <div class="dhead">${header(view, open, { back: () => this.#backToMenu(), close })}</div>
      <div class="body" id="body">
        ${open && flow ? flow.body(view, open, () => this.#submit(open)) : [this.#loadFailure(view), this.#menuView(view)]}
      </div>
      <div class="dfoot">
        ${
          open && flow
            ? flow.footer(view, open, { close, another: () => this.#another(), closeRequested: this.closeRequested })
            : html`<span class="grow"></span
                ><button type="button" class="btn" id="cancel" @click=${close}>${view.t("modal.cancel")}</button>`
        }
      </div>
    `;
  }

  /** The action flow could not be loaded. This is shown only when an action was requested. */
  #loadFailure(view: ModalView): unknown {
    const { error } = this.#flow;
    return error && this.#requested
      ? failureCallout(view, view.t("error.load"), error, () => void this.#flow.load())
      : nothing;
  }

  #menuView(view: ModalView): TemplateResult {
    const drafts = this.#drafts;
    const search = (query: string) => {
      drafts.query = query;
      this.requestUpdate();
    };
    const open = ({ key }: MenuItem) => {
      this.#requested = key;
      void this.#flow.load();
      this.requestUpdate();
    };
    const { items } = this.#menu(view);
    return menuView({
      view,
      items,
      query: drafts.query,
      search,
      open,
      loading: this.#flow.error ? null : this.#requested,
    });
  }

  #waiting(): TemplateResult {
    const { error, slow } = this.#data.state;
    return waiting(
      { t: this.#translate, kit: this.#kit },
      { error, slow, retry: () => void this.#data.reload(), close: () => this.#requestClose() },
    );
  }

  #menu(view: ModalView): Menu {
    const tag = registrationOf(this).tagName("member-action");
    const children = this.hasUpdated ? this.assigned : [...this.children];
    const presets = children.filter(({ localName }) => localName === tag).map(presetOf);
    const tokens = this.actions === null ? null : this.actions.split(/\s+/).filter(Boolean);
    const { capabilities, memberActions } = view;
    const menu = menuOf({ capabilities, memberActions, tokens, presets });
    for (const token of menu.unknown) this.#report(token);
    return menu;
  }

  #report(token: string): void {
    if (this.#reported.has(token)) return;
    this.#reported.add(token);
    queueMicrotask(() => reportError(this, `no action is called "${token}"`));
  }

  /** Opens the action that a button or the host page has requested, once the action flow is loaded. */
  #openRequested(view: ModalView): void {
    const flow = this.#flow.value;
    if (!flow || this.#requested === null) return;
    const item = this.#menu(view).items.find(({ key, refusal }) => key === this.#requested && !refusal);
    this.#requested = null;
    const drafts = this.#drafts;
    const reread = () => void this.#data.reload();
    if (item && !drafts.open) drafts.open = flow.open(view, item, drafts.draftOf(item.key), reread);
  }

  #submit(open: OpenAction): void {
    this.closeRequested = false;
    void this.#flow.value?.submit(open, () => this.#drafts.open === open);
  }

  #backToMenu(): void {
    this.#drafts.leave();
    this.requestUpdate();
  }

  #another(): void {
    this.#drafts.finish();
    this.requestUpdate();
  }

  #announceCopy(): void {
    this.announcement = this.#translate("receipt.copied");
  }

  #onCancel(event: Event): void {
    event.preventDefault();
    this.#requestClose();
  }

  /** A browser may close a dialog without asking, on a second Escape. A write that is under way opens it again. */
  #onClose(): void {
    if (!this.open || this.dialog.open || !this.isConnected) return;
    this.#requestClose();
    this.requestUpdate();
  }

  #requestClose(): void {
    const phase = this.#drafts.open?.run.phase;
    if (phase === "submitting" || phase === "undoing") {
      this.closeRequested = true;
      return;
    }
    const nothingSent = phase === undefined || phase === "editing" || phase === "failed";
    if (nothingSent && !this.dispatchEvent(new MemberActionsCancelEvent())) return;
    this.#drafts.close();
    this.open = false;
  }

  #closed(): void {
    this.#flow.value?.forget();
    this.closeRequested = false;
    this.#requested = null;
    this.#step = "";
    this.dispatchEvent(new MemberActionsCloseEvent());
  }

  /** A button that was pressed for the last member must not open for this one. */
  #otherMember(): void {
    this.closeRequested = false;
    if (this.#requested !== this.action) this.#requested = null;
  }

  /** What is shown now. The focus and the announcement change with it. */
  get #currentStep(): string {
    return stepKey(this.memberId, this.#drafts.open, this.#view !== null);
  }

  /** Moves the focus where the operator goes on, when another step is shown. */
  #moveFocus(): void {
    const step = this.#currentStep;
    const last = this.#step;
    if (step === last) return;
    this.#step = step;
    this.body?.scrollTo(0, 0);
    focusFirst(this.renderRoot, focusTargets(this.#drafts.open, last, this.#view !== null));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "member-actions-modal": MemberActionsModal;
  }
}
