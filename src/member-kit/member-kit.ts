import { ContextProvider } from "@lit/context";
import { css, html, type PropertyValues } from "lit";
import type { Client, ClientOptions, SettledWrite } from "../../sdk/client/client.js";
import { createClient, isAddress } from "../../sdk/client/create-client.js";
import { readToken } from "../../sdk/client/token.js";
import { MemberLogEvent, reportError } from "../events/member-events.js";
import { KitElement } from "../kit-element.js";
import { loaderOf } from "../locales/load.js";
import { localeTag } from "../locales/locale-tag.js";
import type { Messages } from "../locales/translate.js";
import type { HostMessages } from "../locales/words.js";
import type { Suspicion, Suspicions } from "../mistakes/suspicion.js";
import { property } from "../property.js";
import { kitContext, type Kit } from "./context.js";
import { isSameOrigin, tokenFrom } from "./token-url.js";

/**
 * Provides a backend, a language and a theme to the kit's elements inside it. It draws nothing of its own.
 *
 * @example
 * ```html
 * <member-kit base-url="https://loyalty.example/v1" token-url="/memberkit-token">
 *   <member-profile member-id="m_1048"></member-profile>
 * </member-kit>
 * ```
 *
 * @slot - The kit's elements, and anything of the host's around them.
 * @fires {MemberErrorEvent} member-error - It is set up wrongly (no address, no way to get a token, a language or a
 * theme that there is not), or `getToken` or `token-url` answered no token: its `error` says why.
 * @fires {MemberLogEvent} member-log - A request to the backend has ended: its route, outcome and duration, for a log of the
 * host's. Where the host gives a `client`, that one's `onRequest` tells.
 */
export class MemberKit extends KitElement {
  static override readonly styles = css`
    :host {
      display: contents;
    }
    :host([theme="light"]),
    :host([theme="auto"]:state(light)) {
      color-scheme: light;
    }
    :host([theme="dark"]),
    :host([theme="auto"]:state(dark)) {
      color-scheme: dark;
    }
  `;

  /** The backend's address with its version: `https://loyalty.example/v1`. */
  @property({ attribute: "base-url" }) baseUrl: string | null = null;
  /** Where, on the page's own origin, to POST for the operator's token; it answers `{ "token": "…" }`. */
  @property({ attribute: "token-url" }) tokenUrl: string | null = null;
  /**
   * A BCP 47 tag. Default: the page's `lang`, as it changes, else English. A language the kit lacks reads in English,
   * with its own formats, but for what `messages` says.
   */
  @property() locale: string | null = null;
  /**
   * `light`, `dark`, or `auto`: as the page marks what is around it, while it lives, by a class `dark` or `light`, by
   * `data-theme` or by `data-bs-theme`; without a mark, and by default, its `color-scheme`.
   */
  @property({ reflect: true }) theme: "light" | "dark" | "auto" | null = null;
  /** The host's own reference (a ticket), stored with each operation and shown in the timeline. */
  @property() reference: string | null = null;
  /**
   * Answers the operator's token; asked once more, with `refresh: true`, when one is refused. Takes precedence over
   * `token-url`. Another callback is asked for a token before the next request; nothing is read anew unless its token
   * is another operator's.
   */
  @property({ attribute: false }) getToken: ClientOptions["getToken"] | null = null;
  /** A ready client. Takes precedence over `base-url` and the tokens. */
  @property({ attribute: false }) client: Client | null = null;

  /**
   * Texts in place of the kit's own, by their ids: a few that are called otherwise in this house, or all of a language
   * that the kit lacks, whose code is then the `locale`. The English of all ids is `memberkit/messages`.
   */
  @property({ attribute: false }) messages: HostMessages | null = null;

