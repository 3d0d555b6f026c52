import {
  adoptStyles,
  html,
  nothing,
  type CSSResult,
  type LitElement,
  type PropertyValues,
  type TemplateResult,
} from "lit";
import { ChangesController } from "../controllers/changes-controller.js";
import { KitController } from "../controllers/kit-controller.js";
import { ReadController } from "../controllers/read-controller.js";
import { reportError } from "../events/member-events.js";
import { LatePart } from "../late-part.js";
import { modalMessages } from "../locales/en/modal.js";
import type { ModalWords } from "../locales/words.js";
import type { Suspicion, Suspicions } from "../mistakes/suspicion.js";
import type { Commands } from "../parts/commands.js";
import { EscapeController } from "../parts/escape-controller.js";
import { FocusKeeper } from "../parts/focus-keeper.js";
import { presetOf } from "../parts/preset.js";
import type { LookUpEvent } from "../parts/reference-button.js";
import { registrationOf } from "../registration.js";
import type { Body } from "../shell-element.js";
import type { ActionFlow } from "./action-flow/action-flow.js";
import type { GoTo } from "./action-flow/cases.js";
import type { OpenAction } from "./action-flow/open-action.js";
import { containEvents, ignoreHeldEnter, unhide } from "./event-containment.js";
import { MemberActionsCancelEvent } from "./cancel-event.js";
import { MemberNextEvent } from "./next-event.js";
import { failureCallout } from "./failure.js";
import { focusFirst, passFocusOn } from "./focus.js";
import { formsAhead } from "./forms-ahead.js";
import { header } from "./header.js";
import { MemberDrafts } from "./member-drafts.js";
import type { MenuItem } from "./menu-item.js";
import { menuOf, type Menu } from "./menu/menu.js";
import { menuView } from "./menu/menu-view.js";
import type { Palette, PaletteContext } from "./palette/palette.js";
import { readModalData, type ModalData } from "./modal-data.js";
import { createModalView, type ModalView } from "./modal-view.js";
import { recentOf } from "./recent.js";
import { focusTargets, stepKey } from "./steps.js";
import { modalStyles } from "./styles.js";
import type { Ticket } from "./ticket/ticket.js";
import { waiting } from "./waiting.js";

/** The element that is drawn here. */
export interface ModalHost extends LitElement {
  readonly memberId: string | null;
  readonly actions: string | null;
  readonly action: string | null;
  readonly values: Readonly<Record<string, string>> | null;
  readonly commands: Commands | null;
  open: boolean;
}

/** An action to open as soon as it can be. */
interface Requested {
  readonly key: string;
  /** What was typed for it already, by field name; left out: nothing. */
  readonly values?: Readonly<Record<string, string>>;
}

/** The dialog of the actions modal: its menu, and what follows that. */
export class ModalBody implements Body {
  static readonly styles = modalStyles;
  /** Loads what the operator is about to need. */
  static readonly ahead = formsAhead;

  readonly #host: ModalHost;
  readonly #kit: KitController;
  /** What follows the menu. */
  readonly #flow: LatePart<ActionFlow>;
  /** What stands in the place of the menu, where the host has commands. */
  readonly #palette: LatePart<Palette>;
  /** What was done for a ticket: it stands in the place of all else. */
  readonly #ticket: LatePart<Ticket>;
  /** The ticket that is looked up; null: none is. */
  #reference: string | null = null;
  /** What was typed before the palette was there, and whether Enter was pressed after it. */
  #ahead = { line: "", isEntered: false };
  readonly #lateStyles = new Map<string, readonly CSSResult[]>();
  readonly #data: ReadController<ModalData>;
  readonly #draftsByMember = new Map<string, MemberDrafts>();
  readonly #presetChanges = new MutationObserver(() => this.#host.requestUpdate());
  /** What the menu was given that means nothing to it. */
  #menuMistakes: readonly Suspicion[] = [];
  /** What was shown last, by {@link stepKey}. */
  #step = "";
  #requested: Requested | null;
  /** The operator wanted to close the dialog while a write was under way. */
  #closeRequested = false;
  /** What a screen reader is told: how an action ended, or that something was copied. */
  #announcement = "";

