import { css, html, nothing, type LitElement, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { FilterField } from "../../sdk/contract/bulk/answers.js";
import type { Export } from "../../sdk/contract/bulk/requests.js";
import type { KitController } from "../controllers/kit-controller.js";
import { alert, check, stop } from "../icons/signs.js";
import { download } from "../icons/dialog.js";
import { isGranted } from "../parts/rights.js";
import { callouts } from "../theme/callouts.js";
import { dialogs } from "../theme/dialogs.js";
import { forms } from "../theme/forms.js";
import { dialogContent, dialogFrame, dialogIcon } from "./dialog-frame.js";
import { bulkFailure } from "./bulk-failure.js";
import type { BulkView } from "./bulk-view.js";
import { EXPORTS } from "./choices.js";
import { startDownload } from "./start-download.js";

/** What is exported. */
export interface Exported {
  readonly filter: Export["filter"];
  readonly q: string;
  /** How many members; null: that is not counted yet. */
  readonly count: number | null;
  /** All that a list can show. */
  readonly fields: readonly FilterField[];
  /** Those that it shows. */
  readonly shown: readonly string[];
}

interface ExportHost {
  readonly element: LitElement;
  readonly kit: KitController;
  readonly view: () => BulkView | null;
  readonly announce: (words: string) => void;
}

/** The least that a purpose is, in characters. */
const SHORTEST = 3;

/** Asks which columns, in which format and what for, and lets the browser download what the server streams. */
export class ExportDialog {
  static readonly styles = [
    ...[callouts, dialogs, forms],
    css`
      .export-columns {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(max(180px, 11.25rem), 1fr));
        gap: 0 calc(var(--_u) * 3);
      }
      .export-columns label {
        min-block-size: var(--_hit);
        overflow-wrap: anywhere;
      }
    `,
  ];
  readonly #host: ExportHost;
  #exported: Exported | null = null;
  #columns: ReadonlySet<string> = new Set();
  #format: Export["format"] = "csv";
  #purpose = "";
  #isAsked = false;
  #state: "editing" | "asking" | "started" = "editing";
  #error: unknown = null;

  constructor(host: ExportHost) {
    this.#host = host;
  }

  open(exported: Exported): void {
    this.#exported = exported;
    this.#columns = new Set(exported.shown);
    this.#purpose = "";
    this.#isAsked = false;
    this.#state = "editing";
    this.#error = null;
    this.#changed();
    void this.#host.element.updateComplete.then(() => {
      this.#dialog?.showModal();
      this.#focusPurpose();
    });
  }

  /** Whether an Escape was for it. */
  escape(): boolean {
    const isOpen = this.#exported !== null;
    if (isOpen) this.#close();
    return isOpen;
  }

  draw(): unknown {
    const view = this.#host.view();
    if (!view) return nothing;
    const frame = { name: "export", close: () => this.#close() };
    return dialogFrame(frame, this.#exported ? this.#content(view, this.#exported) : nothing);
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.element.renderRoot.querySelector("dialog.export");
  }

  readonly #changed = (): void => this.#host.element.requestUpdate();

  #focusPurpose(): void {
    this.#host.element.renderRoot.querySelector<HTMLElement>("#purpose")?.focus();
  }

  #close(): void {
    this.#exported = null;
    this.#dialog?.close();
    this.#changed();
  }

  #content(view: BulkView, exported: Exported): TemplateResult {
    const { t } = view;
    const { count } = exported;
    return dialogContent(view, {
      name: "export",
      close: () => this.#close(),
      lead: dialogIcon(download),
      title: t("export.title"),
      about: count === null ? t("bulk.who.all") : t("bulk.who", { count }),
      body: this.#body(view, exported),
      footer: this.#footer(view, exported),
    });
  }

  #body(view: BulkView, { fields }: Exported): TemplateResult {
    const { t, operator } = view;
    if (operator && !isGranted(operator.permissions, EXPORTS))
      return html`<div class="callout">
        ${stop}
        <div>${t("export.forbidden")}</div>
      </div>`;
    if (this.#state === "started")
      return html`<div class="callout success">
        ${check}
        <div>${t("export.started")}</div>
      </div>`;
    const failed = this.#error === null ? nothing : bulkFailure(view, t("export.error"), this.#error, null);
    return html`${failed}
      <form id="export-form" class="form" novalidate @submit=${this.#submit}>
        ${this.#purposeField(view)}
        <fieldset class="field">
          <legend class="label">${t("export.format")}</legend>
          <div class="seg">
            ${this.#formatOption("csv", t("export.csv"))}${this.#formatOption("ndjson", t("export.ndjson"))}
          </div>
        </fieldset>
        <fieldset class="field">
          <legend class="label">${t("export.columns")}</legend>
          <div class="export-columns">${fields.map((field) => this.#column(field))}</div>
        </fieldset>
      </form>`;
  }

  #purposeField({ t }: BulkView): TemplateResult {
    const isWrong = this.#isAsked && !this.#isPurpose;
    return html`<div class="field">
      <label for="purpose"><span>${t("export.purpose")}</span></label>
      <input
        class="input"
        id="purpose"
        maxlength="200"
        dir="auto"
        .value=${live(this.#purpose)}
        aria-invalid=${isWrong ? "true" : "false"}
        aria-describedby=${isWrong ? "purpose-error" : "purpose-help"}
        @input=${(event: Event) => {
          this.#purpose = (event.target as HTMLInputElement).value;
          this.#changed();
        }}
      />
      ${
        isWrong
          ? html`<span class="err" id="purpose-error">${alert}<span>${t("export.purpose.missing")}</span></span>`
          : html`<span class="help" id="purpose-help">${t("export.purpose.help")}</span>`
      }
    </div>`;
  }

  #formatOption(format: Export["format"], words: string): TemplateResult {
    return html`<label
      ><input
        type="radio"
        name="format"
        .checked=${this.#format === format}
        @change=${() => {
          this.#format = format;
          this.#changed();
        }}
      />${words}</label
    >`;
  }

  #column({ id, label }: FilterField): TemplateResult {
    const toggle = (): void => {
      const columns = new Set(this.#columns);
      if (!columns.delete(id)) columns.add(id);
      this.#columns = columns;
      this.#changed();
    };
    return html`<label class="row"
      ><input type="checkbox" .checked=${this.#columns.has(id)} @change=${toggle} /><span>${label}</span></label
    >`;
  }

  get #isPurpose(): boolean {
    return this.#purpose.trim().length >= SHORTEST;
  }

  #footer({ t, operator }: BulkView, { count }: Exported): TemplateResult {
    const gap = html`<span class="grow"></span>`;
    const close = html`<button type="button" class="btn" @click=${() => this.#close()}>
      ${t(this.#state === "started" ? "bulk.close" : "bulk.cancel")}
    </button>`;
    if (this.#state === "started" || (operator && !isGranted(operator.permissions, EXPORTS)))
      return html`${gap}${close}`;
    const busy = this.#state === "asking";
    const off = busy || this.#columns.size === 0;
    return html`${gap}${close}<button
        type="submit"
        form="export-form"
        class="btn primary"
        aria-disabled=${off ? "true" : nothing}
      >
        ${busy ? html`<span class="spin"></span>` : nothing}${count === null ? t("export.start.all") : t("export.start", { count })}
      </button>`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.#isAsked = true;
    this.#changed();
    if (!this.#isPurpose) this.#focusPurpose();
    else if (this.#state === "editing" && this.#columns.size > 0) void this.#start();
  };

  async #start(): Promise<void> {
    const { kit, announce, view } = this.#host;
    const exported = this.#exported;
    if (!exported || !kit.client) return;
    const { filter, q, fields } = exported;
    this.#state = "asking";
    this.#error = null;
    this.#changed();
    try {
      const columns = fields.flatMap(({ id }) => (this.#columns.has(id) ? [id] : []));
      const body: Export = { filter, ...(q && { q }), columns, format: this.#format, purpose: this.#purpose.trim() };
      const { url } = await (await kit.client.bulk()).export(body);
      startDownload(url);
      this.#state = "started";
      announce(view()?.t("export.started") ?? "");
    } catch (error) {
      this.#state = "editing";
      this.#error = error;
    }
    this.#changed();
  }
}
