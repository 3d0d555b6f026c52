import { css, html, nothing, type TemplateResult } from "lit";
import type { Purchase } from "../../../../sdk/contract/index.js";
import { listOf } from "../../../format/list.js";
import { receipt as receiptIcon } from "../../../icons/things.js";
import type { profileMessages } from "../../../locales/en/profile.js";
import { purchaseMessages } from "../../../locales/en/purchases.js";
import { launchButton, offers, type Launcher } from "../../launcher.js";
import { openLatePages, PAGE } from "../../late-pages.js";
import { toldStyles } from "../../late-told.js";
import type { OpenPanel, PanelContext, PanelHost } from "../../panel.js";
import type { ProfileView } from "../../profile-view.js";

type PurchasesView = ProfileView<typeof profileMessages & typeof purchaseMessages>;

/** How many lines of a receipt are named in its row. */
const MOST_NAMED = 3;

/** What was bought, in a line: "2 × Flat white, Chai, 3 more". */
const itemsOf = ({ items }: Purchase, { t, format }: PurchasesView): string => {
  const named = items
    .slice(0, MOST_NAMED)
    .map(({ item, quantity }) =>
      quantity === 1 ? item.name : t("purchase.quantity", { count: format.number(quantity), item: item.name }),
    );
  const rest = items.length - named.length;
  return listOf(rest ? [...named, t("purchase.more", { count: rest })] : named, format.locale);
};

const broughtOf = ({ brought = [] }: Purchase, view: PurchasesView): unknown =>
  brought.map(({ currency: code, amount }) => {
    const { scale, label } = view.currency(code);
    return html`<div>
      <bdi class="num purchases-brought">${view.format.signed(amount, scale)}</bdi>
      <span class="small muted">${label}</span>
    </div>`;
  });

const returnedBadge = ({ returned, amount }: Purchase, view: PurchasesView): unknown => {
  if (returned === 0) return nothing;
  if (returned >= amount.amount) return html`<span class="badge plain">${view.t("purchase.returned")}</span>`;
  const part = view.format.money({ ...amount, amount: returned });
  return html`<span class="badge plain">${view.t("purchase.returned.part", { amount: part })}</span>`;
};

/** The whole name of a button says of what: there is one in each row. */
const returnButton = (purchase: Purchase, launcher: Launcher | null, view: PurchasesView): unknown => {
  const { id, amount, at, returned } = purchase;
  if (!launcher || returned >= amount.amount || !offers(launcher, "return-purchase", null, view)) return nothing;
  const of = view.t("purchase.of", { amount: view.format.money(amount), date: view.format.date(at) });
  const content = html`${view.t("purchase.return")}<span class="vh">: ${of}</span>`;
  return launchButton(
    { action: "return-purchase", look: "ghost sm", part: "panel-action", content, values: { purchaseId: id } },
    launcher,
    view,
  );
};

const row = (purchase: Purchase, { launcher }: PanelContext, view: PurchasesView): TemplateResult => {
  const { amount, at, branch, receipt } = purchase;
  const told = [
    view.format.date(at),
    view.format.time(at),
    ...(branch ? [branch.name] : []),
    ...(receipt ? [receipt] : []),
  ];
  const items = itemsOf(purchase, view);
  return html`<li class="purchases-row">
    <span class="glyph">${receiptIcon}</span>
    <div class="purchases-what">
      <div><bdi class="num medium">${view.format.money(amount)}</bdi> ${returnedBadge(purchase, view)}</div>
      ${items ? html`<div class="small">${items}</div>` : nothing}
      <div class="small muted told">${told.map((words) => html`<span><bdi>${words}</bdi></span>`)}</div>
    </div>
    <div class="purchases-amounts">${broughtOf(purchase, view)}</div>
    <div class="purchases-act">${returnButton(purchase, launcher, view)}</div>
  </li>`;
};

/** What the member bought, with what each purchase brought; it is returned from here, and a missed receipt claimed. */
export const open = (host: PanelHost): OpenPanel =>
  openLatePages(host, {
    name: "purchases",
    list: ({ members }, memberId) => members.purchases(memberId, { limit: PAGE }),
    row: (purchase, context) => row(purchase, context, context.view.with(purchaseMessages)),
    words: (view) => {
      const { t } = view.with(purchaseMessages);
      return {
        none: t("purchases.none"),
        more: t("purchases.more"),
        shown: (count) => t("purchases.shown", { count }),
        failure: t("error.purchases"),
      };
    },
  });

const own = css`
  .purchases-row {
    display: grid;
    grid-template-columns: 28px minmax(0, 1fr) auto minmax(max(76px, 4.75rem), max-content);
    gap: var(--_u) calc(var(--_u) * 3);
    padding-block: calc(var(--_u) * 2);
    padding-inline: calc(var(--_u) * 4) calc(var(--_u) * 2);
    align-items: start;
    border-block-start: 1px solid var(--_border);
    font-size: var(--_fs-2);
  }
  .purchases-what {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .purchases-amounts {
    text-align: end;
  }
  .purchases-brought {
    color: var(--_success);
    font-weight: 500;
  }
  .purchases-act {
    text-align: end;
  }
  @container (inline-size < max(480px, 30rem)) {
    .purchases-row {
      grid-template-columns: 28px minmax(0, 1fr) auto;
    }
    .purchases-act {
      grid-column: 2 / -1;
    }
    .purchases-act:empty {
      display: none;
    }
    .purchases-act,
    .purchases-act .btn {
      margin-inline-start: 0;
      text-align: start;
    }
  }
  @media (forced-colors: active) {
    .purchases-brought {
      color: CanvasText;
    }
  }
`;

export const styles = [toldStyles, own];
