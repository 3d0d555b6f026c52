import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import { html as staticHtml } from "lit/static-html.js";
import type { Loaded } from "../../sdk/client/client.js";
import type { Capabilities, Member, MemberSummary, Operation } from "../../sdk/contract/index.js";
import { ActivitiesController } from "./panels/activity/activities-controller.js";
import { KitController } from "../controllers/kit-controller.js";
import { OnlineController } from "../controllers/online-controller.js";
import { ReadController } from "../controllers/read-controller.js";
import { MemberNotFoundEvent, reportError } from "../events/member-events.js";
import { whenIdle } from "../idle.js";
import { profile } from "../locales/en/profile.js";
import { registrationOf, siblingTag, type ElementName } from "../registration.js";
import { badges } from "../theme/badges.js";
import { base } from "../theme/base.js";
import { buttons } from "../theme/buttons.js";
import { delta } from "../theme/delta.js";
import { inputs } from "../theme/inputs.js";
import { panels } from "../theme/panels.js";
import { states } from "../theme/states.js";
import { tags } from "../theme/tags.js";
import { tokens } from "../theme/tokens.js";
import { activity } from "./panels/activity/activity.js";
import { balances } from "./panels/balances/balances.js";
import { EntriesController } from "./panels/activity/entries-controller.js";
import { chips, consents, details } from "./facts.js";
import { kindOf } from "../errors.js";
import { head } from "./header.js";
import type { Launcher } from "./launcher.js";
import { columns, readPanels, type PanelName } from "./panels/index.js";
import { chooser, memberFailure, oldBanner, skeleton, stranger } from "./states.js";
import { styles } from "./styles.js";
import { createView, type Say, type View } from "./profile-view.js";
import { readWallet, walletPanel, type Wallet } from "./panels/wallet/wallet.js";

/**
 * A member as support sees them: who they are, what they hold, what happened, and the Actions button.
 *
 * @example
 * ```html
 * <member-profile member-id="m_1048" actions="add:points redeem:points send-sms"></member-profile>
 * ```
 *
 * @fires {MemberNotFoundEvent} member-not-found - No member has this id, or carries this external id.
 * @fires {MemberActionRequestEvent} member-action-request - Before a write leaves. Cancelable; `waitUntil(promise)` holds it back.
 * @fires {MemberActionDoneEvent} member-action-done - A write was done: its receipt.
 * @fires {MemberActionFailedEvent} member-action-failed - A write was refused, or its outcome is not known.
 * @fires {MemberErrorEvent} member-error - An attribute can't be read, or a part of the kit could not be loaded.
 * @slot header-actions - The host's own buttons, before Actions.
 * @slot not-a-member - What stands in place of the profile of a contact who is not in the program.
 * @slot - `member-action` elements: presets of the actions modal.
 * @csspart header - The head of the profile.
 * @csspart name - The member's name.
 * @csspart status - The badge of their status.
 * @csspart actions-button - The Actions button.
 * @csspart balance-action - A button of a balance: Add, Redeem.
 * @csspart add - The button of an empty timeline.
 * @csspart panel - Every panel, beside its own name: `balances`, `wallet`, `tags`, `consents`, `details`, `segments`, `activity`.
 * @csspart entry - A line of the timeline.
 */
export class MemberProfile extends LitElement {
  static override readonly styles = [tokens, base, buttons, badges, panels, tags, inputs, delta, states, ...styles];

