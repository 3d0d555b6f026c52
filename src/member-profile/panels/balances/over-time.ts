import { css, html, nothing, type CSSResultGroup, type LitElement } from "lit";
import type { Client } from "../../../../sdk/client/client.js";
import type { Member } from "../../../../sdk/contract/index.js";
import { LatePart } from "../../../late-part.js";
import { overTimeMessages } from "../../../locales/en/over-time.js";
import { errorNotice, reserved } from "../../notices.js";
import type { ProfileView } from "../../profile-view.js";
import type { History } from "./history.js";

interface OverTimeHost {
  readonly element: LitElement;
  readonly client: () => Client | undefined;
  readonly memberId: () => string | undefined;
  readonly addStyles: (styles: CSSResultGroup) => void;
}

/** Beneath the balances: a button that shows what they were. Nothing of that is loaded, or read, before it is pressed. */
export class OverTime {
  readonly #host: OverTimeHost;
  readonly #history: LatePart<History>;
  #isOpen = false;

  constructor(host: OverTimeHost) {
    const { element, client } = host;
    this.#host = host;
    host.addStyles(styles);
    this.#history = new LatePart(
      async () => {
        const part = await import("./history.js");
        host.addStyles(part.styles);
        return new part.History({ element, client, memberId: () => (this.#isOpen ? host.memberId() : undefined) });
      },
      () => element.requestUpdate(),
    );
  }

  draw(member: Member, view: ProfileView): unknown {
    if (!view.capabilities.modules.includes("balance-history") || !member.accounts.length) return nothing;
    return html`<div class="over-time">
      <button type="button" class="btn ghost sm" aria-expanded=${this.#isOpen} @click=${this.#toggle}>
        ${view.with(overTimeMessages).t("history")}
      </button>
      ${this.#isOpen ? this.#opened(member, view) : nothing}
    </div>`;
  }

  #opened(member: Member, view: ProfileView): unknown {
    const { value, error } = this.#history;
    if (value) return value.draw(member, view);
    return error ? errorNotice(view.t, view.t("error.panel"), error, () => void this.#history.load()) : reserved;
  }

  readonly #toggle = (): void => {
    this.#isOpen = !this.#isOpen;
    if (this.#isOpen) void this.#history.load();
    this.#host.element.requestUpdate();
  };
}

const styles = css`
  .over-time {
    grid-column: 1 / -1;
    padding: calc(var(--_u) * 1.5) calc(var(--_u) * 2);
    border-block-start: 1px solid var(--_border);
  }
`;
