import { css, nothing, type CSSResultGroup, type LitElement, type ReactiveController } from "lit";
import type { Client } from "../../sdk/client/client.js";
import { catalogue } from "../../sdk/contract/index.js";
import type { KitController } from "../controllers/kit-controller.js";
import { chat } from "../icons/dialog.js";
import { LatePart } from "../late-part.js";
import { FocusKeeper } from "../parts/focus-keeper.js";
import { launchButton, offers, type Launcher } from "./launcher.js";
import type { ProfileView } from "./profile-view.js";
import type { Unsettled } from "./unsettled.js";

/** What it uses of the profile it serves. Each function answers what is true when it is called. */
interface LaterHost {
  readonly element: LitElement;
  readonly kit: KitController;
  readonly memberId: () => string | undefined;
  readonly view: () => ProfileView | null;
  readonly announce: (words: string) => void;
  /** Whether single keys do anything: `off` where not. */
  readonly shortcuts: () => string;
  /** Whether the modal is open. */
  readonly modalOpen: () => boolean;
  readonly addStyles: (styles: CSSResultGroup) => void;
  readonly unloaded: (error: unknown) => void;
}

/** Where plain letters are typed, and a list that they search. */
const TEXT = "input, textarea, select, [contenteditable]";

/** Settled writes that an earlier page left, and that a profile has told of. */
const told = new WeakSet<object>();

/** What a profile does for who works in it. It is no part of the first paint. */
export class Later implements ReactiveController {
  readonly #host: LaterHost;
  readonly #focus: FocusKeeper;
  readonly #part: LatePart<typeof import("./unsettled.js")>;
  #unsettled: Unsettled | null = null;
  #client: Client | undefined;
  #memberId: string | undefined;
  #stopListening: (() => void) | undefined;

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
    host.addStyles(styles);
    host.element.addController(this);
  }

  hostConnected(): void {
    this.#host.element.addEventListener("keydown", this.#press);
  }

  hostUpdated(): void {
    const on = this.#host.shortcuts() !== "off";
    for (const [key, target] of Object.entries(this.#targets)) if (target) target.ariaKeyShortcuts = on ? key : null;
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
    this.#unsettled?.forget();
    this.#stopListening = client?.onStale((stale) => (stale === null || stale === id) && this.#look());
    this.#look();
    void this.#tellOfLeft();
  }

  hostDisconnected(): void {
    this.#host.element.removeEventListener("keydown", this.#press);
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

  /** Draws the writes whose outcome was not known when their dialog closed. */
  draw(view: ProfileView): unknown {
    return this.#unsettled?.draw(view);
  }

  /** Draws the button that writes to the member, beside their name (S2-3). */
  chat(view: ProfileView, launcher: Launcher | null): unknown {
    const { id, title } = catalogue.sendMessage;
    if (!launcher || !offers(launcher, id, null, view)) return nothing;
    const label = view.translate(`action.${id}.title`, title);
    return launchButton({ action: id, look: "ghost icon", part: "chat-button", content: chat, label }, launcher, view);
  }

  /** What each key goes to. */
  get #targets(): Record<"a" | "t", HTMLElement | null> {
    const find = (selector: string) => this.#host.element.renderRoot.querySelector<HTMLElement>(selector);
    return { a: find("[part=actions-button]"), t: find(".tags-panel .body > :not(.tags)") };
  }

  /** Single keys, while the focus is in the profile and in no text: none of them sends anything. */
  readonly #press = (event: KeyboardEvent): void => {
    const from = event.composedPath()[0] as Element;
    const isChord = event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing;
    if (isChord || event.defaultPrevented || this.#host.shortcuts() === "off" || from.matches(TEXT)) return;
    const target = this.#targets[event.key as "a" | "t"] as HTMLElement | null | undefined;
    if (!target) return;
    event.preventDefault();
    const opener = event.key === "t" ? target.shadowRoot?.querySelector<HTMLElement>("input, .tagadd") : target;
    opener?.focus();
    opener?.click();
  };

  readonly #look = (): void => {
    const open = this.#client && this.#memberId !== undefined ? this.#client.unsettled(this.#memberId) : [];
    if (this.#unsettled) this.#unsettled.take(open);
    else if (open.length && !this.#host.modalOpen()) void this.#load().then((unsettled) => unsettled?.take(open));
  };

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
    padding: 0 6px;
    border: 1px solid var(--_border);
    border-radius: 4px;
    background: var(--_surface);
    color: var(--_muted);
    font: 400 var(--_fs-1) / 1.5 var(--_mono);
  }
`;
