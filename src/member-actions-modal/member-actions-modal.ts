import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, queryAssignedElements, state } from "lit/decorators.js";
import { ActionRunController } from "../controllers/action-run.js";
import { KitController } from "../controllers/kit-controller.js";
import { ReadController } from "../controllers/read-controller.js";
import { MemberActionDoneEvent, MemberActionFailedEvent, requestAction } from "../events/action-events.js";
import { reportError } from "../events/member-events.js";
import { formOf } from "../fields/form.js";
import { LibraryController } from "../fields/library.js";
import { fieldMessages } from "../locales/en/fields.js";
import { modalMessages } from "../locales/en/modal.js";
import { presetOf } from "../parts/preset.js";
import { registrationOf } from "../registration.js";
import { chooser } from "./chooser.js";
import { MemberActionsCancelEvent, MemberActionsCloseEvent } from "./events.js";
import { focusOn } from "./focus.js";
import { footer, undoFailure } from "./footer.js";
import { formView } from "./form-view.js";
import { header } from "./header.js";
import { keepInside, stopRepeats } from "./inside.js";
import { load, type Loaded } from "./load.js";
import { menuOf, type Menu, type MenuItem } from "./menu.js";
import { OpenAction } from "./open-action.js";
import { placesIn, viewOf } from "./places.js";
import { receipt } from "./receipt.js";
import type { Scene } from "./scene.js";
import { Session } from "./session.js";
import { modalStyles } from "./styles.js";
import { unknown } from "./unknown.js";
import { waiting } from "./waiting.js";

