import { html, nothing, type PropertyValues } from "lit";
import { property as alias } from "lit/decorators.js";
import { html as staticHtml } from "lit/static-html.js";
import type { Loaded } from "../../sdk/client/client.js";
import type { Capabilities, Member, MemberSummary, Operator } from "../../sdk/contract/index.js";
import { KitController } from "../controllers/kit-controller.js";
import { OnlineController } from "../controllers/online-controller.js";
import { ReadController } from "../controllers/read-controller.js";
import { kindOf } from "../errors.js";
import { MemberNotFoundEvent, reportError } from "../events/member-events.js";
import { whenIdle } from "../idle.js";
import { KitElement } from "../kit-element.js";
import { LatePart } from "../late-part.js";
import { profileMessages } from "../locales/en/profile.js";
import type { Suspicions } from "../mistakes/suspicion.js";
import type { Commands } from "../parts/commands.js";
import { remembered } from "../parts/remembered.js";
import { property } from "../property.js";
import { registrationOf, siblingTag, type ElementName } from "../registration.js";
import { badges } from "../theme/badges.js";
import { base } from "../theme/base.js";
import { buttons } from "../theme/buttons.js";
import { panels } from "../theme/panels.js";
import { states } from "../theme/states.js";
import { tokens } from "../theme/tokens.js";
import { header, headerStyles } from "./header.js";
import { LayoutController } from "./layout-controller.js";
import type { Later } from "./later.js";
import type { Launcher } from "./launcher.js";
import { errorNotice, noticeStyles } from "./notices.js";
import { PanelsController, panelStyles } from "./panels-controller.js";
import { createView, type ProfileView, type ProfileTranslate } from "./profile-view.js";
import { skeleton, staleBanner, stateStyles } from "./states.js";
import { styles } from "./styles.js";
import { ladderStyles } from "./tier-ladder.js";

type Instead = typeof import("./instead.js");
/** What a form opens with: text by field name. */
type Values = Readonly<Record<string, string>> | null;

/** Failures that say nothing of the member: they may pass. */
const passing = ["network", "timeout", "server", "contract"];

/**
 * A member as support sees them: who they are, what they hold, what happened, and the Actions button.
 *
 * @example
 * ```html
 * <member-profile member-id="m_1048" actions="add:points redeem:points send-sms"></member-profile>
 * ```
 *
 * @fires {MemberNotFoundEvent} member-not-found - No member has this id, or carries this external id.
 * @fires {MemberOpenEvent} member-open - The operator has chosen another member, in the palette, in the household or in
 * what was done for a ticket. `preventDefault()` leaves it to the host page to show them; else the profile does.
 * @fires {MemberActionRequestEvent} member-action-request - Before a write leaves. Cancelable; `waitUntil(promise)`
 * holds it back.
 * @fires {MemberActionDoneEvent} member-action-done - A write was done: its receipt.
 * @fires {MemberActionFailedEvent} member-action-failed - A write was refused, or its outcome is not known.
 * @fires {MemberNextEvent} member-next - The operator has read a receipt and goes on. A host with a queue shows whoever
 * is next.
 * @fires {MemberSessionEndingEvent} member-session-ending - The operator's sign-in ends within a minute, a form is open,
 * and `getToken` answered no other token: its `extend()` asks once more. `preventDefault()` leaves it to the host to say.
 * @fires {MemberErrorEvent} member-error - An attribute can't be read, a part of the kit could not be loaded, or an
 * answer holds a date or an amount that is none: once for each.
 * @keyboard Ctrl+K, Cmd+K, / - Open the palette: actions, members and tickets by name, `add 100` fills in a form.
 * @keyboard a - Opens the actions.
 * @keyboard t - Types a tag.
 * @slot header-actions - The host's own buttons, before Actions.
 * @slot not-a-member - What stands in place of the profile of a contact who is not in the program.
 * @slot - `member-action` elements: presets of the actions modal.
 * @csspart header - The head of the profile.
 * @csspart name - The member's name.
 * @csspart status - The badge of their status.
 * @csspart chat-button - The button that writes to the member, beside their name.
 * @csspart actions-button - The Actions button.
 * @csspart balance-action - A button of a balance: Add, Redeem.
 * @csspart panel-action - The button in the head of a panel: Edit.
 * @csspart add - The button of an empty timeline.
 * @csspart panel - Every panel, beside its own name in the `panels` attribute.
 * @csspart entry - A line of the timeline.
 * @csspart entry-details - What a line of the timeline opens to.
 * @csspart filters - What narrows the timeline.
 * @csspart balance - The box of one currency.
 * @csspart punch-card - A punch card of the wallet.
 */
