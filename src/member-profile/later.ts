import { css, html, nothing, type CSSResultGroup, type LitElement, type ReactiveController } from "lit";
import type { Client, Loaded } from "../../sdk/client/client.js";
import { catalogue, type Member } from "../../sdk/contract/index.js";
import { ChangesController } from "../controllers/changes-controller.js";
import type { KitController } from "../controllers/kit-controller.js";
import type { ReadState } from "../controllers/read-controller.js";
import type { MemberOpenEvent } from "../events/list-events.js";
import { chat } from "../icons/dialog.js";
import { LatePart } from "../late-part.js";
import { liveMessages } from "../locales/en/live.js";
import type { Commands, Place } from "../parts/commands.js";
import { Dwell } from "../parts/dwell.js";
import { FocusKeeper } from "../parts/focus-keeper.js";
import { movedStyles } from "../parts/moved.js";
import type { LookUpEvent } from "../parts/reference-button.js";
import { noteMember, recentMembers } from "../parts/recent-members.js";
import { isFree, keyOf, opensPalette } from "../parts/shortcuts.js";
import { registrationOf } from "../registration.js";
import { print } from "../theme/print.js";
import type { GivenTier } from "./given-tier.js";
import { launchButton, offers, type Launcher } from "./launcher.js";
import { MovedFigures } from "./moved-figures.js";
import type { DrawMasked, LaterParts } from "./panel.js";
import { OverTime } from "./panels/balances/over-time.js";
import type { ProfileView } from "./profile-view.js";
import type { Reveals } from "./reveals.js";
import type { Unsettled } from "./unsettled.js";

/** What it uses of the profile it serves. Each function answers what is true when it is called. */
interface LaterHost {
  readonly element: LitElement & {
    /** Which keys do what. */
    readonly shortcuts: string;
    readonly readonly: boolean;
    memberId: string | null;
  };
  readonly kit: KitController;
  readonly memberId: () => string | undefined;
  readonly view: () => ProfileView | null;
  /** How reading the member stands. */
  readonly reading: () => ReadState<Loaded<Member>>;
  readonly announce: (words: string) => void;
  readonly openPalette: (commands: Commands) => void;
  /** Whether the modal is open. */
  readonly modalOpen: () => boolean;
  readonly addStyles: (styles: CSSResultGroup) => void;
  readonly unloaded: (error: unknown) => void;
}

/** What tells that the pointer or the focus has come to something else. */
const RESTS = ["pointerover", "focusin", "focusout"];
/** Buttons that open the dialog. */
const LAUNCHERS = '[aria-haspopup="dialog"]:not([aria-disabled])';

/** Of more operations it is not asked who did them. */
const MOST_ASKED = 5;

/** What `on` stands for. */
const SHORTCUTS = "actions:a tags:t palette:/";

type Shortcut = "actions" | "tags" | "palette";

/** What is shown of a member; undefined: it is not there yet. */
interface Shown {
  readonly member: string | undefined;
  readonly newest: string | undefined;
}

/** Whether both are of other moments. A timeline that has only come since is no change. */
const differ = (now: Shown, before: Shown): boolean =>
  now.member !== before.member || (before.newest !== undefined && now.newest !== before.newest);

/** Settled writes that an earlier page left, and that a profile has told of. */
const told = new WeakSet<object>();

/** Whether they have a tier that they have not earned, or one that only the team sees. */
const wasGivenTier = ({ tier, hiddenTier, accounts }: Member, { capabilities }: ProfileView): boolean => {
  const { tiers, tierCurrency } = capabilities;
  const earned = accounts.find(({ currency }) => currency === tierCurrency)?.earned ?? 0;
  const threshold = tiers.find(({ id }) => id === tier?.id)?.threshold ?? 0;
  return Boolean(hiddenTier) || threshold > earned;
};

/** What a profile does for who works in it. It is no part of the first paint. */
export class Later implements ReactiveController, LaterParts {
  readonly #host: LaterHost;
  readonly #dwell = new Dwell();
  readonly #focus: FocusKeeper;
  readonly #part: LatePart<typeof import("./unsettled.js")>;
  readonly #reveals: LatePart<Reveals>;
  readonly #overTime: OverTime;
  readonly #givenTier: LatePart<GivenTier>;
  #unsettled: Unsettled | null = null;
  #client: Client | undefined;
  #memberId: string | undefined;
  #stopListening: (() => void) | undefined;
  /** What was shown of the member when somebody else changed them, until they are read again. */
  #shownBefore: Shown | undefined;
  /** What changed them since, by the ids of operations; null: that is not known, or not all of it. */
  #changedBy: readonly string[] | null = [];
  /** That they were changed elsewhere, in words. */
  #news = "";

