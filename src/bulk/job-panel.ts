import { css, html, nothing, type TemplateResult } from "lit";
import type { Exclusion, Job } from "../../sdk/contract/bulk/answers.js";
import { alert, check, info, minus, stop } from "../icons/signs.js";
import { bulkMessages } from "../locales/en/bulk.js";
import { isolate } from "../locales/translate.js";
import { reasonText } from "../parts/reasons.js";
import { type BulkView, signedAmount } from "./bulk-view.js";

const MINUTE_MS = 60_000;

/** How many a second are done, and for how long it goes on at that rate; null: too little is done to tell. */
export const pace = (
  { startedAt, createdAt, progress, status }: Job,
  now: number,
): { readonly rate: number; readonly leftMs: number } | null => {
  const since = Date.parse(status === "checking" ? createdAt : (startedAt ?? createdAt));
  const elapsed = now - since;
  if (progress.done === 0 || elapsed < 1_000) return null;
  const rate = progress.done / (elapsed / 1_000);
  return { rate, leftMs: ((progress.total - progress.done) / rate) * 1_000 };
};

const paceWords = ({ t }: BulkView, job: Job): string => {
  const found = pace(job, Date.now());
  if (!found) return "";
  const rate = found.rate >= 1 ? t("bulk.rate", { count: Math.round(found.rate) }) : "";
  const left =
    found.leftMs < MINUTE_MS ? t("bulk.left.soon") : t("bulk.left", { count: Math.round(found.leftMs / MINUTE_MS) });
  return [rate, left].filter(Boolean).join(" · ");
};

const tally = (icon: unknown, tone: string, words: string): TemplateResult =>
  html`<span class="tally ${tone}">${icon}${words}</span>`;

/** How many were done, skipped, refused. */
export const tallies = ({ t }: BulkView, { progress }: Job): TemplateResult => {
  const { succeeded, skipped, failed } = progress;
  return html`${tally(check, "success", t("bulk.succeeded", { count: succeeded }))}
  ${skipped ? tally(minus, "", t("bulk.skipped", { count: skipped })) : nothing}
  ${failed ? tally(alert, "danger", t("bulk.failures", { count: failed })) : nothing}`;
};

/** How far it is. */
export const progressBar = (view: BulkView, job: Job): TemplateResult => {
  const { t } = view;
  const { done, total } = job.progress;
  const words = job.status === "checking" ? "bulk.checking" : "bulk.running";
  return html`<div class="progress">
    <progress aria-label=${t("bulk.progress")} max=${Math.max(1, total)} .value=${done}></progress>
    <div class="row wrap small">
      <span class="tally">${t(words, { done, total })}</span>${
        job.status === "checking" ? nothing : tallies(view, job)
      }<span class="muted">${paceWords(view, job)}</span>
    </div>
  </div>`;
};

const row = (label: string, value: unknown): TemplateResult =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;

interface Counted {
  readonly words: string;
  readonly count: number;
}

/** How many of each; nothing where there are none. */
const counts = ({ format }: BulkView, title: string, all: readonly Counted[]): TemplateResult | typeof nothing => {
  if (all.length === 0) return nothing;
  return html`<section class="reasons">
    <h3 class="h3">${title}</h3>
    <ul class="list small">
      ${all.map(
        ({ words, count }) =>
          html`<li><span class="grow" dir="auto">${words}</span><span class="num">${format.number(count)}</span></li>`,
      )}
    </ul>
  </section>`;
};

/** Members by why they are left out, failed or were skipped. */
export const reasons = (view: BulkView, title: string, all: readonly Exclusion[]): TemplateResult | typeof nothing =>
  counts(
    view,
    title,
    all.map((each) => ({ words: reasonText(view.kit, each), count: each.members })),
  );

const stateWords = ({ t }: BulkView, state: string): string =>
  Object.hasOwn(bulkMessages, `bulk.message.${state}`)
    ? t(`bulk.message.${state}` as keyof typeof bulkMessages)
    : state;

