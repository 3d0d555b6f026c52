import { css, html, nothing, type LitElement, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Client } from "../../../sdk/client/client.js";
import { clock, retry } from "../../icons/signs.js";
import { sessionMessages } from "../../locales/en/session.js";
import type { ModalView } from "../modal-view.js";
import { MemberSessionEndingEvent } from "./ending-event.js";

interface SessionEndingOptions {
  readonly client: () => Client | undefined;
  /** The operator, or their host, has extended the session: what a screen reader is to be told. */
  readonly extended: (said: string) => void;
}

export const styles = [
  css`
    .dlg > .session {
      flex: none;
      margin: 12px 20px;
    }
    @container (inline-size < max(520px, 32.5rem)) {
      .dlg > .session {
        margin-inline: 16px;
      }
    }
  `,
];

/**
 * Renews the operator's session. Where that fails, it says that the session ends, and what was typed is kept; one press
 * tries again, before the end and after it.
 */
export class SessionEnding {
  readonly messages = sessionMessages;
  readonly #host: LitElement;
  readonly #options: SessionEndingOptions;
  /** The end that was told of; NaN: none was, or the session goes on. */
  #toldOf = NaN;
  /** How often no token was to be had: each is said anew. */
  #refusals = 0;
  #isAsking = false;
  /** Whether the host says it in the dialog's place, as long as the session lasts. */
  #isHosts = false;
  /** Where the operator was before they went to the button. */
  #before: HTMLElement | null = null;
  #atEnd: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement, options: SessionEndingOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Whether the operator was told, and the session was not renewed since, by whatever asked for a token. */
  get isTold(): boolean {
    return this.#endsAt === this.#toldOf;
  }

  /** Renews it, unseen. */
  async renew(): Promise<boolean> {
    const endsAt = this.#endsAt;
    try {
      await this.#options.client()?.renewToken();
      return true;
    } catch {
      this.#tell(endsAt);
      return false;
    }
  }

  /** The host's element is gone, or the dialog closed: nothing is shown any more. */
  stop(): void {
    clearTimeout(this.#atEnd);
    this.#toldOf = NaN;
    this.#refusals = 0;
  }

  draw({ t }: ModalView): TemplateResult | typeof nothing {
    if (!this.isTold || (this.#isHosts && !this.#isOver)) return nothing;
    const isLost = this.#isOver || this.#refusals > 1;
    const label = isLost ? t("error.retry") : t("session.stay");
    return html`<div class="callout warning session">
      ${clock}
      <div>
        <span role="alert"
          >${keyed(this.#refusals, html`<span>${isLost ? t("error.sign-in") : t("session.ending")}</span>`)}</span
        >
        <div class="row wrap">
          <button
            type="button"
            class="btn sm"
            id="stay"
            aria-busy=${this.#isAsking}
            @focus=${({ relatedTarget }: FocusEvent) => this.#came(relatedTarget)}
            @click=${() => void this.#extend(t("session.stayed"))}
          >
            ${this.#isAsking ? html`<span class="spin"></span>` : isLost ? retry : nothing}${label}
          </button>
        </div>
      </div>
    </div>`;
  }

  get #endsAt(): number {
    return this.#options.client()?.session().endsAt ?? Infinity;
  }

  get #isOver(): boolean {
    return Date.now() >= this.#toldOf;
  }

  #tell(endsAt: number): void {
    this.#refusals++;
    const isNew = this.#toldOf !== endsAt;
    this.#toldOf = endsAt;
    if (isNew) {
      const event = new MemberSessionEndingEvent(endsAt, () => this.#extend());
      this.#isHosts = !this.#host.dispatchEvent(event);
      clearTimeout(this.#atEnd);
      this.#atEnd = setTimeout(() => this.#host.requestUpdate(), Math.max(0, endsAt - Date.now()));
    }
    this.#host.requestUpdate();
  }

  #came(from: EventTarget | null): void {
    this.#before = from instanceof HTMLElement ? from : null;
  }

  /** Asks once more, for the operator or their host. The focus goes back to where they were. */
  async #extend(said = ""): Promise<boolean> {
    if (this.#isAsking) return false;
    this.#isAsking = true;
    this.#host.requestUpdate();
    const isRenewed = await this.renew();
    this.#isAsking = false;
    if (isRenewed) this.#goOn(said);
    this.#host.requestUpdate();
    return isRenewed;
  }

  #goOn(said: string): void {
    const root = this.#host.renderRoot as ShadowRoot;
    if (root.activeElement?.id === "stay" && this.#before?.isConnected) this.#before.focus();
    this.stop();
    this.#options.extended(said);
  }
}
