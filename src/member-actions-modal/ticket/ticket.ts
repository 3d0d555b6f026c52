import { html, nothing, type LitElement, type TemplateResult } from "lit";
import type { KitController } from "../../controllers/kit-controller.js";
import { ReadController } from "../../controllers/read-controller.js";
import { kindOf } from "../../errors.js";
import { receipt } from "../../icons/things.js";
import { ticketMessages } from "../../locales/en/ticket.js";
import { timelineMessages } from "../../locales/en/timeline.js";
import { notice } from "../../parts/notice.js";
import { programView } from "../../parts/program-view.js";
import { backButton, closeButton } from "../head-buttons.js";
import { failureCallout } from "../failure.js";
import type { ModalView } from "../modal-view.js";
import { openMember } from "../open-member.js";
import { readDone, readMore, type Done } from "./reading.js";
import { row } from "./row.js";
import { ticketStyles } from "./styles.js";

/** What the list is drawn with: of the dialog that it stands in. */
export interface TicketContext {
  readonly t: ModalView["t"];
  readonly reference: string;
  /** To what the dialog showed before. */
  readonly back: () => void;
  /** Closes the dialog, unless the host page keeps it open. */
  readonly close: () => void;
}

/** Everything that was done for one ticket, whoever it was done to. */
export class Ticket {
  static readonly styles = [ticketStyles];
  readonly messages = ticketMessages;
  readonly #host: LitElement & { readonly open: boolean };
  readonly #kit: KitController;
  readonly #done: ReadController<Done>;
  /** What the page after the one that is shown came to: under way, or why it did not come. */
  #more: { readonly of: Done; readonly error: unknown } | null = null;

  /** @param reference The ticket that is looked up; null: none is. */
  constructor(host: LitElement & { readonly open: boolean }, kit: KitController, reference: () => string | null) {
    this.#host = host;
    this.#kit = kit;
    this.#done = new ReadController<Done>(host, {
      client: () => kit.client,
      key: () => reference() ?? undefined,
      memberId: () => undefined,
      read: readDone,
    });
  }

  draw(context: TicketContext): TemplateResult {
    const { t, reference, back, close } = context;
    return html`<div class="dhead">
        ${backButton(t, back)}
        <div class="grow">
          <h2 id="title" tabindex="-1">${t("ticket.title", { reference })}</h2>
          <p>${t("ticket.about")}</p>
        </div>
        ${closeButton(t, close)}
      </div>
      <div class="body" id="body" aria-busy=${this.#done.state.loading ? "true" : nothing}>${this.#body(context)}</div>
      <span class="vh" role="status">${this.#said(t)}</span>`;
  }

  #said(t: ModalView["t"]): string {
    const { value, loading } = this.#done.state;
    if (value)
      return value.operations.length ? t("ticket.shown", { count: value.operations.length }) : t("ticket.none");
    return loading ? t("ticket.loading") : "";
  }

  #body(context: TicketContext): unknown {
    const { t } = context;
    const { value, error } = this.#done.state;
    if (value) return value.operations.length ? this.#list(value, context) : nothingDone(t);
    if (kindOf(error) === "unsupported") return html`<p class="muted">${t("ticket.unsupported")}</p>`;
    if (error) return failureCallout({ t, kit: this.#kit }, t("ticket.error"), error, () => void this.#done.reload());
    return html`<p class="muted">${t("ticket.loading")}</p>`;
  }

  #list(done: Done, { t, close }: TicketContext): TemplateResult {
    const view = programView(this.#kit, done.capabilities, timelineMessages);
    const { operations, names } = done;
    return html`<ol class="ticket">
        ${operations.map((operation) => {
          const { id } = operation.member;
          return row(operation, {
            t,
            view,
            operations,
            name: names.get(id) ?? id,
            open: () => void openMember(this.#host, close, id),
          });
        })}
      </ol>
      ${done.next ? this.#moreButton(done, t) : nothing}`;
  }

  #moreButton(done: Done, t: ModalView["t"]): TemplateResult {
    const error = this.#more?.of === done ? this.#more.error : null;
    return html`${error ? failureCallout({ t, kit: this.#kit }, t("ticket.error"), error) : nothing}
      <button
        type="button"
        class="btn"
        aria-disabled=${this.#isReading(done) ? "true" : nothing}
        @click=${() => void this.#readMore(done)}
      >
        ${t("ticket.more")}
      </button>`;
  }

  #isReading(done: Done): boolean {
    return this.#more?.of === done && this.#more.error === null;
  }

  /** After the last page the pressed button is gone: the first of the new lines is where to go on. */
  async #readMore(done: Done): Promise<void> {
    const { client } = this.#kit;
    if (!client || this.#isReading(done)) return;
    this.#more = { of: done, error: null };
    this.#host.requestUpdate();
    try {
      const longer = await readMore(client, done);
      if (this.#done.value !== done) return;
      this.#done.replace(longer);
      await this.#host.updateComplete;
      this.#host.renderRoot.querySelectorAll<HTMLElement>(".ticket button")[done.operations.length]?.focus();
    } catch (error) {
      this.#more = { of: done, error };
      this.#host.requestUpdate();
    }
  }
}

const nothingDone = (t: ModalView["t"]): TemplateResult =>
  notice({ icon: receipt, title: t("ticket.none"), why: t("ticket.none.why") });
