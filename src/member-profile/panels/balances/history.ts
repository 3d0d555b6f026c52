import { css, html, nothing, type TemplateResult } from "lit";
import type { Account, BalanceHistory, Currency, Lot, Member } from "../../../../sdk/contract/index.js";
import { ReadController } from "../../../controllers/read-controller.js";
import { capital } from "../../../format/code-words.js";
import { historyMessages } from "../../../locales/en/history.js";
import type { profileMessages } from "../../../locales/en/profile.js";
import { errorNotice, loadingRows, reserved } from "../../notices.js";
import type { ReadsOfMember } from "../../panel.js";
import type { ProfileView } from "../../profile-view.js";
import { HEIGHT, line, roundUp, WIDTH } from "./line.js";

type HistoryView = ProfileView<typeof profileMessages & typeof historyMessages>;

const DAY_MS = 86_400_000;

/** How many days back; `all`: from the first entry on. */
const periods = ["30", "365", "all"] as const;
type Period = (typeof periods)[number];

/** So many of a balance's dates are named. */
const MOST_DATES = 4;

/** What balances were, as a line for each or as one table, and when parts of them expire or can be spent. */
export class History {
  readonly #host: ReadsOfMember;
  readonly #reads: ReadController<BalanceHistory>;
  #period: Period = "365";
  #asTable = false;

  constructor(host: ReadsOfMember) {
    this.#host = host;
    this.#reads = new ReadController<BalanceHistory>(host.element, {
      client: host.client,
      key: host.memberId,
      read: ({ members }, memberId, signal) => members.balanceHistory(memberId, this.#range, { signal }),
    });
  }

  get #range(): { from?: string } {
    return this.#period === "all" ? {} : { from: new Date(Date.now() - Number(this.#period) * DAY_MS).toISOString() };
  }

  draw(member: Member, profile: ProfileView): unknown {
    const view = profile.with(historyMessages);
    const { value, error, slow, loading } = this.#reads.state;
    const again = () => void this.#reads.reload();
    if (error) return errorNotice(view.t, view.t("error.history"), error, again);
    if (!value) return slow ? loadingRows(3) : reserved;
    return html`<div class="history" aria-busy=${loading}>
      ${this.#choices(view)}
      ${value.days.length < 2 ? html`<p class="small muted">${view.t("history.none")}</p>` : this.#balances(value, view)}
      ${comingUp(member.accounts, view)}
    </div>`;
  }

  #balances(history: BalanceHistory, view: HistoryView): TemplateResult {
    if (this.#asTable) return table(history, view);
    return html`<div class="history-lines">
      ${history.accounts.map((account) => figure(history.days, account, view))}
    </div>`;
  }

  #choices({ t }: HistoryView): TemplateResult {
    const choose = (period: Period) => () => {
      this.#period = period;
      void this.#reads.reload();
    };
    const show = () => {
      this.#asTable = !this.#asTable;
      this.#host.element.requestUpdate();
    };
    return html`<div class="history-choices">
      <div role="group" aria-label=${t("history.period")}>
        ${periods.map(
          (period) =>
            html`<button type="button" class="btn sm" aria-pressed=${period === this.#period} @click=${choose(period)}>
              ${t(`history.${period}`)}
            </button>`,
        )}
      </div>
      <button type="button" class="btn sm" aria-pressed=${this.#asTable} @click=${show}>${t("history.table")}</button>
    </div>`;
  }
}

const ends = (days: readonly string[], { format }: HistoryView) => ({
  start: format.date(days[0] ?? ""),
  end: format.date(days.at(-1) ?? ""),
});

/** The line of one balance, which a screen reader is told in a sentence. */
const figure = (days: readonly string[], { currency: code, spendable }: HistoryAccount, view: HistoryView) => {
  const currency = view.currency(code);
  const amount = (minor: number) => view.format.amount(minor, currency.scale);
  const { start, end } = ends(days, view);
  const [least, most] = [Math.min(...spendable), Math.max(...spendable)];
  const [from, to] = [spendable[0] ?? 0, spendable.at(-1) ?? 0];
  const told = view.t("history.line", {
    ...{ currency: capital(currency.label), start, end },
    ...{ from: amount(from), to: amount(to), least: amount(least), most: amount(most) },
  });
  const top = roundUp(most);
  return html`<figure>
    <figcaption class="medium">${capital(currency.label)}</figcaption>
    <div class="history-plot">
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${told}>
        ${line(days, spendable, top)}
      </svg>
      <div class="history-scale" aria-hidden="true">
        ${[top, top / 2, 0].map((value) => html`<bdi class="num">${amount(value)}</bdi>`)}
      </div>
      <div class="history-ends" aria-hidden="true"><span>${start}</span><span>${end}</span></div>
    </div>
  </figure>`;
};

type HistoryAccount = BalanceHistory["accounts"][number];

