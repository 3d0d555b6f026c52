import { html, nothing, type TemplateResult } from "lit";
import type { Account, Currency } from "../../../../sdk/contract/index.js";
import { currencyIcon } from "../../../icons/currency.js";
import { launchButton, offers, type Launcher } from "../../launcher.js";
import { memberPanel } from "../../member-panel.js";
import { capital } from "../../../format/code-words.js";
import type { ProfileView } from "../../profile-view.js";
import { sparkline } from "./sparkline.js";
import { styles } from "./styles.js";

/** One figure; nothing where the backend doesn't keep it. */
const figure = (minor: number | null, draw: (minor: number) => TemplateResult): TemplateResult | typeof nothing =>
  minor === null ? nothing : draw(minor);

const mini = (label: string, value: unknown, note: string | null = null): TemplateResult =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value}${note ? html`<span class="note">${note}</span>` : nothing}</dd>
  </div>`;

/** What is collected but can't be spent yet: a promise, so dashed. */
const pending = (minor: number, { lots }: Account, currency: Currency, view: ProfileView): TemplateResult => {
  const soonest = lots.find((lot) => lot.availableAt)?.availableAt ?? null;
  const amount = html`<bdi class="num">${view.format.signed(minor, currency.scale)}</bdi>`;
  return mini(
    view.t("balance.pending"),
    minor ? html`<span class="dash">${amount}</span>` : amount,
    soonest && minor ? view.format.shortDate(soonest) : null,
  );
};

/** What goes first, and when. */
const expiring = (account: Account, currency: Currency, view: ProfileView): TemplateResult => {
  const lot = account.lots.find(({ expiresAt, availableAt }) => expiresAt && !availableAt);
  const amount = html`<bdi class="num">${view.format.amount(lot?.amount ?? 0, currency.scale)}</bdi>`;
  return mini(view.t("balance.expiring"), amount, lot?.expiresAt ? view.format.shortDate(lot.expiresAt) : null);
};

/** What the balance itself launches. */
const acts = ({ currency }: Account, launcher: Launcher | null, view: ProfileView): unknown =>
  launcher &&
  (["add", "redeem"] as const)
    .filter((id) => offers(launcher, id, currency, view))
    .map((id) => {
      const content = html`${view.t(`balance.${id}`)}<span class="vh">: ${view.currency(currency).label}</span>`;
      return launchButton(
        { action: `${id}:${currency}`, look: "ghost sm", part: "balance-action", content },
        launcher,
        view,
      );
    });

/** The balance over the last days. */
const history = (trend: readonly number[], amount: (minor: number) => string, view: ProfileView) =>
  sparkline(
    trend,
    view.t("balance.trend", { count: trend.length, from: amount(trend[0] ?? 0), to: amount(trend.at(-1) ?? 0) }),
  );

const balance = (account: Account, launcher: Launcher | null, view: ProfileView): TemplateResult => {
  const currency = view.currency(account.currency);
  const amount = (minor: number) => view.format.amount(minor, currency.scale);
  const plain = (label: string) => (minor: number) => mini(label, html`<bdi class="num">${amount(minor)}</bdi>`);
  return html`<section class="balance" part="balance" data-currency=${account.currency}>
    <div class="bhead">
      <h3>${currencyIcon(currency.kind)}${capital(currency.label)}</h3>
      <div>${acts(account, launcher, view)}</div>
    </div>
    <div class="main">
      <div>
        <div class="big num">${amount(account.spendable)}</div>
        <div class="muted small">${view.t("balance.spendable")}</div>
      </div>
      ${account.trend ? history(account.trend, amount, view) : nothing}
    </div>
    <dl class="minis">
      ${figure(account.earned, plain(view.t("balance.earned")))}${figure(account.spent, plain(view.t("balance.spent")))}
      ${account.expired ? plain(view.t("balance.expired"))(account.expired) : nothing}
      ${figure(account.pending, (minor) => pending(minor, account, currency, view))}${expiring(account, currency, view)}
    </dl>
  </section>`;
};

/** What the member has to spend: one balance for each currency, in the backend's order. */
export const balances = memberPanel({
  name: "balances",
  place: "top",
  title: null,
  styles,
  draw: ({ member, launcher, view, later }) =>
    member.accounts.length
      ? [...member.accounts.map((account) => balance(account, launcher, view)), later?.balances(member, view)]
      : nothing,
});