export class MemberProfile extends KitElement {
  static override readonly styles = [
    ...[tokens, base, buttons, badges, panels, states],
    ...[styles, headerStyles, ladderStyles, noticeStyles, stateStyles],
    ...panelStyles,
  ];

  /** The member's id. Takes precedence over `external-id`. */
  @property({ attribute: "member-id" }) memberId: string | null = null;
  /** The host's own contact id: shows the member who carries it, "not a member", or the choice between several. */
  @property({ attribute: "external-id" }) externalId: string | null = null;
  /**
   * Which actions the modal offers, in which order: `add:points redeem:points send-sms`. Default: all that the backend
   * has.
   */
  @property() actions: string | null = null;
  /**
   * Which panels to show, in which order: `balances wallet tags consents details notes behaviour household segments cards messages purchases activity`.
   * Default: all, in this order.
   */
  @property() panels: string | null = null;
  /** Takes away everything that writes. */
  @property({ type: Boolean }) readonly = false;
  /** `readonly`, as the DOM and React spell it. */
  @alias({ attribute: false }) get readOnly(): boolean {
    return this.readonly;
  }
  set readOnly(value: boolean) {
    this.readonly = value;
  }
  /** Whether the operator of an entry stands behind its info button (`info`, the default) or in its line (`inline`). */
  @property() operator: "info" | "inline" = "info";
  /**
   * How much room the panels take: `full`, or `compact`, as in a sidebar: who it is, balances and tags, then each panel as
   * a line that opens, which reads nothing before. `auto`, the default, is compact where the profile is narrower than
   * 440px.
   */
  @property() layout: "auto" | "full" | "compact" = "auto";

  /**
   * What single keys do while the focus is in the profile and in no text field: `on` (the default) is `actions:a tags:t
   * palette:/`. Others are named so; one that is left out does nothing; `off`: none does. Where the palette has a key,
   * Ctrl+K, or Cmd+K on a Mac, opens it too.
   */
  @property() shortcuts = "on";