/** The same numbers, the newest first. */
const table = ({ days, accounts }: BalanceHistory, view: HistoryView): TemplateResult => {
  const currencies = accounts.map(({ currency }) => view.currency(currency));
  const caption = view.t("history.rows", ends(days, view));
  const cell = ({ spendable }: HistoryAccount, currency: Currency | undefined, index: number) =>
    html`<td><bdi class="num">${view.format.amount(spendable[index] ?? 0, currency?.scale ?? 0)}</bdi></td>`;
  const row = (day: string, index: number) =>
    html`<tr>
      <th scope="row">${view.format.date(day)}</th>
      ${accounts.map((account, at) => cell(account, currencies[at], index))}
    </tr>`;
  return html`<div class="history-table" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption class="vh">
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${view.t("history.day")}</th>
          ${currencies.map(({ label }) => html`<th scope="col">${capital(label)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${days.map(row).reverse()}
      </tbody>
    </table>
  </div>`;
};

const date = ({ amount, availableAt, expiresAt }: Lot, { scale }: Currency, view: HistoryView): TemplateResult => {
  const what = availableAt ? "history.available" : "history.expires";
  const on = view.format.date(availableAt ?? expiresAt ?? "");
  return html`<li>${view.t(what, { amount: view.format.amount(amount, scale), date: on })}</li>`;
};

const datesOf = ({ currency: code, lots }: Account, view: HistoryView): TemplateResult | typeof nothing => {
  if (!lots.length) return nothing;
  const currency = view.currency(code);
  const rest = lots.length - MOST_DATES;
  return html`<div>
    <h4 class="h3">${capital(currency.label)}</h4>
    <ul class="history-dates">
      ${lots.slice(0, MOST_DATES).map((lot) => date(lot, currency, view))}
      ${rest > 0 ? html`<li class="muted">${view.t("history.later", { count: rest })}</li>` : nothing}
    </ul>
  </div>`;
};

/** What expires, or can be spent, and when. */
const comingUp = (accounts: readonly Account[], view: HistoryView): TemplateResult | typeof nothing =>
  accounts.some(({ lots }) => lots.length)
    ? html`<div class="history-next">
        <p class="medium">${view.t("history.next")}</p>
        <div class="history-lines">${accounts.map((account) => datesOf(account, view))}</div>
      </div>`
    : nothing;

export const styles = css`
  .history {
    display: grid;
    gap: calc(var(--_u) * 3);
    padding: calc(var(--_u) * 2) calc(var(--_u) * 2) calc(var(--_u) * 2.5);
    font-size: var(--_fs-2);
    transition: opacity var(--_dur) var(--_ease);
  }
  .history[aria-busy="true"] {
    opacity: 0.6;
  }
  .history-choices,
  .history-choices > div {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_u);
  }
  .history-choices {
    justify-content: space-between;
  }
  .history [aria-pressed="true"] {
    background: var(--_accent-soft);
    border-color: var(--_accent);
    color: var(--_accent);
  }
  .history-lines {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(max(240px, 15rem), 100%), 1fr));
    gap: calc(var(--_u) * 4) calc(var(--_u) * 8);
  }
  .history figcaption {
    margin-block-end: calc(var(--_u) * 2.5);
  }
  .history-plot {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: calc(var(--_u) * 2);
  }
  .history-plot svg {
    inline-size: 100%;
    block-size: 120px;
    overflow: visible;
    fill: none;
  }
  .history-plot svg:dir(rtl) {
    transform: scaleX(-1);
  }
  .history-plot path {
    vector-effect: non-scaling-stroke;
  }
  .history-grid {
    stroke: var(--_border);
    stroke-width: 1;
  }
  .history-area {
    fill: var(--_accent);
    opacity: 0.1;
  }
  .history-line,
  .history-now {
    color: var(--_accent);
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linejoin: round;
  }
  .history-now {
    stroke-width: 7;
    stroke-linecap: round;
  }
  .history-scale {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    margin-block: -0.7em;
    text-align: end;
  }
  .history-scale,
  .history-ends {
    font-size: var(--_fs-1);
    color: var(--_muted);
  }
  .history-ends {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 calc(var(--_u) * 3);
  }
  .history-table {
    max-block-size: 280px;
    overflow: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_r);
  }
  .history table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  .history :is(th, td) {
    padding: calc(var(--_u) * 1.5) calc(var(--_u) * 3);
    text-align: end;
    font-weight: 400;
  }
  .history th:first-child {
    text-align: start;
  }
  .history thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_subtle);
    color: var(--_muted);
    font-size: var(--_fs-1);
    font-weight: 500;
  }
  .history tbody tr + tr > * {
    border-block-start: 1px solid var(--_border);
  }
  .history-next {
    display: grid;
    gap: calc(var(--_u) * 2);
  }
  .history-dates {
    display: grid;
    gap: var(--_u);
  }
  @media print {
    .history-table {
      max-block-size: none;
    }
  }
  @media (forced-colors: active) {
    .history-line,
    .history-now,
    .history-grid {
      color: CanvasText;
      stroke: currentColor;
    }
    .history-area {
      display: none;
    }
    .history [aria-pressed="true"] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
