import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, queryAssignedElements, state } from "lit/decorators.js";
import { KitController } from "../controllers/kit-controller.js";
import { ReadController } from "../controllers/read-controller.js";
import { reportError } from "../events/member-events.js";
import { modalMessages } from "../locales/en/modal.js";
import { presetOf } from "../parts/preset.js";
import { registrationOf } from "../registration.js";
import { ActingLoader } from "./action-flow-loader.js";
import { chooser } from "./menu/menu-view.js";
import { MemberActionsCancelEvent, MemberActionsCloseEvent } from "./events.js";
import { failure } from "./failure.js";
import { focusOn, passOn } from "./focus.js";
import { header } from "./header.js";
import { keepInside, stopRepeats } from "./event-containment.js";
import { load, type Loaded } from "./modal-data.js";
import { menuOf, type Menu, type MenuItem } from "./menu/menu.js";
import type { OpenAction } from "./action-flow/open-action.js";
import { placesIn, viewKey } from "./focus-targets.js";
import type { ModalWords } from "../locales/words.js";
import { sceneOf, type Scene } from "./modal-view.js";
import { Session } from "./member-drafts.js";
import { modalStyles } from "./styles.js";
import { waiting } from "./waiting.js";

/**
 * Does one action on one member, at once: choose, fill in with the server's preview, confirm, receipt with undo. It is a native
 * dialog, works without a `member-profile`, and sends nothing until the operator confirms.
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
 * @fires {MemberActionRequestEvent} member-action-request - Before a write leaves: `preventDefault()` stops it, `waitUntil(promise)` holds it back.
 * @fires {MemberActionDoneEvent} member-action-done - A write, or an undo, was done: its receipt.
 * @fires {MemberActionFailedEvent} member-action-failed - A write was refused: nothing was changed.
 * @fires {MemberErrorEvent} member-error - An attribute or a preset names an action that neither the kit nor the backend knows.
 * @fires {MemberActionsCancelEvent} member-actions-cancel - The operator wants out; `preventDefault()` keeps the dialog open. Does not bubble.
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
  /** Which actions, in which order: ids or `id:currency`, separated by spaces. Default: what the backend offers, in its own order; empty: presets only. */
  @property() actions: string | null = null;
  /** A token: opening skips the menu and goes straight to this action, where it is allowed. */
  @property() action: string | null = null;
  /** Whether the dialog is open. The element itself writes it only when the operator closes the dialog. */
  @property({ type: Boolean, reflect: true }) open = false;

  @state() private wantsOut = false;
  /** What is said aloud: how an act ended, what was copied. */
  @state() private said = "";
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("#body") private readonly body!: HTMLElement | null;
  @queryAssignedElements({ flatten: true }) private readonly assigned!: HTMLElement[];
  readonly #kit = new KitController(this, "modal");
  readonly #acting = new ActingLoader(this, this.#kit);
  readonly #data = new ReadController<Loaded>(this, {
    client: () => this.#kit.client,
    key: () => (this.open && this.memberId !== null ? this.memberId : undefined),
    read: load,
  });
  readonly #sessions = new Map<string, Session>();
  readonly #reported = new Set<string>();
  #view = "";
  #straightTo: string | null = null;

  get #session(): Session {
    const memberId = this.memberId ?? "";
    const session = this.#sessions.get(memberId) ?? new Session(memberId);
    this.#sessions.set(memberId, session);
    return session;
  }

  /** English of what is loaded so far; nothing that comes after the menu is said before it is. */
  get #say(): Scene["say"] {
    return this.#kit.translate({ ...modalMessages, ...this.#acting.value?.messages } as ModalWords);
  }

  get #scene(): Scene | null {
    const data = this.#data.value;
    return data?.member.id === this.memberId ? sceneOf(data, this.#kit, this.#say) : null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("memberId")) this.#otherMember();
    if (changed.has("open") && this.open) this.#straightTo = this.action;
    const scene = this.#scene;
    if (scene) this.#goStraight(scene);
    const { open } = this.#session;
    if (this.#viewNow !== this.#view) this.said = (open && scene && this.#acting.value?.outcome(scene, open)) ?? "";
  }

  protected override firstUpdated(): void {
    keepInside(this.dialog);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.open && !this.dialog.open && this.isConnected && this.#kit.canSpeak) this.dialog.showModal();
    if (!this.open && this.dialog.open) this.dialog.close();
    if (changed.get("open") === true && !this.open) this.#closed();
    if (!this.open) return;
    this.#moveFocus();
    passOn(this.renderRoot as ShadowRoot);
    if (!this.#acting.error && (this.#scene || this.#straightTo)) void this.#acting.load();
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
    const scene = this.#scene;
    return html`
      <slot hidden @slotchange=${() => this.requestUpdate()}></slot>
      <dialog
        class="dlg"
        part="dialog"
        aria-labelledby="title"
        @cancel=${this.#escape}
        @close=${this.#nativelyClosed}
        @keydown=${stopRepeats}
        @copied=${this.#sayCopied}
      >
        <span class="vh" role="status">${this.said}</span>
        ${this.open ? (scene ? this.#content(scene) : this.#waiting()) : nothing}
      </dialog>
    `;
  }

  #content(scene: Scene): TemplateResult {
    const { open } = this.#session;
    const acting = this.#acting.value;
    const close = () => this.#requestClose();
    return html`
      <div class="dhead">${header(scene, open, { back: () => this.#backToMenu(), close })}</div>
      <div class="body" id="body">
        ${open && acting ? acting.body(scene, open, () => this.#submit(open)) : [this.#loadFailure(scene), this.#chooser(scene)]}
      </div>
      <div class="dfoot">
        ${
          open && acting
            ? acting.footer(scene, open, { close, another: () => this.#another(), wantsOut: this.wantsOut })
            : html`<span class="grow"></span
                ><button type="button" class="btn" id="cancel" @click=${close}>${scene.say("modal.cancel")}</button>`
        }
      </div>
    `;
  }

  /** The rest of the kit could not be fetched: said once somebody waits for it. */
  #loadFailure(scene: Scene): unknown {
    const { error } = this.#acting;
    return error && this.#straightTo ? failure(scene, scene.say("error.load"), error, () => void this.#acting.load()) : nothing;
  }

  #chooser(scene: Scene): TemplateResult {
    const session = this.#session;
    const search = (query: string) => {
      session.query = query;
      this.requestUpdate();
    };
    const open = ({ key }: MenuItem) => {
      this.#straightTo = key;
      void this.#acting.load();
      this.requestUpdate();
    };
    const { items } = this.#menu(scene);
    return chooser({ scene, items, query: session.query, search, open, asked: this.#acting.error ? null : this.#straightTo });
  }

  #waiting(): TemplateResult {
    const { error, slow } = this.#data.reading;
    return waiting(
      { say: this.#say, kit: this.#kit },
      { error, slow, again: () => void this.#data.reload(), close: () => this.#requestClose() },
    );
  }

  #menu(scene: Scene): Menu {
    const tag = registrationOf(this).tagName("member-action");
    const children = this.hasUpdated ? this.assigned : [...this.children];
    const presets = children.filter(({ localName }) => localName === tag).map(presetOf);
    const tokens = this.actions === null ? null : this.actions.split(/\s+/).filter(Boolean);
    const memberActions = this.#data.value?.memberActions ?? [];
    const menu = menuOf({ capabilities: scene.capabilities, memberActions, tokens, presets });
    for (const token of menu.unknown) this.#report(token);
    return menu;
  }

  #report(token: string): void {
    if (this.#reported.has(token)) return;
    this.#reported.add(token);
    queueMicrotask(() => reportError(this, `no action is called "${token}"`));
  }

  /** An action that was asked for, by its button or by the host, opens as soon as what it takes is here. */
  #goStraight(scene: Scene): void {
    const acting = this.#acting.value;
    if (!acting || this.#straightTo === null) return;
    const item = this.#menu(scene).items.find(({ key, refusal }) => key === this.#straightTo && !refusal);
    this.#straightTo = null;
    if (item && !this.#session.open) acting.open(scene, item, this.#session);
  }

  #submit(open: OpenAction): void {
    this.wantsOut = false;
    void this.#acting.value?.submit(open, () => this.#session.open === open);
  }

  #backToMenu(): void {
    this.#session.leave();
    this.requestUpdate();
  }

  #another(): void {
    this.#session.clear();
    this.requestUpdate();
  }

  #sayCopied(): void {
    this.said = this.#say("receipt.copied");
  }

  #escape(event: Event): void {
    event.preventDefault();
    this.#requestClose();
  }

  /** A browser may close a dialog without asking, on a second Escape: a write under way is not left alone silently. */
  #nativelyClosed(): void {
    if (!this.open || this.dialog.open || !this.isConnected) return;
    this.#requestClose();
    this.requestUpdate();
  }

  #requestClose(): void {
    const phase = this.#session.open?.run.phase;
    if (phase === "submitting" || phase === "undoing") {
      this.wantsOut = true;
      return;
    }
    const nothingSent = phase === undefined || phase === "editing" || phase === "failed";
    if (nothingSent && !this.dispatchEvent(new MemberActionsCancelEvent())) return;
    this.#session.clear();
    this.open = false;
  }

  #closed(): void {
    this.#acting.value?.forget();
    this.wantsOut = false;
    this.#straightTo = null;
    this.#view = "";
    this.dispatchEvent(new MemberActionsCloseEvent());
  }

  /** A button that was pressed was meant for the member before. */
  #otherMember(): void {
    this.wantsOut = false;
    if (this.#straightTo !== this.action) this.#straightTo = null;
  }

  /** Which view of which member is shown, for what changes with it: focus, and what is said. */
  get #viewNow(): string {
    return viewKey(this.memberId, this.#session.open, this.#scene !== null);
  }

  /** Focus follows what is shown: each view has one place where the operator goes on. */
  #moveFocus(): void {
    const view = this.#viewNow;
    if (view === this.#view) return;
    const from = this.#view;
    this.#view = view;
    this.body?.scrollTo(0, 0);
    focusOn(this.renderRoot, placesIn(this.#session.open, from, this.#scene !== null));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "member-actions-modal": MemberActionsModal;
  }
}