  constructor(host: ModalHost) {
    this.#host = host;
    this.#requested = host.open ? requestOf(host) : null;
    this.#kit = new KitController(host, "modal");
    this.#flow = new LatePart(
      async () =>
        new (await import("./action-flow/action-flow.js")).ActionFlow(host, this.#kit, {
          adopt: (part, styles) => this.#adopt(part, styles),
          isOpen: () => host.open && this.#drafts.open !== null,
          extended: (said) => this.#extended(said),
        }),
      () => host.requestUpdate(),
    );
    this.#palette = new LatePart(
      async () => {
        const { Palette } = await import("./palette/palette.js");
        this.#adopt("palette", Palette.styles);
        return new Palette(host, this.#kit, this.#ahead);
      },
      () => host.requestUpdate(),
    );
    this.#ticket = new LatePart(
      async () => {
        const { Ticket } = await import("./ticket/ticket.js");
        this.#adopt("ticket", Ticket.styles);
        return new Ticket(host, this.#kit, () => this.#reference);
      },
      ({ error }) => {
        if (error) reportError(host, "what looks up a ticket could not be loaded", error);
        host.requestUpdate();
      },
    );
    this.#data = new ReadController<ModalData>(host, {
      client: () => this.#kit.client,
      key: () => (host.open && host.memberId !== null ? host.memberId : undefined),
      read: readModalData,
    });
    new ChangesController(host, {
      client: () => this.#kit.client,
      memberId: () => (host.open ? (host.memberId ?? undefined) : undefined),
      failed: (error) => reportError(host, "what tells of changes could not be loaded", error),
    });
    host.addController({ hostDisconnected: () => this.#dialog?.close() });
    new EscapeController(host, () => this.#escape());
    new FocusKeeper(host, "#failure", "#submit", "#title");
    containEvents(host.renderRoot);
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector("dialog");
  }

  get #drafts(): MemberDrafts {
    const memberId = this.#host.memberId ?? "";
    const drafts = this.#draftsByMember.get(memberId) ?? new MemberDrafts();
    this.#draftsByMember.set(memberId, drafts);
    return drafts;
  }

  /** Translates the words that are loaded so far: those of the menu, then those of the action flow. */
  get #translate(): ModalView["t"] {
    const late = { ...this.#flow.value?.messages, ...this.#palette.value?.messages, ...this.#ticket.value?.messages };
    return this.#kit.translator({ ...modalMessages, ...late } as ModalWords);
  }

  get #view(): ModalView | null {
    const data = this.#data.value;
    return data?.member.id === this.#host.memberId ? createModalView(data, this.#kit, this.#translate) : null;
  }

  get suspicions(): Suspicions {
    const { open, memberId, commands } = this.#host;
    return open ? [this.#kit.suspicion, !memberId && !commands && ["no-member"], ...this.#menuMistakes] : [];
  }

  willUpdate(changed: PropertyValues<ModalHost>): void {
    if (changed.has("memberId")) this.#otherMember();
    if (changed.has("open") && this.#host.open) this.#opened();
    const view = this.#view;
    const palette = this.#paletteContext(view);
    if (palette) this.#palette.value?.update(palette);
    if (view) this.#openRequested(view);
    const { open } = this.#drafts;
    if (view && open) this.#flow.value?.update(view, open);
    if (this.#currentStep !== this.#step)
      this.#announcement = (open && view && this.#flow.value?.outcome(view, open)) ?? "";
  }

  updated(changed: PropertyValues<ModalHost>): void {
    const { open, isConnected } = this.#host;
    if (open && !this.#dialog?.open && isConnected && this.#kit.isTranslated) this.#show();
    if (!open) this.#dialog?.close();
    if (changed.get("open") === true && !open) this.#closed();
    if (!open) return;
    if (this.#host.commands) void this.#palette.load();
    this.#moveFocus();
    passFocusOn(this.#host.renderRoot as ShadowRoot);
    if (!this.#flow.error && (this.#view || this.#requested)) void this.#flow.load();
  }

  #show(): void {
    unhide(this.#host);
    this.#dialog?.showModal();
  }

  render(): TemplateResult {
    const view = this.#view;
    const context = this.#paletteContext(view);
    const palette = context && this.#palette.value?.draw(context);
    const drawn = this.#ticketDrawn() ?? palette;
    return html`
      <slot hidden @slotchange=${() => this.#host.requestUpdate()}></slot>
      <dialog
        class="dlg ${drawn === palette && palette ? "palette" : ""}"
        part="dialog"
        aria-labelledby="title"
        @cancel=${(event: Event) => this.#onCancel(event)}
        @close=${() => this.#onClose()}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
        @copied=${() => this.#announce(this.#translate("receipt.copied"))}
        @look-up=${({ reference }: LookUpEvent) => this.#lookUp(reference)}
      >
        <span class="vh" role="status">${this.#announcement}</span>
        ${this.#host.open ? (drawn ?? (view ? this.#content(view) : this.#waiting())) : nothing}
      </dialog>
    `;
  }

  #content(view: ModalView): TemplateResult {
    const { open } = this.#drafts;
    const flow = this.#flow.value;
    const close = () => this.#requestClose();
    return html`
      <div class="dhead">${header(view, open, { back: () => this.#back(), close })}</div>
      <div class="body" id="body">
        ${open && flow ? flow.body(view, open, { submit: () => this.#submit(open), goTo: (id) => this.#goTo(view, open, id) }) : [this.#loadFailure(view), this.#menuView(view)]}
      </div>
      ${open && flow ? flow.session(view, open) : nothing}
      <div class="dfoot">
        ${
          open && flow
            ? flow.footer(view, open, {
                close,
                another: () => this.#another(),
                again: () => this.#again(open),
                next: () => void this.#next(),
                closeRequested: this.#closeRequested,
              })
            : html`<span class="grow"></span
                ><button type="button" class="btn" id="cancel" @click=${close}>${view.t("modal.cancel")}</button>`
        }
      </div>
    `;
  }

  /** Everything that was done for the ticket that is looked up; undefined: none is, or what draws it is on its way. */
  #ticketDrawn(): TemplateResult | undefined {
    const reference = this.#reference;
    if (reference === null) return undefined;
    return this.#ticket.value?.draw({
      t: this.#translate,
      reference,
      back: () => this.#lookUp(null),
      close: () => this.#requestClose(),
    });
  }

  #lookUp(reference: string | null): void {
    this.#reference = reference;
    if (reference !== null) void this.#ticket.load();
    this.#host.requestUpdate();
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
      this.#host.requestUpdate();
    };
    const { items, unknown } = this.#menu(view);
    const presets = items.flatMap((item) => this.#flow.value?.mistakesIn(item, view) ?? []);
    this.#menuMistakes = [...unknown.map((token) => ["action", token] as const), ...presets];
    return menuView({
      view,
      items,
      recent: this.#host.actions === null ? recentOf(this.#kit.client, items) : [],
      query: drafts.query,
      search,
      open: (item) => this.#request(item),
      loading: this.#flow.error ? null : (this.#requested?.key ?? null),
    });
  }

  #request({ key }: MenuItem, values?: Requested["values"]): void {
    this.#requested = { key, ...(values && { values }) };
    void this.#flow.load();
    this.#host.requestUpdate();
  }

  /** What the palette is drawn with, while it stands in the place of the menu; null: it does not. */
  #paletteContext(view: ModalView | null): PaletteContext | null {
    const { open, commands } = this.#host;
    if (!open || !commands || this.#drafts.open) return null;
    return {
      t: this.#translate,
      view,
      flow: this.#flow,
      data: this.#data,
      commands,
      hasMember: this.#host.memberId !== null,
      menu: (known) => this.#menu(known),
      request: (item, values) => this.#request(item, values),
      lookUp: (reference) => this.#lookUp(reference),
      close: () => this.#requestClose(),
    };
  }

  /** Held keys press nothing more; what is typed before the palette is there is not lost. */
  #onKey(event: KeyboardEvent): void {
    ignoreHeldEnter(event);
    const isPressed = (event.target as Element).closest("button") !== null;
    if (!this.#host.commands || this.#palette.value || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length === 1) this.#ahead.line += event.key;
    else if (event.key === "Enter" && !isPressed) this.#ahead.isEntered = true;
  }

  #adopt(part: string, styles: readonly CSSResult[]): void {
    this.#lateStyles.set(part, styles);
    adoptStyles(this.#host.renderRoot as ShadowRoot, [...[...this.#lateStyles.values()].flat(), ...modalStyles]);
  }

  #waiting(): TemplateResult {
    const { error, slow } = this.#data.state;
    return waiting(
      { t: this.#translate, kit: this.#kit },
      { error, slow, retry: () => void this.#data.reload(), close: () => this.#requestClose() },
    );
  }

  #menu(view: ModalView): Menu {
    const tag = registrationOf(this.#host).tagName("member-action");
    const slot = this.#host.renderRoot.querySelector("slot");
    const children = slot?.assignedElements({ flatten: true }) ?? [...this.#host.children];
    const presets = children.filter(({ localName }) => localName === tag);
    for (const preset of presets) this.#presetChanges.observe(preset, { attributes: true });
    const tokens = this.#host.actions === null ? null : this.#host.actions.split(/\s+/).filter(Boolean);
    const { capabilities, memberActions } = view;
    return menuOf({ capabilities, memberActions, tokens, presets: presets.map(presetOf), action: this.#host.action });
  }

  /** Opens the action that a button or the host page has requested, once the action flow is loaded. */
  #openRequested(view: ModalView): void {
    const flow = this.#flow.value;
    if (!flow || this.#requested === null) return;
    const { items, fromPanel } = this.#menu(view);
    const { key: wanted, values } = this.#requested;
    const item = [...items, ...fromPanel].find(({ key, refusal }) => key === wanted && !refusal);
    this.#requested = null;
    const drafts = this.#drafts;
    const reread = () => void this.#data.reload();
    if (item && !drafts.open) drafts.open = flow.open(view, item, { draft: drafts.draftOf(wanted), values }, reread);
  }

  /** Another action of the menu, in the same currency where it has one. What was typed for this one is kept, as on the way back. */
  #goTo(view: ModalView, { item: { currency } }: OpenAction, actionId: string): ReturnType<GoTo> {
    const item = this.#menu(view).items.find(
      ({ action, currency: other, preset, refusal }) =>
        action.id === actionId && (other === null || other.code === currency?.code) && !preset && !refusal,
    );
    if (!item) return null;
    const open = () => {
      this.#drafts.leave();
      this.#requested = { key: item.key };
      this.#host.requestUpdate();
    };
    return { item, open };
  }

  #submit(open: OpenAction): void {
    this.#closeRequested = false;
    void this.#flow.value?.submit(open, () => this.#drafts.open === open);
  }

  /** One screen back: from a review to its form, from a form to the menu. */
  #back(): void {
    if (!this.#drafts.open?.reconsider()) this.#drafts.leave();
    this.#host.requestUpdate();
  }

  #another(): void {
    this.#drafts.finish();
    this.#host.requestUpdate();
  }

  /** The same action once more, for the same member: its form as it opens. */
  #again({ item }: OpenAction): void {
    this.#drafts.finish();
    this.#request(item);
  }

  /** The receipt is read: the host page may have somebody else waiting. */
  async #next(): Promise<void> {
    const { memberId } = this.#host;
    this.#requestClose();
    await this.#host.updateComplete;
    if (memberId !== null && !this.#host.open) this.#host.dispatchEvent(new MemberNextEvent(memberId));
  }

  /** The session goes on, and so does what was refused without it. */
  #extended(said: string): void {
    const preview = this.#drafts.open?.run.preview;
    if (preview?.state === "failed") preview.refresh();
    this.#announce(said);
  }

  #announce(text: string): void {
    this.#announcement = text;
    this.#host.requestUpdate();
  }

  #onCancel(event: Event): void {
    event.preventDefault();
    this.#requestClose();
  }

  /** A browser may close a dialog without asking, on a second Escape. A write that is under way opens it again. */
  #onClose(): void {
    if (!this.#host.open || this.#dialog?.open || !this.#host.isConnected) return;
    this.#requestClose();
    this.#host.requestUpdate();
  }

  #escape(): boolean {
    if (this.#host.open) this.#requestClose();
    return this.#host.open || this.#dialog?.open === true;
  }

  #requestClose(): void {
    const phase = this.#drafts.open?.run.phase;
    if (phase === "submitting" || phase === "undoing") {
      this.#closeRequested = true;
      this.#host.requestUpdate();
      return;
    }
    const nothingSent = phase === undefined || phase === "editing" || phase === "failed";
    if (nothingSent && !this.#host.dispatchEvent(new MemberActionsCancelEvent())) return;
    this.#drafts.close();
    this.#host.open = false;
  }

  #opened(): void {
    this.#requested = requestOf(this.#host);
    this.#lookUp(this.#host.commands?.reference ?? null);
  }

  #closed(): void {
    this.#reference = null;
    this.#presetChanges.disconnect();
    this.#flow.value?.forget();
    this.#palette.value?.reset();
    this.#ahead = { line: "", isEntered: false };
    this.#closeRequested = false;
    this.#requested = null;
    this.#step = "";
  }

  /** A button that was pressed for the last member must not open for this one. */
  #otherMember(): void {
    this.#closeRequested = false;
    if (this.#requested?.key !== this.#host.action) this.#requested = null;
  }

  /** Whether what the operator works with is there: a palette is before anything is read. */
  get #isShown(): boolean {
    return this.#host.commands && !this.#drafts.open ? this.#palette.value !== null : this.#view !== null;
  }

  /** What is shown now. The focus and the announcement change with it. */
  get #currentStep(): string {
    if (this.#reference !== null && this.#ticket.value) return `ticket ${this.#reference}`;
    return stepKey(this.#host.memberId, this.#drafts.open, this.#isShown);
  }

  /** Moves the focus where the operator goes on, when another step is shown. */
  #moveFocus(): void {
    const step = this.#currentStep;
    const last = this.#step;
    if (step === last) return;
    this.#step = step;
    this.#host.renderRoot.querySelector("#body")?.scrollTo(0, 0);
    const targets = step.startsWith("ticket ") ? ["#title"] : focusTargets(this.#drafts.open, last, this.#isShown);
    focusFirst(this.#host.renderRoot, targets);
  }
}

/** What the host page asks to be opened at once. */
const requestOf = ({ action, values }: ModalHost): Requested | null =>
  action === null ? null : { key: action, ...(values && { values }) };
