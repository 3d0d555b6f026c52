import { css, html, nothing, type LitElement, type TemplateResult } from "lit";
import { forRows } from "../../../sdk/contract/bulk/for-many.js";
import type { Job, JobItem } from "../../../sdk/contract/bulk/answers.js";
import type { ActionDeclaration } from "../../../sdk/contract/index.js";
import type { KitController } from "../../controllers/kit-controller.js";
import { download, upload } from "../../icons/dialog.js";
import { alert, stop } from "../../icons/signs.js";
import { builtInActions } from "../../parts/offered-actions.js";
import { isGranted, rightTo } from "../../parts/rights.js";
import { callouts } from "../../theme/callouts.js";
import { dangerButtons } from "../../theme/danger-buttons.js";
import { dialogs } from "../../theme/dialogs.js";
import { effects } from "../../theme/effects.js";
import { forms } from "../../theme/forms.js";
import { reasonText } from "../../parts/reasons.js";
import type { BulkView } from "../bulk-view.js";
import { ACTS_ON_MANY } from "../choices.js";
import { dialogContent, dialogFrame, dialogIcon } from "../dialog-frame.js";
import { jobItems, jobItemsStyles } from "../job-items.js";
import { jobStyles } from "../job-panel.js";
import { JobRun } from "../job-run.js";
import { JobStage } from "../job-stage.js";
import { type Audience, notDoneStyles } from "../not-done.js";
import { saveFile } from "../start-download.js";
import {
  contractFile,
  fileOfErrors,
  guessMapping,
  isKey,
  KEYS,
  type Mapping,
  missingFields,
  remap,
  rememberedMapping,
  rememberMapping,
} from "./mapping.js";
import { type ChosenFile, FileError, openFile } from "./read-file.js";

interface ImportHost {
  readonly element: LitElement;
  readonly kit: KitController;
  readonly view: () => BulkView | null;
  readonly announce: (words: string) => void;
  /** Opens the one-time action over others. */
  readonly act: (audience: Audience) => void;
  /** Members have changed. */
  readonly done: () => void;
}

/** What most files hold (S4-8). */
const FIRST_ACTION = "adjust";

const textOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;

/** A file of rows, an action for each: chosen, its columns named, checked as a whole, and then done as any job. */
export class ImportDialog {
  static readonly styles = [
    ...[callouts, dialogs, forms, effects, dangerButtons, jobStyles, jobItemsStyles, notDoneStyles],
    css`
      .drop {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        justify-items: center;
        gap: calc(var(--_u) * 2);
        padding: calc(var(--_u) * 5);
        border: 1px dashed var(--_control-border);
        border-radius: var(--_r-panel);
        text-align: center;
      }
      .drop.over {
        border-color: var(--_accent);
        background: var(--_accent-soft);
      }
      .drop input {
        max-inline-size: 100%;
      }
      .mapping {
        overflow-x: auto;
      }
      .mapping table {
        font-size: var(--_fs-2);
      }
      .mapping :is(th, td) {
        block-size: auto;
        padding: calc(var(--_u) * 1.5) calc(var(--_u) * 2);
        overflow-wrap: anywhere;
      }
      .mapping select {
        min-inline-size: 9rem;
      }
      .mapping small {
        display: none;
      }
      @container (inline-size < max(520px, 32.5rem)) {
        .mapping table {
          table-layout: fixed;
        }
        .mapping select {
          min-inline-size: 0;
        }
        .mapping :is(th, td):nth-child(2) {
          display: none;
        }
        .mapping :is(th, td):nth-child(3) {
          inline-size: 60%;
        }
        .mapping small {
          display: block;
        }
      }
    `,
  ];

  readonly #host: ImportHost;
  readonly #run: JobRun;
  readonly #stage: JobStage;
  #isOpen = false;
  #actionId = FIRST_ACTION;
  #chosen: ChosenFile | null = null;
  #mapping: Mapping = [];
  /** What is the same for all rows, by field. */
  #same: Readonly<Record<string, string>> = {};
  #fileError: FileError | null = null;
  #isReading = false;
  #isAsked = false;
  #isOver = false;
  #abort: AbortController | null = null;

