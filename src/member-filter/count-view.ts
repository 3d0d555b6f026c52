import { html, nothing, type TemplateResult } from "lit";
import type { AudiencePage, Reach } from "../../sdk/contract/bulk/answers.js";
import type { Count } from "../../sdk/contract/schemas/common.js";
import { alert, retry } from "../icons/signs.js";
import { filterMessages } from "../locales/en/filter.js";
import type { Counting } from "./counting.js";
import type { FilterMessageId, Say } from "./say.js";

interface CountView extends Say {
  readonly counting: Counting;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Why it could not be counted, in words; null: what is wrong is said at its row. */
  readonly reason: (error: unknown) => string | null;
  /** How many rows are left out, since they are not finished. */
  readonly unfinished: number;
}

const JUST_NOW_MS = 60_000;

/** A number as exact as it is known: `12,345`, `about 12,000`, `10,000 or more`. */
const shownCount = ({ value, precision }: Count, { t, format }: Say): string => {
  const count = format.number(value);
  if (precision === "exact") return count;
  return t(precision === "at_least" ? "filter.count.at-least" : "filter.count.estimate", { count });
};

/** What a screen reader hears once it is counted. */
export const countWords = ({ count }: AudiencePage, say: Say): string =>
  count ? say.t("filter.count.announce", { count: count.value, shown: shownCount(count, say) }) : "";

const ofWhom = ({ count, everybody }: AudiencePage, { t, format }: Say): string => {
  if (!everybody) return t("filter.count.members", { count: count?.value ?? 0 });
  const isAll = count?.value === everybody.value && everybody.precision === "exact";
  return isAll
    ? t("filter.count.all", { count: everybody.value })
    : t("filter.count.of", { count: everybody.value, everybody: format.number(everybody.value) });
};

const whenCounted = ({ countedAt }: Counting, now: number, { t, format }: Say): string =>
  now - countedAt < JUST_NOW_MS
    ? t("filter.count.now")
    : t("filter.count.at", { time: format.time(new Date(countedAt).toISOString()) });

const channelWords = (channel: string, { t }: Say): string => {
  const id = `filter.channel.${channel}`;
  return Object.hasOwn(filterMessages, id) ? t(id as FilterMessageId) : channel;
};

const reached = ({ channel, members, cost }: Reach, say: Say): TemplateResult =>
  html`<div>
    <dt>${channelWords(channel, say)}</dt>
    <dd>
      <span class="num">${say.format.number(members)}</span>
      <span class="cost"
        >${cost ? html`<span class="num">${say.format.money(cost)}</span>` : say.t("filter.reach.free")}</span
      >
    </dd>
  </div>`;

/** Whom each channel reaches, and what a message to all of them costs. */
const reachList = ({ reach }: AudiencePage, say: Say): TemplateResult | typeof nothing =>
  reach?.length
    ? html`<div class="reach">
        <span class="muted" id="reach">${say.t("filter.reach")}</span>
        <dl aria-labelledby="reach">${reach.map((each) => reached(each, say))}</dl>
      </div>`
    : nothing;

/** The number; beside it, that a newer one is on its way. */
const figure = (number: string | null, { state }: Counting, { t }: Say): TemplateResult => {
  const waiting = html`<span class="spin" role="img" aria-label=${t("filter.count.waiting")}></span>`;
  return html`<div class="row">
    ${state === "waiting" ? waiting : nothing}<span class="big num ${number === null ? "muted" : ""}"
      >${number ?? "–"}</span
    >
  </div>`;
};

const counted = (page: AudiencePage, { counting, now, ...say }: CountView): unknown => {
  const { count } = page;
  if (!count) return nothing;
  const isEmpty = count.value === 0 && count.precision === "exact";
  return html`${figure(shownCount(count, say), counting, say)}
    <div class="small muted">${ofWhom(page, say)} · ${whenCounted(counting, now, say)}</div>
    ${isEmpty ? html`<p class="small">${say.t("filter.count.none")}. ${say.t("filter.count.none.why")}</p>` : reachList(page, say)}`;
};

const again = ({ counting, t }: CountView): TemplateResult =>
  html`<button type="button" class="btn link sm" id="count-again" @click=${() => counting.again()}>
    ${retry}${t("filter.count.again")}
  </button>`;

const failed = (view: CountView): TemplateResult => {
  const reason = view.reason(view.counting.error);
  return html`${figure(null, view.counting, view)}
    <p class="err">${alert}<span>${view.t("filter.count.failed")} ${reason ?? view.t("filter.count.refused")}</span></p>
    ${reason === null ? nothing : again(view)}`;
};

/** How many members match. An earlier count stays, pale, until the new one is there. */
export const countView = (view: CountView): TemplateResult => {
  const { counting, t, unfinished } = view;
  const { state, page } = counting;
  const waiting = state === "waiting";
  return html`<div class="count ${waiting ? "waiting" : ""}" part="count" aria-busy=${waiting}>
    ${state === "failed" ? failed(view) : page ? counted(page, view) : figure(null, counting, view)}
    ${state === "none" ? html`<p class="small muted">${t("filter.count.refused")}</p>` : nothing}
    ${unfinished ? html`<p class="small muted">${t("filter.count.unfinished", { count: unfinished })}</p>` : nothing}
  </div>`;
};
