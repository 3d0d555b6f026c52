import { ContextConsumer } from "@lit/context";
import type { LitElement, ReactiveController } from "lit";
import type { Client } from "../../sdk/client/client.js";
import { reportError } from "../events/member-events.js";
import { formatFor, type Format } from "../format/format.js";
import { fill, createTranslate, type Messages, type Translate, type Values } from "../locales/translate.js";
import { loaderOf, type Surface } from "../locales/load.js";
import { kitContext, type Kit } from "../member-kit/context.js";
import type { Suspicion } from "../mistakes/suspicion.js";

/**
 * What the nearest `member-kit` provides: the client, the language, the formats. The host renders anew when any of it
 * changes.
 */
export class KitController implements ReactiveController {
  readonly #consumer: ContextConsumer<typeof kitContext, LitElement>;
  readonly #host: LitElement;
  readonly #surface: Surface | null;
  #language = "";
  #format: Format | undefined;
  #surfaceMessages: Messages | null = null;

  /** A `surface` has words of its own, beside the provider's, and loads them here. */
  constructor(host: LitElement, surface: Surface | null = null) {
    this.#host = host;
    this.#surface = surface;
    host.addController(this);
    this.#consumer = new ContextConsumer(host, { context: kitContext, subscribe: true });
  }

  get kit(): Kit | undefined {
    return this.#consumer.value;
  }

  /** Undefined before a provider is found, and while it is misconfigured. */
  get client(): Client | undefined {
    return this.kit?.client ?? undefined;
  }

  /** Why there is no client, for the host's developer; false: there is one. */
  get suspicion(): Suspicion | false {
    return !this.client && [this.kit ? "no-client" : "no-kit"];
  }

  get locale(): string {
    return this.kit?.locale ?? "en";
  }

  /** Whether the surface's words are here, in some language: it need not show itself in English first. */
  get isTranslated(): boolean {
    return this.#surface === null || this.#surfaceMessages !== null;
  }

  hostUpdate(): void {
    if (this.#surface && this.kit && this.locale !== this.#language) this.#loadMessages(this.#surface, this.locale);
  }

  /** Tells the host page's developer of values that are none of their kind. They may be personal, so they are not said. */
  hostUpdated(): void {
    const count = this.#format?.newlyBroken();
    if (count) reportError(this.#host, `dates or amounts in the backend's answers that are none: ${count}`);
  }

  /** Says one surface's messages in the provider's language. */
  translator<const M extends Messages>(defaults: M): Translate<M> {
    return createTranslate(defaults, this.locale, this.#messages);
  }

  /**
   * Says a message whose English stands in a declaration: `say("action.add.title", add.title, { currency: "points" })`.
   */
  translate(id: string, english: string, values: Values = {}): string {
    const message = this.#messages[id];
    return fill(typeof message === "string" ? message : english, values, this.locale);
  }

  /** Numbers and dates in the provider's language, in the program's time zone. */
  format(timeZone?: string): Format {
    return (this.#format = formatFor(this.locale, timeZone));
  }

  get #messages(): Messages {
    return { ...this.kit?.messages, ...this.#surfaceMessages, ...this.kit?.overrides };
  }

  #loadMessages(surface: Surface, locale: string): void {
    this.#language = locale;
    const load = loaderOf(locale, surface);
    if (!load) this.#surfaceMessages = {};
    const learnt = (messages: Messages = {}) => {
      if (locale !== this.#language) return;
      this.#surfaceMessages = messages;
      this.#host.requestUpdate();
    };
    void load?.().then(learnt);
  }
}
