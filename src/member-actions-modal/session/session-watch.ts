import type { CSSResult, LitElement, ReactiveController } from "lit";
import type { Client } from "../../../sdk/client/client.js";
import { LatePart } from "../../late-part.js";
import type { ModalView } from "../modal-view.js";
import type { SessionEnding } from "./session-ending.js";

/**
 * How long before its end a session is renewed, and said to end where it can't be, in milliseconds. WCAG 2.2.1 asks for
 * 20 seconds at least. A token that lives shorter is renewed after half of its life.
 */
const LEAD_MS = 60_000;
/** A browser's timers count no further. */
const LONGEST_MS = 2 ** 31 - 1;

interface SessionWatchOptions {
  readonly client: () => Client | undefined;
  /** Whether there is a form that somebody may be typing into. */
  readonly isOpen: () => boolean;
  /** The operator, or their host, has extended the session: what a screen reader is to be told. */
  readonly extended: (said: string) => void;
  readonly adopt: (styles: readonly CSSResult[]) => void;
}

/**
 * Keeps the operator signed in while a form is open, and says so in time where that fails. What renews and says is loaded
 * when the session nears its end. With no form open nothing is renewed: the host may count on idle pages to end.
 */
export class SessionWatch implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: SessionWatchOptions;
  readonly #ending: LatePart<SessionEnding>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the timer waits for, in milliseconds since the epoch. */
  #waitsFor = Infinity;

  constructor(host: LitElement, options: SessionWatchOptions) {
    this.#host = host;
    this.#options = options;
    this.#ending = new LatePart(
      async () => {
        const { SessionEnding, styles } = await import("./session-ending.js");
        options.adopt(styles);
        return new SessionEnding(host, options);
      },
      () => undefined,
    );
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  get messages() {
    return this.#ending.value?.messages;
  }

  /** Waits for the end to come near. Called whenever a form is drawn. */
  watch(): void {
    const nearsAt = this.#nearsAt;
    if (nearsAt >= this.#waitsFor || this.#ending.value?.isTold || !this.#host.isConnected) return;
    this.stop();
    this.#waitsFor = nearsAt;
    this.#timer = setTimeout(() => void this.#act(), Math.min(Math.max(0, nearsAt - Date.now()), LONGEST_MS));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waitsFor = Infinity;
    this.#ending.value?.stop();
  }

  draw(view: ModalView): unknown {
    return this.#ending.value?.draw(view);
  }

  get #nearsAt(): number {
    // A host may hand over the client of another version.
    const session = (this.#options.client() as Partial<Client> | undefined)?.session?.();
    return session ? session.endsAt - Math.min(session.lifeMs / 2, LEAD_MS) : Infinity;
  }

  async #act(): Promise<void> {
    this.#waitsFor = Infinity;
    if (!this.#options.isOpen()) return;
    if (Date.now() >= this.#nearsAt) {
      await this.#ending.load();
      await this.#ending.value?.renew();
    }
    if (this.#ending.value) this.watch();
  }
}
