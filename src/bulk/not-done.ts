import { css, html, type LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Job } from "../../sdk/contract/bulk/answers.js";
import { filterLimits } from "../../sdk/contract/bulk/filter.js";
import type { NotDone, Target } from "../../sdk/contract/bulk/requests.js";
import { refusalIn } from "../errors.js";
import { download } from "../icons/dialog.js";
import { alert, check } from "../icons/signs.js";
import { bolt } from "../icons/things.js";
import { isGranted } from "../parts/rights.js";
import { reasonText } from "../parts/reasons.js";
import type { BulkView } from "./bulk-view.js";
import { ACTS_ON_MANY, EXPORTS } from "./choices.js";
import { jobItems } from "./job-items.js";
import type { JobRun } from "./job-run.js";
import { startDownload } from "./start-download.js";

/** Whom an action is to be done to. */
export interface Audience {
  readonly target: Target;
  /** How many they are; null: as many as match, which is not counted yet. */
  readonly count: number | null;
}

/** Some of those to whom it was not done. */
interface Part {
  readonly notDone: NotDone;
  readonly words: string;
  readonly count: number;
}

const sum = (all: readonly { readonly members: number }[]): number =>
  all.reduce((total, { members }) => total + members, 0);

/** How many it was not done to, in all. */
export const countNotDone = ({ progress, exclusions }: Job): number =>
  progress.failed + progress.skipped + sum(exclusions);

/** What became of them: failed, skipped, left out. */
const byStatus = ({ t }: BulkView, { progress, exclusions }: Job): readonly Part[] =>
  [
    { notDone: { status: "failed" as const }, words: t("bulk.failed-ones"), count: progress.failed },
    { notDone: { status: "skipped" as const }, words: t("bulk.skipped-ones"), count: progress.skipped },
    { notDone: { status: "excluded" as const }, words: t("bulk.excluded"), count: sum(exclusions) },
  ].filter(({ count }) => count > 0);

/** Why: whatever became of them, one reason is there once. */
const byReason = (view: BulkView, { failures, exclusions }: Job): readonly Part[] => {
  const all = [...failures, ...exclusions];
  return [...new Set(all.map(({ code }) => code))].map((code) => {
    const same = all.filter((each) => each.code === code);
    const [{ detail } = { detail: "" }] = same;
    return { notDone: { code }, words: reasonText(view.kit, { code, detail }), count: sum(same) };
  });
};

/** All to whom it was not done. */
const everyone = ({ t }: BulkView, job: Job): Part => ({
  notDone: {},
  words: t("bulk.items.all"),
  count: countNotDone(job),
});

/** The permission to save audiences. */
const EDITS = "audiences:edit";

interface NotDoneHost {
  readonly element: LitElement;
  readonly run: JobRun;
  readonly announce: (words: string) => void;
  /** Opens the one-time action over them. */
  readonly act: (audience: Audience) => void;
}

/** Those to whom a job was not done: looked through, all or for one reason, taken along as a file, saved, or acted on. */
export class NotDonePart {
  readonly #host: NotDoneHost;
  #isShown = false;
  /** The name that is typed for an audience of them; null: none is being saved. */
  #name: string | null = null;
  #isAsking = false;
  /** What was done with them last. */
  #said = "";

  constructor(host: NotDoneHost) {
    this.#host = host;
  }

  /** Forgets what was shown of the last job. */
  forget(): void {
    this.#isShown = false;
    this.#name = null;
    this.#said = "";
  }

  /** Whether they were not saved since another audience has the name: it is said at the name. */
  get isNameTaken(): boolean {
    return this.#name !== null && refusalIn(this.#host.run.error)?.code === "conflict";
  }

