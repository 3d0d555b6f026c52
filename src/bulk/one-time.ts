import { css, html, nothing, type LitElement, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Job } from "../../sdk/contract/bulk/answers.js";
import type { KitController } from "../controllers/kit-controller.js";
import { formFields } from "../fields/form-view.js";
import { groupMaker } from "../fields/groups.js";
import { LibraryController, type Listed } from "../fields/library.js";
import { pickers } from "../fields/picker-styles.js";
import { back } from "../icons/dialog.js";
import { cross, stop } from "../icons/signs.js";
import { bolt } from "../icons/things.js";
import { bulkMessages } from "../locales/en/bulk.js";
import { isGranted } from "../parts/rights.js";
import { callouts } from "../theme/callouts.js";
import { dangerButtons } from "../theme/danger-buttons.js";
import { dialogs, tiles } from "../theme/dialogs.js";
import { effects } from "../theme/effects.js";
import { forms } from "../theme/forms.js";
import { suffix } from "../theme/suffix.js";
import { actionMenu, actionMenuStyles } from "./action-menu.js";
import { BulkForm, type LeavingOut } from "./bulk-form.js";
import { type BulkView, titleOf } from "./bulk-view.js";
import { ACTS_ON_MANY, type Choice, choicesFor } from "./choices.js";
import { dialogContent, dialogFrame, dialogIcon } from "./dialog-frame.js";
import { formViewOf } from "./form-view.js";
import { jobItemsStyles } from "./job-items.js";
import { jobStyles } from "./job-panel.js";
import { JobRun } from "./job-run.js";
import { JobStage } from "./job-stage.js";
import { type Audience, notDoneStyles } from "./not-done.js";

interface OneTimeHost {
  readonly element: LitElement;
  readonly kit: KitController;
  readonly view: () => BulkView | null;
  readonly announce: (words: string) => void;
  /** Members have changed. */
  readonly done: () => void;
}

/**
 * The one-time action: one action of the catalogue over many members. It is chosen, filled in, looked at over all of
 * them, confirmed, and followed until it is done. Nothing is done before the operator starts what was looked at.
 */
export class OneTime {
  static readonly styles = [
    ...[callouts, dialogs, tiles, forms, suffix, effects, dangerButtons, pickers],
    ...[actionMenuStyles, jobStyles, jobItemsStyles, notDoneStyles],
    css`
      .two {
        display: grid;
        gap: calc(var(--_u) * 3);
      }
      .days {
        display: flex;
        align-items: center;
        gap: calc(var(--_u) * 2);
        min-block-size: var(--_control);
      }
      .days .input {
        inline-size: 5rem;
      }
      .strip {
        padding: calc(var(--_u) * 3) calc(var(--_u) * 4);
        display: grid;
        gap: calc(var(--_u) * 2);
      }
    `,
  ];

  readonly #host: OneTimeHost;
  readonly #library: LibraryController;
  readonly #queries = new Map<string, string>();
  readonly #run: JobRun;
  readonly #stage: JobStage;
  #audience: Audience | null = null;
  #isOpen = false;
  #query = "";
  #form: BulkForm | null = null;
  #told = "";

