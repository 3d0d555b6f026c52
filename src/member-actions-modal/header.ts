import { html, type TemplateResult } from "lit";
import { initials } from "../format/initials.js";
import type { Member } from "../../sdk/contract/index.js";
import type { OpenAction } from "./action-flow/open-action.js";
import { backButton, closeButton } from "./head-buttons.js";
import { amountText, currencyOf, actionTitle, type ModalView } from "./modal-view.js";

interface HeaderOptions {
  readonly back: () => void;
  readonly close: () => void;
}

const balancesOf = (view: ModalView, { accounts }: Member, only: string | null): string[] =>
  accounts
    .filter(({ currency }) => !only || currency === only)
    .map(({ currency, spendable }) => amountText(view, spendable, currencyOf(view, currency)));

/** Who it is about, and what of them matters to what is being done. */
const about = (view: ModalView, open: OpenAction | null): string[] => {
  const member = open?.member ?? view.member;
  const message = open?.run.preview.operation?.message;
  if (!open) return [member.name, member.tier?.name ?? "", ...balancesOf(view, view.member, null)];
  if (open.run.operation || open.run.phase === "unknown") return [member.name];
  if (open.item.currency)
    return [member.name, member.tier?.name ?? "", ...balancesOf(view, view.member, open.item.currency.code)];
  if (open.item.action.danger === "irreversible") return [member.name, member.id];
  return [member.name, message?.channel === "push" ? "" : (message?.to ?? "")];
};

/** The dialog's title: an action that can still be left for another has a way back. */
export const header = (
  view: ModalView,
  open: OpenAction | null,
  { back: goBack, close }: HeaderOptions,
): TemplateResult => {
  const { t } = view;
  const canGoBack = open !== null && (open.run.phase === "editing" || open.run.phase === "failed");
  const name = open?.member.name ?? view.member.name;
  return html`
    ${canGoBack ? backButton(t, goBack) : html`<span class="avatar md" aria-hidden="true">${initials(name)}</span>`}
    <div class="grow">
      <h2 id="title" tabindex="-1">${open ? actionTitle(view, open.item) : t("modal.title")}</h2>
      <p>
        ${about(view, open)
          .filter(Boolean)
          .map((each) => html`<span><bdi>${each}</bdi></span>`)}
      </p>
    </div>
    ${closeButton(t, close)}
  `;
};
