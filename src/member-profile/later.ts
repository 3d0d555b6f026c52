import type { CSSResultGroup, LitElement, ReactiveController } from "lit";
import type { Client } from "../../sdk/client/client.js";
import type { KitController } from "../controllers/kit-controller.js";
import { LatePart } from "../late-part.js";
import { FocusKeeper } from "../parts/focus-keeper.js";
import type { ProfileView } from "./profile-view.js";
import type { Unsettled } from "./unsettled.js";

/** What it uses of the profile it serves. Each function answers what is true when it is called. */
interface LaterHost {
  readonly element: LitElement;
  readonly kit: KitController;
  readonly memberId: () => string | undefined;
  readonly view: () => ProfileView | null;
  readonly announce: (words: string) => void;
  /** Whether the modal is open. */
  readonly modalOpen: () => boolean;
  readonly addStyles: (styles: CSSResultGroup) => void;
  readonly unloaded: (error: unknown) => void;
}

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
    host.element.addController(this);
  }

  hostUpdate(): void {
    // What begins after the element has left would never be ended.
    if (!this.#host.element.isConnected) return;
    const { client } = this.#host.kit;
    const id = this.#host.memberId();
    if (client === this.#client && id === this.#memberId) return;
    this.hostDisconnected();
    this.#client = client;
    this.#memberId = id;
    this.#unsettled?.forget();
    this.#stopListening = client?.onStale((stale) => (stale === null || stale === id) && this.#look());
    this.#look();
    void this.#tellOfLeft();
  }

  hostDisconnected(): void {
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
