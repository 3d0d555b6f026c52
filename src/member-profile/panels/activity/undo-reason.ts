import { html, nothing, type TemplateResult } from "lit";
import type { Client } from "../../../../sdk/client/client.js";
import type { Operation, ReasonCode, Reversal } from "../../../../sdk/contract/index.js";
import { isOfferedFor, UNDO } from "../../../../sdk/contract/reason-code.js";
import type { entryUndoMessages } from "../../../locales/en/entry-undo.js";
import type { profileMessages } from "../../../locales/en/profile.js";
import type { ProfileView } from "../../profile-view.js";

type ReasonView = ProfileView<typeof profileMessages & typeof entryUndoMessages>;

/** Why it is undone. */
export type Why = Pick<Reversal, "reasonCode" | "note">;

interface Options {
  readonly client: () => Client | undefined;
  readonly changed: () => void;
}

/** Asks why an entry is undone, where the program wants to know. Its reasons are loaded when they are first asked for. */
export class UndoReason {
  readonly #options: Options;
  readonly #whys = new Map<string, Why>();
  #codes: readonly ReasonCode[] | null = null;
  #loading = false;

  constructor(options: Options) {
    this.#options = options;
  }

  whyOf({ id }: Operation): Why {
    return this.#whys.get(id) ?? {};
  }

  /** Whether all that is required was given. */
  isGiven(operation: Operation, { capabilities: { reason } }: ReasonView): boolean {
    const { reasonCode, note } = this.whyOf(operation);
    return (
      (reason.reasonCode !== "required" || Boolean(reasonCode)) &&
      (!this.#asksNote(operation, reason.note) || Boolean(note?.trim()))
    );
  }

  draw(operation: Operation, view: ReasonView): TemplateResult | typeof nothing {
    const { reasonCode, note } = view.capabilities.reason;
    const asksCode = reasonCode === "required";
    const asksNote = this.#asksNote(operation, note);
    if (!asksCode && !asksNote) return nothing;
    if (asksCode) void this.#load();
    const set = (name: keyof Why) => (event: Event) => {
      const { value } = event.target as HTMLInputElement;
      this.#whys.set(operation.id, { ...this.whyOf(operation), [name]: value || undefined });
      this.#options.changed();
    };
    return html`<div class="row wrap why">
      ${
        asksCode
          ? html`<select
              class="input"
              aria-label=${view.t("undo.reason")}
              aria-required="true"
              @change=${set("reasonCode")}
            >
              <option value="">${view.t("undo.reason")}</option>
              ${this.#codes?.map(
                ({ id, name }) =>
                  html`<option value=${id} ?selected=${id === this.whyOf(operation).reasonCode}>
                    ${view.translate(`reason.${id}`, name)}
                  </option>`,
              )}
            </select>`
          : nothing
      }
      ${
        asksNote
          ? html`<input
              class="input grow"
              aria-label=${view.t("undo.note")}
              placeholder=${view.t("undo.note")}
              aria-required="true"
              maxlength="1000"
              .value=${this.whyOf(operation).note ?? ""}
              @input=${set("note")}
            />`
          : nothing
      }
    </div>`;
  }

  /** By the program's rule, or since the chosen reason asks for one. */
  #asksNote(operation: Operation, rule: string): boolean {
    const { reasonCode } = this.whyOf(operation);
    const asks = this.#codes?.find(({ id }) => id === reasonCode)?.requiresNote === true;
    return rule === "required" || (rule !== "hidden" && asks);
  }

  /** A failure leaves the list empty, and is tried again the next time. */
  async #load(): Promise<void> {
    if (this.#codes || this.#loading) return;
    this.#loading = true;
    const page = await this.#options
      .client()
      ?.library.reasonCodes()
      .first()
      .catch(() => null);
    this.#loading = false;
    if (!page) return;
    this.#codes = page.data.filter((code) => isOfferedFor(code, UNDO));
    this.#options.changed();
  }
}