  readonly #provider = new ContextProvider(this, { context: kitContext });
  readonly #pageLanguage = new MutationObserver(() => this.requestUpdate());
  #ownClient: Client | null = null;
  #language = "";
  /** Why there was no token the last time that one was asked for; undefined: there was. */
  #refused: unknown;
  /** Undefined: the kit lacks the language. */
  #words: Messages | undefined = {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#pageLanguage.observe(this.ownerDocument.documentElement, { attributeFilter: ["lang"] });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pageLanguage.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#followPage();
    if (changed.has("baseUrl")) this.#ownClient = null;
    // A framework that renders anew hands over a new callback: it is no new backend.
    if (changed.has("tokenUrl") || changed.has("getToken")) this.#ownClient?.forgetToken();
    const locale = localeTag(this.locale ?? this.ownerDocument.documentElement.lang);
    void this.#loadMessages(locale);
    this.#provide({
      client: this.#client,
      locale,
      reference: this.reference,
      messages: this.#words,
      overrides: this.messages,
    });
  }

  protected override get suspicions(): Suspicions {
    const theme: string | null = this.theme;
    return [
      this.#misconfiguration(),
      this.#refused !== undefined && ["token", this.#refused],
      this.locale && !this.#words && !this.messages && ["locale", this.#language],
      theme && !/^(light|dark|auto)$/.test(theme) && ["theme", theme],
    ];
  }

  protected override render(): unknown {
    return html`<slot></slot>`;
  }

  /** Also once it has left the page: what was begun is ended. */
  #followPage(): void {
    if (this.theme !== "auto") return;
    import("./page-theme.js").then(
      ({ follow }) => follow(this),
      (error: unknown) => reportError(this, "the page's theme could not be followed", error),
    );
  }

  /**
   * What an earlier page left behind, by a reload or a crash, is settled once; the members it changed are then stale,
   * and shown anew (U04).
   */
  async #settlePending(client: Client | null): Promise<readonly SettledWrite[]> {
    return (await client?.settlePending().catch(() => null)) ?? [];
  }

  #provide(kit: Omit<Kit, "left">): void {
    const known = this.#provider.value;
    const same = known && (Object.keys(kit) as (keyof typeof kit)[]).every((key) => known[key] === kit[key]);
    if (same) return;
    const left = known?.client === kit.client ? known.left : this.#settlePending(kit.client);
    this.#provider.setValue({ ...kit, left });
  }

  async #loadMessages(locale: string): Promise<void> {
    if (locale === this.#language) return;
    this.#language = locale;
    const load = loaderOf(locale, "profile");
    const words = load ? await load() : {};
    if (locale !== this.#language) return;
    this.#words = words;
    this.requestUpdate();
  }

  get #client(): Client | null {
    if (this.#misconfiguration()) return null;
    if (this.client) return this.client;
    this.#ownClient ??= createClient({
      baseUrl: new URL(this.baseUrl ?? "", document.baseURI).href,
      getToken: (request) => this.#askToken(request),
      onRequest: (log) => this.dispatchEvent(new MemberLogEvent(log)),
    });
    return this.#ownClient;
  }

  async #askToken(request: { refresh: boolean }): Promise<string> {
    try {
      const token = readToken(await (this.getToken ? this.getToken(request) : tokenFrom(this.tokenUrl ?? "")));
      this.#refused = undefined;
      return token;
    } catch (error) {
      this.#refused = error;
      throw error;
    } finally {
      this.requestUpdate();
    }
  }

  /** What keeps it from reaching a backend, for the host's developer; null where nothing does. */
  #misconfiguration(): Suspicion | null {
    const { client, baseUrl, tokenUrl } = this;
    const getToken: unknown = this.getToken;
    if (client) return (client as Partial<Client>).capabilities ? null : ["client"];
    if (!baseUrl || !isAddress(baseUrl)) return ["base-url", baseUrl];
    if (typeof getToken === "function") return null;
    if (getToken || !tokenUrl) return ["get-token"];
    return isSameOrigin(tokenUrl) ? null : ["token-url", tokenUrl];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "member-kit": MemberKit;
  }
}