  constructor(host: LaterHost) {
    this.#host = host;
    this.#focus = new FocusKeeper(host.element, "h2", "h3");
    this.#part = new LatePart(
      () => import("./unsettled.js"),
      ({ value, error }) => {
        if (!value) host.unloaded(error);
        else host.addStyles(value.styles);
      },
    );
    host.addStyles([styles, movedStyles, print]);
    host.element.addController(this);
    const { element, memberId, addStyles } = host;
    this.#givenTier = new LatePart(
      () => this.#importGivenTier(),
      ({ error }) => (error ? host.unloaded(error) : element.requestUpdate()),
    );
    this.#overTime = new OverTime({ element, client: () => host.kit.client, memberId, addStyles });
    this.#reveals = new LatePart(
      async () => new (await import("./reveals.js")).Reveals({ ...host, client: () => host.kit.client }),
      // What could not be loaded is tried again when it is drawn again.
      ({ value, error }) => (value ? element.requestUpdate() : host.unloaded(error)),
    );
    element.addController(new MovedFigures({ root: () => element.renderRoot, memberId }));
    new ChangesController(element, {
      client: () => host.kit.client,
      memberId,
      told: this.#othersChanged,
      failed: host.unloaded,
    });
  }

  hostConnected(): void {
    const { element } = this.#host;
    element.addEventListener("keydown", this.#press);
    for (const type of RESTS) element.renderRoot.addEventListener(type, this.#rest);
    element.addEventListener("member-open", this.#openMember);
    element.renderRoot.addEventListener("look-up", this.#lookUp);
  }

  hostUpdated(): void {
    this.#tellOfChange();
    const { actions, tags } = this.#targets;
    if (actions) actions.ariaKeyShortcuts = this.#keyOf("actions");
    if (tags) tags.ariaKeyShortcuts = this.#keyOf("tags");
  }

  hostUpdate(): void {
    // What begins after the element has left would never be ended.
    if (!this.#host.element.isConnected) return;
    const { client } = this.#host.kit;
    const id = this.#host.memberId();
    if (client === this.#client && id === this.#memberId) return;
    this.#stop();
    this.#client = client;
    this.#memberId = id;
    if (client && id !== undefined) noteMember(client, id);
    this.#unsettled?.forget();
    this.#shownBefore = undefined;
    this.#news = "";
    this.#stopListening = client?.onStale((stale) => (stale === null || stale === id) && this.#look());
    this.#look();
    void this.#tellOfLeft();
  }

  hostDisconnected(): void {
    const { element } = this.#host;
    element.removeEventListener("keydown", this.#press);
    for (const type of RESTS) element.renderRoot.removeEventListener(type, this.#rest);
    this.#dwell.end();
    element.removeEventListener("member-open", this.#openMember);
    element.renderRoot.removeEventListener("look-up", this.#lookUp);
    this.#stop();
  }

  #stop(): void {
    this.#stopListening?.();
    this.#client = undefined;
  }

  /** The modal has closed. What it was opened from may be gone: with the member, or with a right. */
  closed(modal: EventTarget | null): void {
    const { activeElement } = this.#host.element.renderRoot as ShadowRoot;
    if (activeElement === modal || document.activeElement === document.body) this.#focus.pass();
    this.#look();
  }

  /**
   * Draws the writes whose outcome was not known when their dialog closed. What others did is said in a place of its own:
   * it takes that of nothing that answers the operator, and may not have been read yet.
   */
  draw(view: ProfileView): unknown {
    return html`<div class="vh news" role="status">${this.#news}</div>
      ${this.#unsettled?.draw(view)}`;
  }

  /** Draws the button that writes to the member, beside their name (S2-3). */
  chat(view: ProfileView, launcher: Launcher | null): unknown {
    const { id, title } = catalogue.sendMessage;
    if (!launcher || !offers(launcher, id, null, view)) return nothing;
    const label = view.translate(`action.${id}.title`, title);
    return launchButton({ action: id, look: "ghost icon", part: "chat-button", content: chat, label }, launcher, view);
  }

  /** What shows masked details is loaded with the first of them. */
  readonly masked: DrawMasked = (detail, view, drawn) => {
    if (!view.operator) return drawn(detail, view);
    void this.#reveals.load();
    return this.#reveals.value?.draw(detail, view, drawn) ?? drawn(detail, view);
  };

  /** Draws, beneath the balances, what they were. */
  balances(member: Member, view: ProfileView): unknown {
    return this.#overTime.draw(member, view);
  }

  /** Draws, below the ladder, until when and why a tier was given that is not earned, or that only the team sees. */
  tier(member: Member, view: ProfileView): unknown {
    if (!wasGivenTier(member, view)) return nothing;
    if (!this.#givenTier.error) void this.#givenTier.load();
    return this.#givenTier.value?.draw(member, view);
  }

  async #importGivenTier(): Promise<GivenTier> {
    const { GivenTier, styles } = await import("./given-tier.js");
    const { element, kit, reading, view, addStyles } = this.#host;
    addStyles(styles);
    const memberId = () => {
      const [member, shown] = [reading().value?.value, view()];
      return member && shown && wasGivenTier(member, shown) ? member.id : undefined;
    };
    return new GivenTier({ element, client: () => kit.client, memberId });
  }

  #keyOf(name: Shortcut): string | null {
    return keyOf(this.#host.element.shortcuts, SHORTCUTS, name);
  }

  /** What the keys of buttons go to. */
  get #targets(): Record<"actions" | "tags", HTMLElement | null> {
    const find = (selector: string) => this.#host.element.renderRoot.querySelector<HTMLElement>(selector);
    return { actions: find("[part=actions-button]"), tags: find(".tags-panel .body > :not(.tags)") };
  }

  /** Keys, while the focus is in the profile and in no text: none of them sends anything. */
  readonly #press = (event: KeyboardEvent): void => {
    if (!isFree(event)) return;
    const isChord = event.ctrlKey || event.metaKey;
    const name = (["actions", "tags"] as const).find((each) => !isChord && this.#keyOf(each) === event.key);
    if (opensPalette(event, this.#keyOf("palette"))) this.#openPalette(event);
    else if (name) this.#follow(event, name);
  };

  #follow(event: Event, name: "actions" | "tags"): void {
    const target = this.#targets[name];
    if (!target) return;
    event.preventDefault();
    const opener = name === "tags" ? target.shadowRoot?.querySelector<HTMLElement>("input, .tagadd") : target;
    opener?.focus();
    opener?.click();
  }

  /** Who rests on a button that opens the dialog is about to press it. */
  readonly #rest = (event: Event): void => {
    const { element } = this.#host;
    const button = event.target instanceof Element ? event.target.closest(LAUNCHERS) : null;
    this.#dwell.at(event, event.type === "focusout" ? null : button, () => void this.#ahead(element));
  };

  async #ahead(element: LaterHost["element"]): Promise<void> {
    // What fails now is loaded once it is needed, and told then.
    const modal = await registrationOf(element)
      .load("member-actions-modal")
      .catch(() => undefined);
    if (this.#client && this.#memberId !== undefined) await modal?.ahead?.(this.#client, this.#memberId);
  }

  #openPalette(event: Event, reference?: string): void {
    const { element, openPalette, memberId } = this.#host;
    const shown = memberId();
    if (!this.#client || shown === undefined || !this.#host.view()) return;
    event.preventDefault();
    openPalette({
      acts: !element.readonly,
      places: placesIn(element.renderRoot),
      members: recentMembers(this.#client).filter((id) => id !== shown),
      ...(reference !== undefined && { reference }),
    });
  }

  readonly #lookUp = (event: Event): void => this.#openPalette(event, (event as LookUpEvent).reference);

  /** The member who was chosen in the dialog is shown here, once the host page has had its say. */
  readonly #openMember = (event: MemberOpenEvent): void =>
    queueMicrotask(() => {
      if (!event.defaultPrevented) this.#host.element.memberId = event.memberId;
    });

  readonly #look = (): void => {
    const open = this.#client && this.#memberId !== undefined ? this.#client.unsettled(this.#memberId) : [];
    if (this.#unsettled) this.#unsettled.take(open);
    else if (open.length && !this.#host.modalOpen()) void this.#load().then((unsettled) => unsettled?.take(open));
  };

  /** What is shown of the member now: what was read of them, and the newest entry of their timeline, once it is there. */
  get #shown(): Shown {
    const { value } = this.#host.reading();
    const newest = this.#host.element.renderRoot.querySelector<HTMLElement>(".entry")?.dataset.id;
    return { member: value === undefined ? value : JSON.stringify(value), newest };
  }

  /** While the outcome of one of this operator's writes is unknown, nobody can say whose change it is. */
  readonly #othersChanged = (operations?: readonly string[]): void => {
    if (this.#memberId === undefined || this.#client?.unsettled(this.#memberId).length) return;
    const shown = this.#shown;
    if (shown.member === undefined) return;
    const before = this.#shownBefore ? this.#changedBy : [];
    this.#changedBy = before && operations ? [...before, ...operations] : null;
    this.#shownBefore ??= shown;
  };

  /**
   * Says so where they are read again and are not what they were: once a minute at most, since the same words again are
   * not read aloud. What changes later is the operator's own doing.
   */
  #tellOfChange(): void {
    const view = this.#host.view()?.with(liveMessages);
    const { loading, error } = this.#host.reading();
    if (!this.#shownBefore || !view || loading || error) return;
    if (this.#host.element.renderRoot.querySelector(".activity-panel[aria-busy=true]")) return;
    if (differ(this.#shown, this.#shownBefore)) {
      const time = view.format.time(new Date().toISOString());
      void this.#say(this.#memberId, async () => view.t(`live.changed.${await this.#whose()}`, { time }));
    }
    this.#shownBefore = undefined;
  }

  async #say(memberId: string | undefined, words: () => Promise<string>): Promise<void> {
    const news = await words();
    await this.#host.element.updateComplete;
    if (memberId !== this.#memberId) return;
    this.#news = news;
    this.#host.element.requestUpdate();
  }

  /** Whose change it was. The operator who is signed in here may have another window open. */
  async #whose(): Promise<"self" | "others" | "unknown"> {
    const operations = this.#changedBy;
    const client = this.#client;
    if (!client || !operations?.length || operations.length > MOST_ASKED) return "unknown";
    try {
      const { id } = await client.operator();
      const done = await Promise.all(operations.map((each) => client.operation(each)));
      return done.every(({ operator }) => operator?.id === id) ? "self" : "others";
    } catch {
      return "unknown";
    }
  }

  async #tellOfLeft(): Promise<void> {
    const id = this.#memberId;
    const left = (await this.#host.kit.kit?.left) ?? [];
    const mine = left.filter((each) => each.write.memberId === id && !told.has(each));
    if (!mine.length || id !== this.#memberId) return;
    mine.forEach((each) => told.add(each));
    (await this.#load())?.takeSettled(mine);
  }

  async #load(): Promise<Unsettled | null> {
    const { element, kit, modalOpen, view, announce } = this.#host;
    await this.#part.load();
    const { value } = this.#part;
    if (value)
      this.#unsettled ??= new value.Unsettled(element, {
        client: () => kit.client,
        view,
        announce,
        busy: modalOpen,
        look: this.#look,
      });
    return this.#unsettled;
  }
}

const headingsIn = (root: ParentNode): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(".panel h3")];

/** The panels that are shown, by their headings. One that is drawn anew meanwhile is found again. */
const placesIn = (root: ParentNode): Place[] =>
  headingsIn(root).map(({ textContent }) => ({
    name: textContent.trim(),
    go: () => {
      const heading = headingsIn(root).find((each) => each.textContent === textContent);
      if (!heading) return;
      heading.querySelector<HTMLElement>("[aria-expanded=false]")?.click();
      // A heading can take the focus, and is no stop of the keyboard.
      heading.tabIndex = -1;
      heading.scrollIntoView({ block: "start" });
      heading.focus({ preventScroll: true });
    },
  }));

const styles = css`
  .btn[aria-keyshortcuts] {
    position: relative;
  }
  .btn[aria-keyshortcuts]:not([aria-disabled]):is(:hover, :focus-visible)::after {
    content: attr(aria-keyshortcuts) / "";
    position: absolute;
    inset-block-start: calc(100% + 4px);
    inset-inline-end: 0;
    z-index: 3;
    padding: 0 calc(var(--_u) * 1.5);
    border: 1px solid var(--_border);
    border-radius: 4px;
    background: var(--_surface);
    color: var(--_muted);
    font: 400 var(--_fs-1) / 1.5 var(--_mono);
  }
  @media print {
    button:not(.copy),
    select,
    slot[name="header-actions"] {
      display: none;
    }
    /* what was not in view yet */
    .panel:has(> .reserved) {
      display: none;
    }
    .panel {
      break-inside: avoid;
    }
    .activity-panel {
      break-inside: auto;
    }
  }
`;