  /** The member's id. Takes precedence over `external-id`. */
  @property({ attribute: "member-id" }) memberId: string | null = null;
  /** The host's own contact id: shows the member who carries it, "not a member", or the choice between several. */
  @property({ attribute: "external-id" }) externalId: string | null = null;
  /** Which actions the modal offers, in which order: `add:points redeem:points send-sms`. Default: all that the backend has. */
  @property() actions: string | null = null;
  /** Which panels to show, in which order: `balances wallet tags consents details segments activity`. Default: all, so. */
  @property() panels: string | null = null;
  /** Takes away everything that writes. */
  @property({ type: Boolean }) readonly = false;
  /** Whether the operator of an entry stands behind its info button (`info`, the default) or in its line (`inline`). */
  @property() operator: "info" | "inline" = "info";

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
    settled: ({ value }) => value?.length === 0 && this.dispatchEvent(new MemberNotFoundEvent(null, this.externalId)),
  });
  readonly #member = new ReadController<Loaded<Member>>(this, {
    client: this.#client,
    key: () => this.#id,
    read: (client, id, signal) => client.members.get(id, { signal }),
    settled: ({ error }) => kindOf(error) === "missing" && this.dispatchEvent(new MemberNotFoundEvent(this.#id ?? null, this.externalId)),
  });
  readonly #wallet = new ReadController<Wallet>(this, {
    client: this.#client,
    key: () => (this.#shows("wallet") ? this.#id : undefined),
    read: readWallet,
  });
  readonly #activities = new ActivitiesController(this, {
    client: this.#client,
    memberId: () => (this.#shows("activity") ? this.#id : undefined),
  });
  readonly #entries = new EntriesController(this, {
    client: this.#client,
    reference: () => this.#kit.kit?.reference ?? null,
    view: () => this.#view,
    announce: (words) => this.#announce(words),
  });

  #panels = readPanels(null).names;
  #chosen: string | null = null;
  #shownId: string | undefined;
  #modal: "absent" | "open" | "closed" = "absent";
  /** The action that the modal opens at; null: its menu. */
  #action: string | null = null;
  #tagEditor: "absent" | "asked" | "loaded" = "absent";
  #said = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("panels")) this.#choosePanels();
    if (changed.has("externalId")) this.#chosen = null;
    if (this.#id !== this.#shownId) this.#forget();
  }

  protected override updated(): void {
    if (this.#member.value && this.#tagEditor === "absent" && this.#shows("tags")) {
      this.#tagEditor = "asked";
      whenIdle(() => void this.#loadTagEditor());
    }
  }

  protected override render(): unknown {
    const t = this.#kit.translate(profile);
    return html`<div @copied=${(event: CustomEvent<string>) => this.#announce(t("copied", { id: event.detail }))}>
        ${this.#kit.client ? this.#content(t) : nothing}
      </div>
      <div class="vh" role="status">${this.#said}</div>
      ${this.#modal === "absent" ? nothing : this.#actionsModal()}`;
  }

  /** The member that is shown: by their own id, or by the host's. */
  get #id(): string | undefined {
    const carriers = this.#carriers.value;
    const carrier = carriers?.length === 1 ? carriers[0]?.id : undefined;
    return this.memberId ?? this.#chosen ?? carrier;
  }

  get #view(): View | null {
    const capabilities = this.#capabilities.value;
    return capabilities ? createView(this.#kit, capabilities) : null;
  }

  #shows(panel: PanelName): boolean {
    return this.#panels.includes(panel);
  }

  #choosePanels(): void {
    const { names, unknown } = readPanels(this.panels);
    this.#panels = names;
    for (const token of unknown) reportError(this, `panels: there is no panel "${token}"`);
  }

  /** Another member: nothing of the last one stays. */
  #forget(): void {
    this.#shownId = this.#id;
    this.#said = "";
    if (this.#modal === "open") this.#modal = "closed";
    this.#entries.forget();
    this.#activities.reset();
  }

  #reload(): void {
    for (const part of [this.#capabilities, this.#carriers, this.#member, this.#wallet, this.#activities]) void part.reload();
  }

  #announce(words: string): void {
    this.#said = words;
    this.requestUpdate();
  }

  #content(t: Say): unknown {
    const id = this.#id;
    if (id === undefined) return this.#identity(t);
    const { value: member, error, slow } = this.#member.reading;
    const capabilities = this.#capabilities.reading;
    // What forbids showing the member overrules what was shown of them; a broken connection does not.
    const barred = error && !["network", "timeout", "server", "contract"].includes(kindOf(error));
    if (barred || (error && !member)) return memberFailure(t, id, error, () => this.#reload(), capabilities.value);
    if (capabilities.error && !capabilities.value) return memberFailure(t, id, capabilities.error, () => this.#reload());
    const view = this.#view;
    if (member && view) return this.#profile(member.value, view);
    return slow || capabilities.slow ? skeleton(t("loading")) : nothing;
  }

  #identity(t: Say): unknown {
    const { value, error, slow } = this.#carriers.reading;
    if (error) return memberFailure(t, this.externalId ?? "", error, () => this.#reload());
    if (value?.length === 0) return html`<slot name="not-a-member">${stranger(t)}</slot>`;
    if (value) return chooser(t, value, (id) => this.#choose(id));
    return slow ? skeleton(t("loading")) : nothing;
  }

  #choose(id: string): void {
    this.#chosen = id;
    this.requestUpdate();
  }

  #profile(member: Member, view: View): unknown {
    const shown = columns(this.#panels).map((column) => ({
      ...column,
      drawn: column.names.map((name) => this.#panel(name, member, view)),
    }));
    const filled = shown.filter(({ names }) => names.length);
    return html`<div class="profile">
      ${this.#banner(view)} ${head(member, view, this.#launcher(view))}
      <div class="cols ${filled.some(({ place }) => place === "b") && filled.length > 1 ? "" : "single"}">
        ${filled.map(({ place, drawn }) => html`<div class="stack ${place}">${drawn}</div>`)}
      </div>
    </div>`;
  }

  #banner({ t, format }: View): unknown {
    const { readAt, error } = this.#member.reading;
    if (!this.#online.offline && !error) return nothing;
    const time = format.time(new Date(readAt).toISOString());
    return oldBanner(t, t(this.#online.offline ? "offline" : "unreachable", { time }), () => this.#reload());
  }

  #panel(name: PanelName, member: Member, view: View): unknown {
    const titled = (content: unknown) =>
      html`<section class="panel" part="panel ${name}">
        <div class="phead"><h3>${view.t(name as "tags")}</h3></div>
        ${content}
      </section>`;
    const body = (content: unknown) => titled(html`<div class="body">${content}</div>`);
    if (name === "balances") return balances(member.accounts, this.#launcher(view), view);
    if (name === "wallet") return walletPanel(this.#wallet, titled, view);
    if (name === "tags" && this.#tagEditor !== "loaded") return body(chips(member.tags));
    if (name === "tags")
      return body(
        staticHtml`<${siblingTag(this, "tag-editor")} .member=${member} ?readonly=${this.readonly}></${siblingTag(this, "tag-editor")}>`,
      );
    if (name === "consents") return body(consents(member.consents, view));
    if (name === "details") return body(details(member.details, view));
    if (name === "segments") return member.segments.length ? body(chips(member.segments.map((segment) => segment.name))) : nothing;
    const allowed = { inline: this.operator === "inline", undo: !this.readonly && !this.#online.offline };
    const actsOf = (operation: Operation) => this.#entries.actsOf(operation, allowed);
    const { firstName } = member;
    return activity(
      { activities: this.#activities, firstName, actsOf, more: () => void this.#more(view), launcher: this.#launcher(view) },
      view,
    );
  }

  #launcher(view: View): Launcher | null {
    if (this.readonly || !view.capabilities.actions.length) return null;
    return {
      disabled: this.#online.offline ? view.t("actions.offline") : null,
      list: this.actions,
      open: (action) => void this.#openActions(action),
      near: () => void this.#load("member-actions-modal"),
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

  /** Until it is there, the tags are shown as they are. */
  async #loadTagEditor(): Promise<void> {
    if (!(await this.#load("tag-editor"))) return;
    this.#tagEditor = "loaded";
    this.requestUpdate();
  }

  async #openActions(action: string | null): Promise<void> {
    const id = this.#id;
    if (!(await this.#load("member-actions-modal")) || id !== this.#id) return;
    this.#action = action;
    this.#setModal("open");
  }

  #setModal(state: "open" | "closed"): void {
    this.#modal = state;
    this.requestUpdate();
  }

  #actionsModal(): unknown {
    const tag = siblingTag(this, "member-actions-modal");
    return staticHtml`<${tag} .memberId=${this.#id ?? null} .actions=${this.actions} .action=${this.#action} .open=${this.#modal === "open"}
      @member-actions-close=${() => this.#setModal("closed")}><slot></slot></${tag}>`;
  }

  async #more({ t }: View): Promise<void> {
    const shown = this.#activities.reading.value?.entries.length ?? 0;
    if (!(await this.#activities.more())) return;
    this.#announce(t("activity.shown", { count: this.#activities.reading.value?.entries.length ?? 0 }));
    await this.updateComplete;
    // After the last page the pressed button is gone: the focus goes on with what came.
    if (document.activeElement !== document.body) return;
    const { renderRoot } = this;
    renderRoot.querySelectorAll(".entry")[shown]?.querySelector<HTMLElement>(".acts button")?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "member-profile": MemberProfile;
  }
}