  constructor(host: OneTimeHost) {
    this.#host = host;
    const client = () => host.kit.client;
    this.#library = new LibraryController(host.element, () => client() ?? null);
    this.#run = new JobRun(host.element, client, (job) => this.#tell(job));
    const { element, announce } = host;
    this.#stage = new JobStage({ element, run: this.#run, announce, act: (audience) => this.open(audience) });
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Opens at the choice of an action, for these members. What was done before is left to go on. */
  open(audience: Audience): void {
    this.#audience = audience;
    this.#run.forget();
    this.#stage.forget();
    this.#form = null;
    this.#query = "";
    this.#show();
  }

  /** Opens a job that was started before. */
  #show(): void {
    this.#isOpen = true;
    this.#changed();
    void this.#host.element.updateComplete.then(() => {
      const dialog = this.#dialog;
      if (dialog && !dialog.open) dialog.showModal();
      this.#focus();
    });
  }

  /** Whether an Escape was for it. */
  escape(): boolean {
    if (this.#isOpen) this.#close();
    return this.#isOpen || this.#dialog?.open === true;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.element.renderRoot.querySelector<HTMLDialogElement>("dialog.once");
  }

  /** The dialog, and, while a job goes on behind its back, how far that is. */
  draw(): unknown {
    const view = this.#view;
    if (!view) return nothing;
    return dialogFrame({ name: "once", close: () => this.#close() }, this.#isOpen ? this.#content(view) : nothing);
  }

  /** How far a job is that was started here and goes on. */
  strip(): unknown {
    const view = this.#view;
    const { job } = this.#run;
    if (!view || !job || this.#isOpen || !(this.#run.isMoving || this.#stage.isOver)) return nothing;
    return html`<div class="panel strip">
      <div class="row wrap between">
        <span class="row"
          >${this.#run.isMoving ? html`<span class="spin"></span>` : nothing}<b class="strong" dir="auto"
            >${job.title}</b
          ></span
        >
        <span class="row">
          ${this.#stage.stopButton(view, job)}
          <button type="button" class="btn ghost sm" @click=${() => this.#show()}>${view.t("bulk.details")}</button>
          ${
            this.#run.isMoving
              ? nothing
              : html`<button
                  type="button"
                  class="btn ghost icon"
                  aria-label=${view.t("bulk.close")}
                  @click=${() => this.#run.forget()}
                >
                  ${cross}
                </button>`
          }
        </span>
      </div>
      ${this.#stage.strip(view, job)}
    </div>`;
  }

  get #view(): BulkView | null {
    return this.#host.view();
  }

  readonly #changed = (): void => this.#host.element.requestUpdate();

  /** Says what a job has come to, once for each state. */
  #tell(job: Job): void {
    const state = `${job.id} ${job.status}`;
    if (state === this.#told) return;
    this.#told = state;
    const t = this.#host.kit.translator(bulkMessages);
    if (job.status === "checked") this.#host.announce(t("bulk.said.checked", { count: job.progress.total }));
    if (!this.#stage.isOver) return;
    const { succeeded, failed, skipped } = job.progress;
    this.#host.announce(t("bulk.said.done", { succeeded, failed, skipped }));
    if (!["declined", "expired"].includes(job.status)) this.#host.done();
  }

  #close(): void {
    this.#isOpen = false;
    // What was only looked at is of no more use; what runs goes on.
    if (this.#run.job?.status === "checked" || this.#run.job?.status === "checking") this.#run.forget();
    this.#dialog?.close();
    this.#changed();
  }

  #focus(): void {
    const root = this.#host.element.renderRoot;
    root.querySelector<HTMLElement>(".once :is(#find, .form :is(input, select, textarea), #typed, #go)")?.focus();
  }

  #step(): void {
    this.#changed();
    void this.#host.element.updateComplete.then(() => this.#focus());
  }

  #content(view: BulkView): TemplateResult {
    const { job } = this.#run;
    const form = this.#form;
    const canGoBack = form !== null && !this.#stage.isStarted;
    const out = view.t("bulk.back");
    const backButton = html`<button
      type="button"
      class="btn ghost icon"
      aria-label=${out}
      title=${out}
      @click=${() => this.#back()}
    >
      ${back}
    </button>`;
    const step = job ? this.#stage.body(view, job) : form ? this.#fillIn(view, form) : this.#menu(view);
    return dialogContent(view, {
      name: "once",
      close: () => this.#close(),
      lead: canGoBack ? backButton : dialogIcon(bolt),
      title: this.#title(view),
      about: this.#who(view),
      body: [this.#stage.failure(view), step],
      footer: this.#footer(view),
    });
  }

  #title(view: BulkView): string {
    const { job } = this.#run;
    if (job) return this.#stage.title(view, job);
    return this.#form ? titleOf(view, this.#form.choice) : view.t("bulk.title");
  }

  #who({ t }: BulkView): string {
    const count = this.#run.job?.progress.total ?? this.#audience?.count ?? null;
    return count === null ? t("bulk.who.all") : t("bulk.who", { count });
  }

  #menu(view: BulkView): TemplateResult {
    const { operator } = view;
    if (operator && !isGranted(operator.permissions, ACTS_ON_MANY))
      return html`<div class="callout">
        ${stop}
        <div>${view.t("bulk.forbidden")}</div>
      </div>`;
    return actionMenu(view, {
      choices: choicesFor(view.capabilities, operator),
      query: this.#query,
      search: (query) => {
        this.#query = query;
        this.#changed();
      },
      choose: (choice) => this.#choose(view, choice),
    });
  }

  #choose({ capabilities, operator }: BulkView, choice: Choice): void {
    const { locale } = this.#host.kit;
    const makeGroup = groupMaker({
      list: (listed) => this.#library.list(listed),
      reload: (listed) => this.#library.reload(listed),
      locale,
    });
    const reasons: Listed = { list: "reason-codes" };
    const asksForNote = (reasonId: string | undefined) =>
      this.#library.list(reasons).options.find(({ id }) => id === reasonId)?.reason?.requiresNote === true;
    const source = { makeGroup, asksForNote };
    this.#form = new BulkForm(choice, { capabilities, operator, locale, source });
    this.#step();
  }

  #back(): void {
    this.#run.forget();
    this.#form = null;
    this.#step();
  }

  #fillIn(view: BulkView, open: BulkForm): TemplateResult {
    const { t } = view;
    // A field that is taken away is left, too: what is drawn in its place needs no other update.
    const changed = (): void => {
      if (this.#isOpen && this.#form === open && !this.#run.job) this.#changed();
    };
    const leaving = (who: keyof LeavingOut, words: string) => {
      const days = open.leavingOut[who];
      return html`<div class="days">
        <label class="row flag"
          ><input
            type="checkbox"
            .checked=${days !== null}
            @change=${(event: Event) => {
              open.toggle(who, (event.target as HTMLInputElement).checked);
              this.#changed();
            }}
          /><span>${words}</span></label
        >${
          days === null
            ? nothing
            : html`<input
                class="input"
                type="number"
                min="1"
                max="365"
                required
                aria-label=${t("bulk.days")}
                .value=${live(String(days))}
                @change=${(event: Event) => {
                  const typed = Math.round(Number((event.target as HTMLInputElement).value));
                  open.leaveOut(who, Math.min(365, Math.max(1, typed || 1)));
                  this.#changed();
                }}
              />`
        }
      </div>`;
    };
    return html`<form
      id="once-form"
      class="form"
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#check(false);
      }}
    >
      ${formFields(formViewOf(view, open, { library: this.#library, queries: this.#queries, changed }))}
      <fieldset class="field">
        <legend class="label">${t("bulk.leave-out")}</legend>
        ${open.isMessage ? leaving("contacted", t("bulk.contacted")) : nothing}${leaving("received", t("bulk.received"))}
      </fieldset>
    </form>`;
  }

  async #check(onlyTest: boolean): Promise<void> {
    const form = this.#form;
    const audience = this.#audience;
    if (!form || !audience) return;
    const wrong = form.firstWrong();
    const request = form.request(audience.target, this.#host.kit.kit?.reference ?? null, { onlyTest });
    if (wrong !== null || !request) {
      this.#changed();
      await this.#host.element.updateComplete;
      this.#host.element.renderRoot.querySelector<HTMLElement>(`.once #field-${CSS.escape(wrong ?? "")}`)?.focus();
      return;
    }
    this.#stage.forget();
    await this.#run.check(request);
    this.#step();
  }

  #footer(view: BulkView): TemplateResult {
    const { t } = view;
    const { job, busy } = this.#run;
    const button = (words: string, press: () => void, look = "") =>
      html`<button
        type="button"
        class="btn ${look}"
        aria-disabled=${busy ? "true" : nothing}
        @click=${() => !busy && press()}
      >
        ${words}
      </button>`;
    const gap = html`<span class="grow"></span>`;
    const cancel = button(t("bulk.cancel"), () => this.#close());
    if (!job && !this.#form) return html`${gap}${cancel}`;
    if (!job)
      return html`${button(t("bulk.test"), () => void this.#check(true), "ghost")}${gap}${cancel}
        <button type="submit" form="once-form" class="btn primary" aria-disabled=${busy ? "true" : nothing}>
          ${busy ? html`<span class="spin"></span>` : nothing}${t("bulk.check")}
        </button>`;
    if (job.status === "checked") return html`${gap}${cancel}${this.#stage.startButton(view, job)}`;
    return html`${this.#stage.afterwards(view, job)}${gap}${this.#stage.stopButton(view, job)}
    ${this.#stage.isOver && this.#audience ? button(t("bulk.another"), () => this.#back(), "ghost") : nothing}
    ${button(t("bulk.close"), () => this.#close())}`;
  }
}