  readonly #kit = new KitController(this);
  readonly #online = new OnlineController(this, () => this.#reload());
  readonly #client = () => this.#kit.client;
  readonly #capabilities = new ReadController<Capabilities>(this, {
    client: this.#client,
    key: () => "capabilities",
    read: (client, _key, signal) => client.capabilities({ signal }),
  });
  readonly #carriers = new ReadController<MemberSummary[]>(this, {
    client: this.#client,
    key: () => (this.memberId ? undefined : (this.externalId ?? undefined)),
    read: (client, externalId, signal) => client.members.byExternalId(externalId, { signal }),
    onResult: ({ value }) => value?.length === 0 && this.dispatchEvent(new MemberNotFoundEvent(null, this.externalId)),
  });
  readonly #member = new ReadController<Loaded<Member>>(this, {
    client: this.#client,
    key: () => this.#id,
    read: (client, id, signal) => client.members.get(id, { signal }),
    onResult: ({ error }) =>
      kindOf(error) === "missing" && this.dispatchEvent(new MemberNotFoundEvent(this.#id ?? null, this.externalId)),
  });
  /** Who may do what is asked once the member is drawn: it is no part of the first paint. */
  readonly #operator = new ReadController<Operator>(this, {
    client: this.#client,
    key: () => (this.#stage === "idle" ? "operator" : undefined),
    read: (client, _key, signal) => client.operator({ signal }),
  });
  /** One view for as long as nothing of it changes: what is drawn with it need not be drawn again. */
  readonly #viewOf = remembered(
    (...[capabilities, operator]: [Capabilities, Operator | undefined, KitController["kit"]]) =>
      createView(this.#kit, { capabilities, operator }, profileMessages),
  );
  #tellDrawn!: () => void;
  readonly #panels = new PanelsController({
    element: this,
    client: this.#client,
    memberId: () => this.#id,
    reference: () => this.#kit.kit?.reference ?? null,
    view: () => this.#view,
    announce: (words) => this.#announce(words),
    load: (name) => this.#load(name),
    drawn: new Promise((resolve) => (this.#tellDrawn = resolve)),
    addStyles: (added) => this.addStyles(added),
  });

  readonly #instead = new LatePart<Instead>(
    () => import("./instead.js"),
    ({ value, error }) => {
      if (value) this.addStyles(value.styles);
      else this.#unloaded(error);
      this.requestUpdate();
    },
  );

  readonly #later = new LatePart<Later>(
    () => this.#importLater(),
    ({ error }) => (error ? this.#unloaded(error) : this.requestUpdate()),
  );
  readonly #layout = new LayoutController({
    element: this,
    addStyles: (added) => this.addStyles(added),
    failed: (error) => this.#unloaded(error),
  });
  #chosen: string | null = null;
  /** Whether the member was drawn, and whether the page had nothing better to do since. */
  #stage: "first" | "drawn" | "idle" = "first";
  #shownId: string | undefined;
  #modal: "absent" | "open" | "closed" = "absent";
  /** The action that the modal opens at; null: its menu. */
  #action: string | null = null;
  /** What its form opens with; null: nothing. */
  #values: Values = null;
  #commands: Commands | null = null;
  #announced = "";

  /**
   * Reads the member and all that is open anew, for what the host's own code has changed. What is shown stays until the
   * answers are there; forms, drafts and the focus stay. Safe at any time: reads that are under way begin anew.
   */
  refresh(): void {
    this.#reload();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("panels")) this.#panels.choose(this.panels);
    if (changed.has("externalId")) this.#chosen = null;
    if (this.#id !== this.#shownId) this.#forget();
  }

  protected override get suspicions(): Suspicions {
    const id = this.#id;
    const { operator, layout }: Record<"operator" | "layout", string> = this;
    return [
      this.#kit.suspicion,
      !id && !this.externalId && ["no-member"],
      id !== undefined && kindOf(this.#member.state.error) === "missing" && ["id", id],
      !/^(info|inline)$/.test(operator) && ["operator", operator],
      !/^(auto|full|compact)$/.test(layout) && ["layout", layout],
      ...this.#panels.suspicions,
    ];
  }

  protected override updated(): void {
    if (this.#stage !== "first" || !this.#member.value || !this.#capabilities.value || this.#layout.isLoading) return;
    this.#stage = "drawn";
    whenIdle(() => {
      this.#stage = "idle";
      this.#tellDrawn();
      if (this.isConnected) this.requestUpdate();
      this.#loadLater();
    });
  }

  protected override render(): unknown {
    const t = this.#kit.translator(profileMessages);
    return html`<div @copied=${(event: CustomEvent<string>) => this.#announce(t("copied", { id: event.detail }))}>
        ${this.placeholder ?? (this.#kit.client ? this.#content(t) : nothing)}
      </div>
      <div class="vh" role="status">${this.#announced}</div>
      ${this.#modal === "absent" ? nothing : this.#actionsModal()}`;
  }

  /** The member that is shown: by their own id, or by the host's. */
  get #id(): string | undefined {
    const carriers = this.#carriers.value;
    const carrier = carriers?.length === 1 ? carriers[0]?.id : undefined;
    return this.memberId ?? this.#chosen ?? carrier;
  }

  get #view(): ProfileView | null {
    const capabilities = this.#capabilities.value;
    const operator = this.#operator.value;
    return capabilities ? this.#viewOf(capabilities, operator, this.#kit.kit) : null;
  }

  /** Another member: nothing of the last one stays. */
  #forget(): void {
    this.#shownId = this.#id;
    this.#announced = "";
    if (this.#modal === "open") this.#modal = "closed";
    this.#panels.forget();
    this.#layout.compact?.forget();
  }

  readonly #reload = (): void => {
    if (this.#instead.error) void this.#instead.load();
    for (const read of [this.#capabilities, this.#carriers, this.#member]) void read.reload();
    this.#panels.reload();
  };

  #announce(words: string): void {
    this.#announced = words;
    this.requestUpdate();
  }

  #content(t: ProfileTranslate): unknown {
    const id = this.#id;
    if (id === undefined) return this.#identity(t);
    const { value: member, error, slow } = this.#member.state;
    const capabilities = this.#capabilities.state;
    // What forbids showing the member overrules what was shown of them; a broken connection does not.
    const barred = error && !passing.includes(kindOf(error));
    if (barred || (error && !member)) return this.#failure(t, id, error);
    if (capabilities.error && !capabilities.value) return this.#failure(t, id, capabilities.error);
    const view = this.#view;
    // Who is drawn already stays whole until it is there.
    const isLoading = this.#stage === "first" && this.#layout.isLoading;
    if (member && view && !isLoading) return this.#profile(member.value, view);
    return slow || capabilities.slow ? skeleton(t("loading")) : nothing;
  }

  #identity(t: ProfileTranslate): unknown {
    const { value, error, slow } = this.#carriers.state;
    if (error) return this.#failure(t, this.externalId ?? "", error);
    if (value?.length === 0)
      return html`<slot name="not-a-member">${this.#draw(t, (part) => part.notAMember(this.#kit))}</slot>`;
    if (value) return this.#draw(t, (part) => part.memberPicker(this.#kit, value, (id) => this.#choose(id)));
    return slow ? skeleton(t("loading")) : nothing;
  }

  /** Why there is no member to show. */
  #failure(t: ProfileTranslate, id: string, error: unknown): unknown {
    return passing.includes(kindOf(error))
      ? this.#broken(t, error)
      : this.#draw(t, (part) =>
          part.memberFailure(this.#kit, {
            id,
            error,
            again: this.#reload,
            capabilities: this.#capabilities.value,
            open: (other) => (this.memberId = other),
          }),
        );
  }

  #broken(t: ProfileTranslate, error: unknown): unknown {
    return html`<div class="panel" part="panel">${errorNotice(t, t("error.member"), error, this.#reload)}</div>`;
  }

  /** Draws what stands in place of a profile: a part that most pages never load. */
  #draw(t: ProfileTranslate, draw: (part: Instead) => unknown): unknown {
    const { value, error } = this.#instead;
    if (value) return draw(value);
    if (error) return this.#broken(t, error);
    void this.#instead.load();
    return nothing;
  }

  #choose(id: string): void {
    this.#chosen = id;
    this.requestUpdate();
  }

  #profile(member: Member, view: ProfileView): unknown {
    const launcher = this.#launcher(view);
    const { readonly, operator } = this;
    const { offline } = this.#online;
    const later = this.#later.value;
    const { compact } = this.#layout;
    return html`<div class="profile">
      ${this.#banner(view)} ${later?.draw(view)}
      ${header(member, view, launcher, later?.chat(view, launcher), later?.tier(member, view))}
      ${this.#panels.draw({ member, view, launcher, readonly, offline, operator, later, compact })}
    </div>`;
  }

  #banner({ t, format }: ProfileView): unknown {
    const { readAt, error } = this.#member.state;
    if (!this.#online.offline && !error) return nothing;
    const time = format.time(new Date(readAt).toISOString());
    return staleBanner(t, t(this.#online.offline ? "offline" : "unreachable", { time }), () => this.#reload());
  }

  #launcher(view: ProfileView): Launcher | null {
    if (this.readonly || !view.capabilities.actions.length) return null;
    return {
      disabled: this.#online.offline ? view.t("actions.offline") : null,
      list: this.actions,
      open: (action, values) => this.#openActions(action, values),
      preload: () => void this.#load("member-actions-modal"),
    };
  }

  /** Loads a part of the kit that the first view does without; answers whether it is there. */
  async #load(name: ElementName): Promise<boolean> {
    try {
      await registrationOf(this).load(name);
      return true;
    } catch (error) {
      reportError(this, `${name} could not be loaded`, error);
      return false;
    }
  }

  #loadLater(): void {
    // What fails now is tried again once it is needed, and told then.
    if (!this.readonly)
      registrationOf(this)
        .load("member-actions-modal")
        .catch(() => undefined);
    void this.#later.load();
  }

  async #importLater(): Promise<Later> {
    const { Later } = await import("./later.js");
    return new Later({
      element: this,
      kit: this.#kit,
      memberId: () => this.#id,
      view: () => this.#view,
      reading: () => this.#member.state,
      announce: (words) => this.#announce(words),
      modalOpen: () => this.#modal === "open",
      openPalette: (commands) => this.#openActions(null, null, commands),
      addStyles: (added) => this.addStyles(added),
      unloaded: this.#unloaded,
    });
  }

  readonly #unloaded = (error: unknown): void => reportError(this, "a part of the profile could not be loaded", error);

  #openActions(action: string | null, values: Values = null, commands: Commands | null = null): void {
    this.#action = action;
    this.#values = values;
    this.#commands = commands;
    this.#setModal("open");
  }

  readonly #closed = (event: Event): void => {
    this.#setModal("closed");
    this.#later.value?.closed(event.target);
  };

  #setModal(state: "open" | "closed"): void {
    this.#modal = state;
    this.requestUpdate();
  }

  #actionsModal(): unknown {
    const tag = siblingTag(this, "member-actions-modal");
    return staticHtml`<${tag} .memberId=${this.#id ?? null} .actions=${this.actions} .action=${this.#action} .values=${this.#values} .commands=${this.#commands} .open=${this.#modal === "open"}
      @member-actions-close=${this.#closed}><slot></slot></${tag}>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "member-profile": MemberProfile;
  }
}