  /** The button that shows them; nothing where there are none, or they are shown already. */
  opener({ t }: BulkView, job: Job): unknown {
    if (this.#isShown || job.itemsKept === false || countNotDone(job) === 0) return nothing;
    const open = (): void => {
      this.#isShown = true;
      void this.#host.run.narrow({});
    };
    return html`<button type="button" class="btn" @click=${() => !this.#host.run.busy && open()}>
      ${t("bulk.items")}
    </button>`;
  }

  draw(view: BulkView, job: Job): unknown {
    const { t } = view;
    const { run } = this.#host;
    if (job.itemsKept === false && countNotDone(job) > 0)
      return html`<p class="muted small">${t("bulk.items.gone")}</p>`;
    if (!this.#isShown) return nothing;
    return html`<section class="not-done">
      <h3 class="h3">${t("bulk.items")}</h3>
      ${this.#which(view, job)} ${this.#name === null ? this.#doings(view, job) : this.#naming(view, this.#name)}
      ${this.#said ? html`<p class="said small">${check}<span>${this.#said}</span></p>` : nothing}
      ${jobItems(view, run)}
    </section>`;
  }

  /** Whom it is about: all of them, or those for one reason. */
  #which(view: BulkView, job: Job): TemplateResult {
    const { t, format } = view;
    const { run } = this.#host;
    const shown = JSON.stringify(run.notDone);
    const option = ({ notDone, words, count }: Part) => {
      const value = JSON.stringify(notDone);
      return html`<option value=${value} ?selected=${value === shown}>${words} (${format.number(count)})</option>`;
    };
    const take = (event: Event): void => {
      this.#said = "";
      void run.narrow(JSON.parse((event.target as HTMLSelectElement).value) as NotDone);
    };
    return html`<select class="input" aria-label=${t("bulk.items.which")} @change=${take}>
      ${option(everyone(view, job))}
      <optgroup label=${t("bulk.items.became")}>${byStatus(view, job).map(option)}</optgroup>
      <optgroup label=${t("bulk.why")}>${byReason(view, job).map(option)}</optgroup>
    </select>`;
  }

  /** How many these are; of a file, its rows. */
  #count(view: BulkView, job: Job): number {
    const shown = JSON.stringify(this.#host.run.notDone);
    const parts = [everyone(view, job), ...byStatus(view, job), ...byReason(view, job)];
    return parts.find(({ notDone }) => JSON.stringify(notDone) === shown)?.count ?? 0;
  }

  #doings(view: BulkView, job: Job): TemplateResult {
    const { t, operator } = view;
    const count = this.#count(view, job);
    const forbidden = (permission: string): string | null =>
      operator && !isGranted(operator.permissions, permission) ? t("bulk.items.forbidden") : null;
    const most = count > filterLimits.values ? t("bulk.items.most", { count: filterLimits.values }) : null;
    const button = (content: unknown, obstacle: string | null, press: () => void) =>
      html`<button
        type="button"
        class="btn sm"
        aria-disabled=${obstacle === null ? nothing : "true"}
        title=${obstacle ?? nothing}
        @click=${() => obstacle === null && press()}
      >
        ${content}
      </button>`;
    return html`<div class="row wrap">
      ${button([download, t("bulk.items.download")], forbidden(EXPORTS), () => void this.#download(t))}
      ${button(t("bulk.items.save"), forbidden(EDITS) ?? most, () => this.#begin(""))}
      ${button([bolt, t("bulk.items.act")], forbidden(ACTS_ON_MANY), () => this.#act(job, count))}
    </div>`;
  }

  #naming({ t }: BulkView, name: string): TemplateResult {
    const save = (): void => void this.#save(t);
    const busy = this.#isAsking;
    return html`<div class="field">
      <label for="not-done-name"><span>${t("bulk.items.name")}</span></label>
      <div class="row wrap">
        <input
          class="input grow"
          id="not-done-name"
          maxlength="100"
          autocomplete="off"
          dir="auto"
          aria-invalid=${this.isNameTaken ? "true" : nothing}
          aria-describedby=${this.isNameTaken ? "not-done-taken" : nothing}
          .value=${live(name)}
          @input=${(event: Event) => {
            this.#name = (event.target as HTMLInputElement).value;
            this.#changed();
          }}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key !== "Enter" || event.isComposing) return;
            event.preventDefault();
            save();
          }}
        />
        <button
          type="button"
          class="btn primary"
          aria-disabled=${busy || !name.trim() ? "true" : nothing}
          @click=${save}
        >
          ${busy ? html`<span class="spin"></span>` : nothing}${t("bulk.items.save.go")}
        </button>
        <button type="button" class="btn" @click=${() => this.#begin(null)}>${t("bulk.cancel")}</button>
      </div>
      ${
        this.isNameTaken
          ? html`<span class="err" id="not-done-taken" role="alert"
              >${alert}<span>${t("bulk.items.taken")}</span></span
            >`
          : nothing
      }
    </div>`;
  }

  readonly #changed = (): void => this.#host.element.requestUpdate();

  #begin(name: string | null): void {
    this.#name = name;
    this.#said = "";
    this.#changed();
    const focused = name === null ? ".not-done .btn" : "#not-done-name";
    const { element } = this.#host;
    void element.updateComplete.then(() => element.renderRoot.querySelector<HTMLElement>(focused)?.focus());
  }

  #say(words: string): void {
    this.#said = words;
    this.#host.announce(words);
    this.#changed();
  }

  /** Asks for something, unless something is asked for already. */
  async #once<Value>(ask: () => Promise<Value>): Promise<Value | null> {
    if (this.#isAsking) return null;
    this.#isAsking = true;
    this.#changed();
    const value = await ask();
    this.#isAsking = false;
    this.#changed();
    return value;
  }

  async #download(t: BulkView["t"]): Promise<void> {
    const url = await this.#once(() => this.#host.run.export());
    if (!url) return;
    startDownload(url);
    this.#say(t("export.started"));
  }

  async #save(t: BulkView["t"]): Promise<void> {
    const name = this.#name?.trim();
    if (!name || !(await this.#once(() => this.#host.run.save(name)))) return;
    this.#begin(null);
    this.#say(t("bulk.items.saved", { name }));
  }

  /** Rows of a file may name nobody, or one member twice. */
  #act({ id, kind }: Job, count: number): void {
    const { notDone } = this.#host.run;
    this.#host.act({ target: { notDone: { jobId: id, ...notDone } }, count: kind === "import" ? null : count });
  }
}

export const notDoneStyles = css`
  .not-done {
    display: grid;
    gap: calc(var(--_u) * 2.5);
  }
  .not-done > .btn {
    justify-self: start;
  }
  .not-done .said {
    display: flex;
    gap: calc(var(--_u) * 1.5);
    align-items: baseline;
    color: var(--_success);
  }
`;
