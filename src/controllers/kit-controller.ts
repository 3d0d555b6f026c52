import { ContextConsumer } from "@lit/context";
import type { LitElement } from "lit";
import type { Client } from "../../sdk/client/client.js";
import { formatFor, type Format } from "../format/format.js";
import { fill, localize, type Messages, type Translate, type Values } from "../locales/localize.js";
import { kitContext, type Kit } from "../member-kit/context.js";

/** What the nearest `member-kit` provides: the client, the language, the formats. The host renders anew when any of it changes. */
export class KitController {
  readonly #consumer: ContextConsumer<typeof kitContext, LitElement>;

  constructor(host: LitElement) {
    this.#consumer = new ContextConsumer(host, { context: kitContext, subscribe: true });
  }

  get kit(): Kit | undefined {
    return this.#consumer.value;
  }

  /** Undefined before a provider is found, and while it is misconfigured. */
  get client(): Client | undefined {
    return this.kit?.client ?? undefined;
  }

  get locale(): string {
    return this.kit?.locale ?? "en";
  }

  /** Says one surface's messages in the provider's language. */
  translate<const M extends Messages>(defaults: M): Translate<M> {
    return localize(defaults, this.locale, this.kit?.messages);
  }

  /** Says a message whose English stands in a declaration: `say("action.add.title", add.title, { currency: "points" })`. */
  say(id: string, english: string, values: Values = {}): string {
    const message = this.kit?.messages[id];
    return fill(typeof message === "string" ? message : english, values, this.locale);
  }

  /** Numbers and dates in the provider's language, in the program's time zone. */
  format(timeZone?: string): Format {
    return formatFor(this.locale, timeZone);
  }
}
