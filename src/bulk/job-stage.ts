import { html, type LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Job } from "../../sdk/contract/bulk/answers.js";
import { findAction } from "../../sdk/contract/index.js";
import { alert, retry, undo } from "../icons/signs.js";
import { bulkFailure } from "./bulk-failure.js";
import { warningText } from "../parts/reasons.js";
import type { BulkView } from "./bulk-view.js";
import { deliveries, outcome, progressBar, reasons, tallies, totals } from "./job-panel.js";
import type { JobRun } from "./job-run.js";
import { type Audience, NotDonePart } from "./not-done.js";

/** Statuses that a job doesn't leave by itself. */
const over = ["done", "cancelled", "declined", "expired", "failed"];
/** Statuses before anything is done. */
const before = ["checking", "checked", "failed"];

interface StageHost {
  readonly element: LitElement;
  readonly run: JobRun;
  readonly announce: (words: string) => void;
  /** Opens the one-time action over others. */
  readonly act: (audience: Audience) => void;
}

/** A job in a dialog: what it would do, how it is started, how far it is, what came of it, and what can be done then. */
export class JobStage {
  readonly #host: StageHost;
  readonly #notDone: NotDonePart;
  /** The number of members, as it is typed to confirm. */
  #typed = "";

  constructor(host: StageHost) {
    this.#host = host;
    this.#notDone = new NotDonePart(host);
  }

  get #run(): JobRun {
    return this.#host.run;
  }

  get isOver(): boolean {
    return over.includes(this.#run.job?.status ?? "");
  }

  /** Whether it was started, or asked for. */
  get isStarted(): boolean {
    const { job } = this.#run;
    return job !== null && !before.includes(job.status);
  }

  /** Forgets what was typed for the last job. */
  forget(): void {
    this.#typed = "";
    this.#notDone.forget();
  }

  /** What it is called. */
  title({ t }: BulkView, { kind, title }: Job): string {
    return kind === "reversal" ? t("bulk.undo.title", { title }) : title;
  }

  /** Why the last thing was not done. */
  failure(view: BulkView): unknown {
    const { error, job, isMoving } = this.#run;
    if (error === null || this.#notDone.isNameTaken) return nothing;
    const title = view.t(isMoving ? "bulk.error.read" : "bulk.error");
    return bulkFailure(view, title, error, job ? () => this.#run.again() : null);
  }

  body(view: BulkView, job: Job): TemplateResult {
    const { t } = view;
    if (job.status === "checking") return progressBar(view, job);
    if (job.status === "checked") return this.#checked(view, job);
    const goesOn = this.#run.isMoving && job.status !== "awaiting_approval";
    return html`${outcome(view, job)} ${this.isOver ? html`<div class="row wrap">${tallies(view, job)}</div>` : nothing}
    ${goesOn ? progressBar(view, job) : nothing} ${totals(view, job)} ${deliveries(view, job)}
    ${reasons(view, t("bulk.why"), job.failures)} ${reasons(view, t("bulk.excluded"), job.exclusions)}
    ${this.isOver ? this.#notDone.draw(view, job) : nothing}
    ${goesOn ? html`<p class="muted small">${t("bulk.goes-on")}</p>` : nothing}`;
  }

  /** In one line: how far it is, or what came of it. */
  strip(view: BulkView, job: Job): TemplateResult {
    return this.isOver ? html`<div class="row wrap small">${tallies(view, job)}</div>` : progressBar(view, job);
  }

  #checked(view: BulkView, job: Job): TemplateResult {
    const { t } = view;
    const { total } = job.progress;
    const danger = job.kind === "reversal" ? "reversible" : findAction(job.action)?.danger;
    const warning = danger === "irreversible" ? "bulk.final" : danger === "outward" ? "bulk.outward" : null;
    return html`<section class="preview">
        <div class="phead">
          <h3>${t("bulk.will", { count: total })}</h3>
          <span class="badge pending">${t("bulk.checked")}</span>
        </div>
        ${total === 0 ? html`<p>${t("bulk.nobody")}</p>` : totals(view, job)}
        ${reasons(view, t("bulk.excluded"), job.exclusions)}
        ${job.warnings.map((each) => html`<p class="small"><bdi>${warningText(view.kit, each)}</bdi></p>`)}
      </section>
      ${
        warning === null
          ? nothing
          : html`<div class="callout ${danger === "irreversible" ? "danger" : "warning"}">
              ${alert}
              <div><b>${t(warning)}</b></div>
            </div>`
      }
      ${job.confirmCount && total > 0 ? this.#confirmation(view, total) : nothing}`;
  }

  #confirmation({ t, format }: BulkView, total: number): TemplateResult {
    return html`<div class="field">
      <label for="typed"><span>${t("bulk.confirm", { count: format.number(total) })}</span></label>
      <input
        class="input"
        id="typed"
        inputmode="numeric"
        autocomplete="off"
        aria-describedby="typed-help"
        .value=${live(this.#typed)}
        @input=${(event: Event) => {
          this.#typed = (event.target as HTMLInputElement).value;
          this.#host.element.requestUpdate();
        }}
      />
      <span class="help" id="typed-help">${t("bulk.confirm.help")}</span>
    </div>`;
  }

  /** The typed number: its digits, whatever groups them. */
  get #typedCount(): number | null {
    const digits = this.#typed.replace(/\D/g, "");
    return digits ? Number(digits) : null;
  }

  /** The confirming button of what was checked. */
  startButton({ t }: BulkView, job: Job): TemplateResult {
    const { total } = job.progress;
    const isTyped = !job.confirmCount || this.#typedCount === total;
    const off = total === 0 || !isTyped || this.#run.busy;
    const red = job.kind !== "reversal" && findAction(job.action)?.danger === "irreversible";
    return html`<button
      type="button"
      id="go"
      class="btn ${red ? "danger fill" : "primary"}"
      aria-disabled=${off ? "true" : nothing}
      @click=${() => !off && void this.#run.start(this.#typedCount)}
    >
      ${this.#run.busy ? html`<span class="spin"></span>` : nothing}${t("bulk.start", { count: total })}
    </button>`;
  }

  /** Stops what goes on. */
  stopButton({ t }: BulkView, { status }: Job): unknown {
    if (status === "cancelling") return html`<span class="muted small">${t("bulk.stopping")}</span>`;
    if (status !== "running" && status !== "checking") return nothing;
    return html`<button type="button" class="btn" @click=${() => void this.#run.cancel()}>${t("bulk.stop")}</button>`;
  }

  #retry(): void {
    this.#notDone.forget();
    void this.#run.retry();
  }

  /** What can be done once it is over: see to whom it was not done, try those again who failed, undo all. */
  afterwards(view: BulkView, job: Job): unknown {
    if (!this.isOver) return nothing;
    const { t } = view;
    const { failed, succeeded } = job.progress;
    const button = (content: unknown, press: () => void) =>
      html`<button
        type="button"
        class="btn"
        aria-disabled=${this.#run.busy ? "true" : nothing}
        @click=${() => !this.#run.busy && press()}
      >
        ${content}
      </button>`;
    const canUndo = job.reversible && succeeded > 0 && job.reversedBy === null;
    const canRetry = job.status === "done" && failed > 0 && job.itemsKept !== false;
    return html`${this.#notDone.opener(view, job)}
    ${canRetry ? button([retry, t("bulk.retry")], () => this.#retry()) : nothing}
    ${canUndo ? button([undo, t("bulk.undo")], () => void this.#run.reverse()) : nothing}`;
  }
}