  constructor(host: ImportHost) {
    this.#host = host;
    this.#run = new JobRun(
      host.element,
      () => host.kit.client,
      (job) => this.#moved(job),
    );
    this.#stage = new JobStage({
      element: host.element,
      run: this.#run,
      announce: host.announce,
      act: (audience) => {
        this.#close();
        host.act(audience);
      },
    });
  }

  #moved({ status, exclusions }: Job): void {
    if (this.#stage.isOver && status !== "declined") this.#host.done();
    const isLooking = this.#run.notDone.status === "excluded";
    if (status === "checked" && exclusions.length > 0 && !isLooking) void this.#run.narrow({ status: "excluded" });
  }

  open(): void {
    this.#forget();
    this.#isOpen = true;
    this.#changed();
    void this.#host.element.updateComplete.then(() => {
      this.#dialog?.showModal();
      this.#find("select")?.focus();
    });
  }

  /** Whether an Escape was for it. */
  escape(): boolean {
    const isOpen = this.#isOpen;
    if (isOpen) this.#close();
    return isOpen;
  }

  draw(): unknown {
    const view = this.#host.view();
    if (!view) return nothing;
    return dialogFrame({ name: "import", close: () => this.#close() }, this.#isOpen ? this.#content(view) : nothing);
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.element.renderRoot.querySelector("dialog.import");
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.element.renderRoot.querySelector<HTMLElement>(`.import ${selector}`);
  }

  readonly #changed = (): void => this.#host.element.requestUpdate();

  #forget(): void {
    this.#abort?.abort();
    this.#run.forget();
    this.#stage.forget();
    this.#chosen = null;
    this.#fileError = null;
    this.#isAsked = false;
    this.#same = {};
  }

  #close(): void {
    this.#abort?.abort();
    this.#isOpen = false;
    this.#dialog?.close();
    this.#changed();
  }

  /** What each row may do here, as far as the operator may. */
  #actions({ capabilities, operator }: BulkView): readonly ActionDeclaration[] {
    return builtInActions(capabilities)
      .filter(({ id }) => rightTo({ capabilities, operator }, id) !== "forbidden")
      .flatMap((action) => forRows(action) ?? []);
  }

  #action(view: BulkView): ActionDeclaration | undefined {
    const actions = this.#actions(view);
    return actions.find(({ id }) => id === this.#actionId) ?? actions[0];
  }

  #content(view: BulkView): TemplateResult {
    const { t } = view;
    const { job } = this.#run;
    return dialogContent(view, {
      name: "import",
      close: () => this.#close(),
      lead: dialogIcon(upload),
      title: job ? this.#stage.title(view, job) : t("import.title"),
      about: this.#chosen?.file.name ?? t("import.lead"),
      body: [this.#stage.failure(view), job ? this.#jobBody(view, job) : this.#form(view)],
      footer: this.#footer(view, job),
    });
  }

  #form(view: BulkView): TemplateResult {
    const { t, operator } = view;
    const action = this.#action(view);
    if (!action || (operator && !isGranted(operator.permissions, ACTS_ON_MANY)))
      return html`<div class="callout">
        ${stop}
        <div>${t("import.forbidden")}</div>
      </div>`;
    return html`${this.#fileError ? this.#unreadable(view, this.#fileError) : nothing}
      <form
        id="import-form"
        class="form"
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.#check(view, action);
        }}
      >
        <div class="field">
          <label for="import-action"><span>${t("import.action")}</span></label>
          <select class="input" id="import-action" @change=${(event: Event) => this.#chooseAction(view, textOf(event))}>
            ${this.#actions(view).map(
              (each) =>
                html`<option value=${each.id} ?selected=${each.id === action.id}>${this.#titleOf(view, each)}</option>`,
            )}
          </select>
        </div>
        ${this.#chosen ? this.#meanings(view, action, this.#chosen) : this.#chooser(view)}
      </form>`;
  }

  /** "Add points" without the currency, which a column says. */
  #titleOf({ kit }: BulkView, { id, title }: ActionDeclaration): string {
    return kit.translate(`action.${id}.title`, title, { currency: "" }).trim();
  }

  #unreadable({ t }: BulkView, { code, row, column }: FileError): TemplateResult {
    const whole = code === "spreadsheet" || code === "empty";
    const why = t(`import.error.${code}` as "import.error.nul");
    return html`<div class="callout danger" role="alert">
      ${alert}
      <div><b>${t("import.error.title")}</b>${whole ? why : t("import.error.at", { row, column, why })}</div>
    </div>`;
  }

  #chooser({ t }: BulkView): TemplateResult {
    const over = (isOver: boolean) => (event: DragEvent) => {
      event.preventDefault();
      this.#isOver = isOver;
      this.#changed();
    };
    return html`<div
      class="drop ${this.#isOver ? "over" : ""}"
      @dragover=${over(true)}
      @dragleave=${over(false)}
      @drop=${(event: DragEvent) => {
        over(false)(event);
        void this.#choose(event.dataTransfer?.files[0]);
      }}
    >
      <label for="import-file">${t("import.file")}</label>
      <span class="muted small">${t("import.drop")}</span>
      <input
        id="import-file"
        type="file"
        accept=".csv,.txt,.tsv,text/csv"
        @change=${(event: Event) => void this.#choose((event.target as HTMLInputElement).files?.[0])}
      />
    </div>`;
  }

  async #choose(file: File | undefined): Promise<void> {
    const view = this.#host.view();
    const action = view && this.#action(view);
    if (!file || !action) return;
    try {
      this.#chosen = await openFile(file);
      this.#fileError = null;
      this.#name(action);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      this.#fileError = error;
    }
    this.#changed();
  }

  #chooseAction(view: BulkView, id: string): void {
    this.#actionId = id;
    const action = this.#action(view);
    if (action) this.#name(action);
    this.#changed();
  }

  /** Names the columns: as they were named last time, else by what they are called. */
  #name(action: ActionDeclaration): void {
    const columns = this.#chosen?.columns ?? [];
    const currencies = this.#host.view()?.capabilities.currencies ?? [];
    this.#mapping = rememberedMapping(columns, action.id) ?? guessMapping(columns, action, currencies);
    const [currency] = currencies;
    this.#same = action.fields.currency && currency ? { currency: currency.code } : {};
  }

  #fieldLabel({ t, kit }: BulkView, { id, fields }: ActionDeclaration, name: string): string {
    if (name === "currency") return t("import.currency");
    const label = fields[name]?.label ?? name;
    return kit.translate(`action.${id}.input.${name}`, kit.translate(`input.${name}`, label));
  }

  #meanings(view: BulkView, action: ActionDeclaration, { columns, sample }: ChosenFile): TemplateResult {
    const { t } = view;
    return html`<section>
        <div class="row between">
          <h3 class="label">${t("import.meaning")}</h3>
          <button
            type="button"
            class="btn link sm"
            @click=${() => {
              this.#chosen = null;
              this.#changed();
            }}
          >
            ${t("import.other")}
          </button>
        </div>
        <div class="mapping" role="region" tabindex="0" aria-label=${t("import.meaning")}>
          <table>
            <thead>
              <tr>
                <th scope="col">${t("import.column")}</th>
                <th scope="col">${t("import.example")}</th>
                <th scope="col">${t("import.is")}</th>
              </tr>
            </thead>
            <tbody>
              ${columns.map(
                (column, index) =>
                  html`<tr>
                    <th scope="row" dir="auto">
                      <span>${column}</span><small class="muted" dir="auto">${sample[0]?.[index] ?? ""}</small>
                    </th>
                    <td class="muted" dir="auto">${sample[0]?.[index] ?? ""}</td>
                    <td>${this.#meaning(view, action, column, index)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
        ${
          this.#isAsked && !this.#mapping.some(isKey)
            ? html`<p class="err" role="alert">${alert}<span>${t("import.no-key")}</span></p>`
            : nothing
        }
      </section>
      ${missingFields(this.#mapping, action, {}).map((name) => this.#sameForAll(view, action, name))}`;
  }

  #meaning(view: BulkView, action: ActionDeclaration, column: string, index: number): TemplateResult {
    const { t } = view;
    const option = (value: string, label: string) =>
      html`<option value=${value} ?selected=${(this.#mapping[index] ?? "") === value}>${label}</option>`;
    return html`<select
      class="input"
      aria-label=${`${column}: ${t("import.is")}`}
      @change=${(event: Event) => {
        this.#mapping = remap(this.#mapping, index, textOf(event) || null);
        this.#changed();
      }}
    >
      ${option("", t("import.nothing"))} ${KEYS.map((key) => option(key, t(`import.key.${key}`)))}
      ${Object.keys(action.fields).map((name) => option(name, this.#fieldLabel(view, action, name)))}
      ${option("reference", t("import.reference"))}
    </select>`;
  }

  /** What a field is in every row: a currency is chosen, anything else is typed as a cell would say it. */
  #sameForAll(view: BulkView, action: ActionDeclaration, name: string): TemplateResult {
    const { t, capabilities } = view;
    const id = `same-${name}`;
    const label = this.#fieldLabel(view, action, name);
    const take = (event: Event) => {
      this.#same = { ...this.#same, [name]: textOf(event) };
      this.#changed();
    };
    const isMissing = this.#isAsked && !this.#same[name];
    return html`<div class="field">
      <label for=${id}><span>${label}</span><span class="opt">${t("import.same")}</span></label>
      ${
        name === "currency"
          ? html`<select class="input" id=${id} @change=${take}>
              ${capabilities.currencies.map(
                (each) =>
                  html`<option value=${each.code} ?selected=${this.#same.currency === each.code}>
                    ${each.label}
                  </option>`,
              )}
            </select>`
          : html`<input class="input" id=${id} dir="auto" .value=${this.#same[name] ?? ""} @input=${take} />`
      }
      ${
        isMissing
          ? html`<span class="err" role="alert">${alert}<span>${t("import.missing", { field: label })}</span></span>`
          : nothing
      }
    </div>`;
  }

  async #check(view: BulkView, action: ActionDeclaration): Promise<void> {
    const chosen = this.#chosen;
    const key = this.#mapping.find(isKey);
    this.#isAsked = true;
    this.#changed();
    if (!chosen) return this.#find("#import-file")?.focus();
    if (!key || missingFields(this.#mapping, action, this.#same).length > 0 || this.#isReading) return;
    rememberMapping(chosen.columns, action.id, this.#mapping);
    const abort = (this.#abort = new AbortController());
    this.#isReading = true;
    this.#fileError = null;
    try {
      const reading = {
        ...{ mapping: this.#mapping, action, same: this.#same },
        ...{ currencies: view.capabilities.currencies, locale: this.#host.kit.locale },
      };
      const file = await contractFile(chosen, reading, abort.signal);
      await this.#run.import(file, { action: action.id, key });
    } catch (error) {
      if (error instanceof FileError) this.#fileError = error;
      else if (!abort.signal.aborted) throw error;
    }
    this.#isReading = false;
    this.#changed();
  }

  #jobBody(view: BulkView, job: Job): TemplateResult {
    const { t } = view;
    return html`${this.#stage.body(view, job)}
    ${
      job.exclusions.length > 0 && this.#chosen
        ? html`<section class="not-done">
            <div class="row between">
              <h3 class="h3">${t("import.wrong")}</h3>
              <button type="button" class="btn sm" @click=${() => void this.#saveErrors(view, job)}>
                ${download}${t("import.save")}
              </button>
            </div>
            ${job.status === "checked" ? jobItems(view, this.#run, this.#headerOf) : nothing}
          </section>`
        : nothing
    }`;
  }

  /** What the file calls a column of the contract. */
  readonly #headerOf = (column: string): string =>
    this.#chosen?.columns[this.#mapping.findIndex((meaning) => meaning === column)] ?? column;

  /** Saves the rows that were left out, with why, to be mended and imported in turn. */
  async #saveErrors(view: BulkView, job: Job): Promise<void> {
    const { client } = this.#host.kit;
    if (!client || !this.#chosen) return;
    const reasons = new Map<number, string>();
    const { jobs } = await client.bulk();
    for await (const item of jobs.items(job.id, { status: "excluded" }))
      reasons.set(item.position, this.#reasonOf(view, item));
    saveFile(await fileOfErrors(this.#chosen, reasons, view.t("import.reason")), `${job.id}.csv`);
  }

  #reasonOf(view: BulkView, { code, detail, column }: JobItem): string {
    const why = code ? reasonText(view.kit, { code, detail: detail ?? "" }) : (detail ?? "");
    return column ? `${this.#headerOf(column)}: ${why}` : why;
  }

  #footer(view: BulkView, job: Job | null): TemplateResult {
    const { t } = view;
    const gap = html`<span class="grow"></span>`;
    const button = (words: string, press: () => void) =>
      html`<button type="button" class="btn" @click=${press}>${words}</button>`;
    if (!job) {
      const busy = this.#isReading || this.#run.busy;
      return html`${gap}${button(t("bulk.cancel"), () => this.#close())}
        <button
          type="submit"
          form="import-form"
          class="btn primary"
          aria-disabled=${busy || !this.#chosen ? "true" : nothing}
        >
          ${busy ? html`<span class="spin"></span>` : nothing}${t(busy ? "import.reading" : "import.check")}
        </button>`;
    }
    if (job.status === "checked")
      return html`${gap}${button(t("bulk.cancel"), () => this.#close())}${this.#stage.startButton(view, job)}`;
    return html`${this.#stage.afterwards(view, job)}${gap}${this.#stage.stopButton(view, job)}
    ${this.#stage.isOver ? button(t("import.other"), () => this.open()) : nothing}
    ${button(t("bulk.close"), () => this.#close())}`;
  }
}
