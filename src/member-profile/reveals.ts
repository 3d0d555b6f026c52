import { css, html, nothing, type ReactiveController, type TemplateResult } from "lit";
import type { Client } from "../../sdk/client/client.js";
import { revealsModule } from "../../sdk/contract/reveal-routes.js";
import type { Detail } from "../../sdk/contract/index.js";
import { revealMessages } from "../locales/en/reveals.js";
import { isGranted } from "../parts/rights.js";
import type { DrawMasked, PanelHost } from "./panel.js";
import type { ProfileView } from "./profile-view.js";

type RevealView = ProfileView<typeof revealMessages>;

/** What the backend asks for of who looks; another one may ask for something else, and refuses then. */
const REVEALS = "contacts:reveal";

/** What it uses of the profile it serves. */
type RevealsHost = Pick<PanelHost, "element" | "client" | "memberId" | "announce" | "addStyles">;

/** A detail that was looked at, and what it was looked at in place of, by whom. */
interface Look {
  readonly known: Detail;
  readonly mask: Detail["value"];
  readonly client: Client | undefined;
  readonly operatorId: string | undefined;
}

/** Dots say nothing to who listens: in their place a word is read. */
const dotted = (value: Detail["value"], { t }: RevealView): TemplateResult =>
  html`<bdi dir="ltr"
    >${String(value)
      .split(/(•+)/)
      .map((part) =>
        part.startsWith("•")
          ? html`<span aria-hidden="true">${part}</span><span class="vh"> ${t("reveal.hidden")} </span>`
          : part,
      )}</bdi
  >`;

/**
 * Looks at details that are masked. What is looked at is shown until it is hidden again, or another member, another
 * operator, or nothing is shown: it is in no storage, and in nothing that others read.
 */
export class Reveals implements ReactiveController {
  readonly #host: RevealsHost;
  readonly #looks = new Map<string, Look>();
  readonly #failed = new Set<string>();
  /** Aborted once nothing of it is waited for any more. */
  #waiting = new AbortController();
  readonly #busy = new Set<string>();
  #memberId: string | undefined;

  constructor(host: RevealsHost) {
    this.#host = host;
    this.#memberId = host.memberId();
    host.addStyles(styles);
    host.element.addController(this);
  }

  hostUpdate(): void {
    const memberId = this.#host.memberId();
    if (memberId !== this.#memberId) this.#forget();
    this.#memberId = memberId;
  }

  hostDisconnected(): void {
    this.#forget();
    // What was shown goes from the page that is left, too.
    this.#host.element.requestUpdate();
  }

  /** Hides all of it, and lets go of it. */
  #forget(): void {
    this.#waiting.abort();
    this.#waiting = new AbortController();
    for (const kept of [this.#looks, this.#failed, this.#busy]) kept.clear();
  }

  /** Draws a masked detail: dots and a button, or what it is, by `drawn`. */
  draw(detail: Detail, all: ProfileView, drawn: Parameters<DrawMasked>[2]): TemplateResult {
    const view = all.with(revealMessages);
    const { id, value } = detail;
    const look = this.#lookAt(detail, view);
    if (!this.#mayLook(view)) return html`<span title=${view.t("reveal.forbidden")}>${dotted(value, view)}</span>`;
    const label = view.translate(`detail.${id}`, detail.label);
    return html`<span class="masked">
      <span role="status">
        ${look ? drawn(look.known, all) : dotted(value, view)}
        ${this.#failed.has(id) ? html`<span class="small failed">${view.t("reveal.failed")}</span>` : nothing}
      </span>
      <button
        type="button"
        class="btn ghost sm"
        title=${look ? nothing : view.t("reveal.recorded")}
        aria-disabled=${this.#busy.has(id)}
        @click=${() => (look ? this.#hide(id) : void this.#show(detail, view))}
      >
        ${view.t(look ? "reveal.hide" : "reveal.show")}<span class="vh">: ${label}</span>
      </button>
    </span>`;
  }

  #mayLook({ capabilities, operator }: RevealView): boolean {
    return capabilities.modules.includes(revealsModule) && isGranted(operator?.permissions ?? [], REVEALS);
  }

  /** A look of another operator's, or at what is something else by now, is over. */
  #lookAt({ id, value }: Detail, { operator }: RevealView): Look | undefined {
    const look = this.#looks.get(id);
    const isMine = look?.operatorId === operator?.id && look?.client === this.#host.client();
    if (look && isMine && look.mask === value) return look;
    this.#looks.delete(id);
    return undefined;
  }

  async #show(detail: Detail, { operator }: RevealView): Promise<void> {
    const { id } = detail;
    const [client, memberId] = [this.#host.client(), this.#host.memberId()];
    if (!client || memberId === undefined || this.#busy.has(id)) return;
    const { signal } = this.#waiting;
    this.#failed.delete(id);
    this.#busy.add(id);
    this.#changed();
    try {
      const { kind, value } = await client.members.reveal(memberId, id, { signal });
      if (!signal.aborted)
        this.#looks.set(id, {
          known: { ...detail, kind, value },
          mask: detail.value,
          client,
          operatorId: operator?.id,
        });
    } catch {
      if (!signal.aborted) this.#failed.add(id);
    }
    if (!signal.aborted) this.#busy.delete(id);
    this.#changed();
  }

  #hide(id: string): void {
    this.#looks.delete(id);
    // What was copied is said there, whole.
    this.#host.announce("");
    this.#changed();
  }

  #changed(): void {
    this.#host.element.requestUpdate();
  }
}

const styles = css`
  .masked {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--_u);
  }
  .masked > .btn {
    padding-inline: var(--_u);
    margin-block: -4px;
  }
  .masked .failed {
    color: var(--_danger);
  }
`;