/** What has become of its messages, by state. */
export const deliveries = (view: BulkView, { deliveries: all = [] }: Job): TemplateResult | typeof nothing =>
  counts(
    view,
    view.t("bulk.messages"),
    all.map(({ state, messages }) => ({ words: stateWords(view, state), count: messages })),
  );

const tierName = ({ capabilities, t }: BulkView, id: string | null): string =>
  capabilities.tiers.find((step) => step.id === id)?.name ?? id ?? t("bulk.no-tier");

const tierWords = (view: BulkView, { before, after }: Job["totals"]["tiers"][number]): string => {
  const arrow = { before: tierName(view, before), after: tierName(view, after) };
  return isolate(view.t("bulk.tier", arrow), view.kit.locale);
};

/** What it comes to, over all of them. */
export const totals = (view: BulkView, { totals: { amounts, cost, tiers } }: Job): TemplateResult | typeof nothing => {
  const { t, format } = view;
  if (amounts.length + tiers.length === 0 && !cost) return nothing;
  return html`<dl class="effects">
    ${amounts.map(({ currency, amount }) => row(t("bulk.total"), html`<b class="tally">${signedAmount(view, amount, currency)}</b>`))}
    ${cost ? row(t("bulk.cost"), html`<span class="num">${format.money(cost)}</span>`) : nothing}
    ${tiers.map((tier) => row(`${t("bulk.tiers")}: ${tierWords(view, tier)}`, html`<span class="num">${format.number(tier.members)}</span>`))}
  </dl>`;
};

const looks: Readonly<Record<string, { readonly tone: string; readonly icon: unknown }>> = {
  done: { tone: "success", icon: check },
  cancelled: { tone: "", icon: stop },
  declined: { tone: "", icon: stop },
  expired: { tone: "", icon: stop },
  failed: { tone: "danger", icon: alert },
  awaiting_approval: { tone: "info", icon: info },
};

const said: Readonly<
  Record<string, { readonly title: keyof typeof bulkMessages; readonly why?: keyof typeof bulkMessages }>
> = {
  awaiting_approval: { title: "bulk.awaiting", why: "bulk.awaiting.why" },
  cancelled: { title: "bulk.cancelled", why: "bulk.cancelled.why" },
  declined: { title: "bulk.declined" },
  expired: { title: "bulk.expired" },
  failed: { title: "bulk.failed" },
};

/** What has become of it, where nothing goes on by itself any more, or somebody else has to act. */
export const outcome = ({ t }: BulkView, { status }: Job): TemplateResult | typeof nothing => {
  const look = looks[status];
  if (!look) return nothing;
  const { title, why } = said[status] ?? { title: "bulk.done" };
  return html`<div class="callout ${look.tone}">
    ${look.icon}
    <div><b>${t(title)}</b>${why ? t(why) : nothing}</div>
  </div>`;
};

export const jobStyles = css`
  .progress {
    display: grid;
    gap: calc(var(--_u) * 1.5);
  }
  progress {
    inline-size: 100%;
    block-size: 6px;
    border: 0;
    border-radius: 3px;
    background: color-mix(in oklab, var(--_text) 10%, var(--_surface));
    appearance: none;
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: none;
  }
  progress::-webkit-progress-value {
    background: var(--_accent);
    transition: inline-size var(--_dur) var(--_ease);
  }
  progress::-moz-progress-bar {
    background: var(--_accent);
  }
  .progress .row {
    gap: var(--_u) calc(var(--_u) * 3.5);
  }
  .tally {
    display: inline-flex;
    align-items: center;
    gap: var(--_u);
  }
  .tally svg.i {
    inline-size: 14px;
    block-size: 14px;
  }
  .tally.success svg.i {
    color: var(--_success);
  }
  .tally.danger {
    color: var(--_danger);
  }
  .reasons .list > li {
    min-block-size: 32px;
    padding-block: var(--_u);
    align-items: baseline;
  }
  @media (forced-colors: active) {
    progress {
      appearance: auto;
      border: 1px solid CanvasText;
    }
  }
`;
