import { html, nothing, type TemplateResult } from "lit";
import type { Account, Currency } from "../../sdk/contract/index.js";
import { currencyIcon } from "../icons/named.js";
import { sparkline } from "./sparkline.js";
import { capital, type View } from "./view.js";

const mini = (label: string, value: unknown, note: string | null = null): TemplateResult =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value}${note ? html`<span class="note">${note}</span>` : nothing}</dd>
  </div>`;

/** What is collected but can't be spent yet: a promise, so dashed. */
const pending = (account: Account, currency: Currency, view: View): TemplateResult => {
  const soonest = account.lots.find((lot) => lot.availableAt)?.availableAt ?? null;
  const amount = html`<bdi class="num">${view.format.signed(account.pending, currency.scale)}</bdi>`;
  return mini(
    view.t("balance.pending"),
    account.pending ? html`<span class="dash">${amount}</span>` : amount,
    soonest && account.pending ? view.format.shortDate(soonest) : null,
  );
};

/** What goes first, and when. */
const expiring = (account: Account, currency: Currency, view: View): TemplateResult => {
  const lot = account.lots.find(({ expiresAt, availableAt }) => expiresAt && !availableAt);
  const amount = html`<bdi class="num">${view.format.amount(lot?.amount ?? 0, currency.scale)}</bdi>`;
  return mini(view.t("balance.expiring"), amount, lot?.expiresAt ? view.format.shortDate(lot.expiresAt) : null);
};

const balance = (account: Account, view: View): TemplateResult => {
  const currency = view.currency(account.currency);
  const amount = (minor: number) => view.format.amount(minor, currency.scale);
  const plain = (minor: number) => html`<bdi class="num">${amount(minor)}</bdi>`;
  const { trend } = account;
  const said = { count: trend.length, from: amount(trend[0] ?? 0), to: amount(trend.at(-1) ?? 0) };
  return html`<section class="balance" part="balance" data-currency=${account.currency}>
    <h3>${currencyIcon(currency.kind)}${capital(currency.label)}</h3>
    <div class="main">
      <div>
        <div class="big num">${amount(account.spendable)}</div>
        <div class="muted small">${view.t("balance.spendable")}</div>
      </div>
      ${sparkline(trend, view.t("balance.trend", said))}
    </div>
    <dl class="minis">
      ${mini(view.t("balance.earned"), plain(account.earned))}${mini(view.t("balance.spent"), plain(account.spent))}${pending(
        account,
        currency,
        view,
      )}${expiring(account, currency, view)}
    </dl>
  </section>`;
};

/** One balance a currency, in the backend's order. */
export const balances = (accounts: readonly Account[], view: View): unknown =>
  accounts.length
    ? html`<div class="panel balances" part="panel balances">${accounts.map((account) => balance(account, view))}</div>`
    : nothing;