const messages = { ...fieldMessages, ...modalMessages };

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
  /** What was copied is said aloud. */
  @state() private copied = "";
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("#body") private readonly body!: HTMLElement | null;
  @queryAssignedElements({ flatten: true }) private readonly assigned!: HTMLElement[];
  readonly #kit = new KitController(this, "modal");
  readonly #library = new LibraryController(this, () => this.#kit.client ?? null);
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

  get #scene(): Scene | null {
    const data = this.#data.value;
    if (data?.member.id !== this.memberId) return null;
    const kit = this.#kit;
    const currencies = data.capabilities.currencies.map((each) => ({ ...each, label: kit.say(`currency.${each.code}`, each.label) }));
    const capabilities = { ...data.capabilities, currencies };
    return { ...data, capabilities, kit, say: kit.translate(messages), format: kit.format(capabilities.program.timeZone) };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("open") && this.open) this.#straightTo = this.action;
    if (changed.has("memberId")) this.wantsOut = false;
    const scene = this.#scene;
    if (scene && this.#straightTo) this.#goStraight(scene);
  }

  protected override firstUpdated(): void {
    keepInside(this.dialog);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.open && !this.dialog.open && this.isConnected && this.#kit.canSpeak) this.dialog.showModal();
    if (!this.open && this.dialog.open) this.dialog.close();
    if (changed.get("open") === true && !this.open) this.#closed();
    if (this.open) this.#moveFocus();
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
      <slot hidden @slotchange=${this.#presetsChanged}></slot>
      <dialog
        class="dlg"
        part="dialog"
        aria-labelledby="title"
        @cancel=${this.#escape}
        @close=${this.#nativelyClosed}
        @keydown=${stopRepeats}
        @copied=${this.#sayCopied}
      >
        <span class="vh" role="status">${this.copied}</span>
        ${this.open ? (scene ? this.#content(scene) : this.#waiting()) : nothing}
      </dialog>
    `;
  }

  #content(scene: Scene): TemplateResult {
    const { open } = this.#session;
    const close = () => this.#requestClose();
    return html`
      <div class="dhead">${header(scene, open, { back: () => this.#backToMenu(), close })}</div>
      <div class="body" id="body">${open ? this.#openAction(scene, open) : this.#chooser(scene)}</div>
      <div class="dfoot">
        ${
          open
            ? footer(scene, open, { close, another: () => this.#another(), wantsOut: this.wantsOut })
            : html`<span class="grow"></span
                ><button type="button" class="btn" id="cancel" @click=${close}>${scene.say("modal.cancel")}</button>`
        }
      </div>
    `;
  }

  #chooser(scene: Scene): TemplateResult {
    const session = this.#session;
    const search = (query: string) => {
      session.query = query;
      this.requestUpdate();
    };
    const { items } = this.#menu(scene);
    return chooser({ scene, items, query: session.query, search, open: (item) => this.#openItem(scene, item) });
  }

  #openAction(scene: Scene, open: OpenAction): unknown {
    const { phase } = open.run;
    if (phase === "unknown") return unknown(scene, open);
    if (open.run.operation) return [undoFailure(scene, open), receipt(scene, open, this.#reasonName(open))];
    return formView(scene, open, {
      library: this.#library,
      changed: () => this.requestUpdate(),
      submit: (event) => void this.#submit(event, open),
    });
  }

  #waiting(): TemplateResult {
    const { error, slow } = this.#data.reading;
    return waiting(
      { say: this.#kit.translate(messages), kit: this.#kit },
      { error, slow, again: this.#reload, close: () => this.#requestClose() },
    );
  }

  readonly #reload = (): void => void this.#data.reload();

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

  #openItem(scene: Scene, item: MenuItem): void {
    const { client, kit, locale } = this.#kit;
    if (!client || !kit) return;
    const { capabilities, member } = scene;
    const { reference } = kit;
    const run = new ActionRunController(this, {
      client,
      memberId: member.id,
      action: item.action,
      previews: capabilities.preview !== "none",
      reference,
      permit: (action, input) => requestAction(this, action, member.id, input),
      settled: (outcome) =>
        this.dispatchEvent(
          "operation" in outcome
            ? new MemberActionDoneEvent(outcome.operation)
            : new MemberActionFailedEvent(item.action.id, member.id, outcome.error),
        ),
    });
    const session = this.#session;
    const form = formOf(item.action, item.currency, capabilities);
    session.open = new OpenAction({ item, form, draft: session.draftOf(item.key), run, member, locale, reference });
    this.requestUpdate();
  }

  #goStraight(scene: Scene): void {
    const item = this.#menu(scene).items.find(({ key, refusal }) => key === this.#straightTo && !refusal);
    this.#straightTo = null;
    if (item && !this.#session.open) this.#openItem(scene, item);
  }

  async #submit(event: Event, open: OpenAction): Promise<void> {
    event.preventDefault();
    this.wantsOut = false;
    if (open.run.inFlight) return;
    const wrong = open.firstWrong() ?? (open.isConfirmed ? null : "confirmation");
    if (!wrong) await open.run.submit();
    this.requestUpdate();
    await this.updateComplete;
    const still = open.firstWrong() ?? wrong;
    if (this.#session.open === open && open.run.phase !== "done") focusOn(this.renderRoot, [still && `#field-${still}`, "#failure"]);
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
    this.copied = this.#kit.translate(messages)("receipt.copied");
  }

  #presetsChanged(): void {
    this.requestUpdate();
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
    this.#library.forget();
    this.wantsOut = false;
    this.copied = "";
    this.#view = "";
    this.dispatchEvent(new MemberActionsCloseEvent());
  }

  #reasonName({ run, form }: OpenAction): string | null {
    const code = run.operation?.reasonCode;
    const field = form.fields.find(({ name }) => name === "reasonCode")?.field;
    return (code && field && this.#library.shelf(field).options.find(({ id }) => id === code)?.name) ?? null;
  }

  /** Focus follows what is shown: each view has one place where the operator goes on. */
  #moveFocus(): void {
    const open = this.#session.open;
    const loaded = this.#scene !== null;
    const view = `${this.memberId} ${loaded ? (open ? `${open.item.key} ${viewOf(open)}` : "menu") : "waiting"}`;
    if (view === this.#view) return;
    const from = this.#view;
    this.#view = view;
    this.body?.scrollTo(0, 0);
    focusOn(this.renderRoot, placesIn(open, from, loaded));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "member-actions-modal": MemberActionsModal;
  }
}
