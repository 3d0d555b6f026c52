import { type LibraryList, type Option, optionOf } from "../../fields/library.js";
import { amountText, currencyOf, type ModalView } from "../modal-view.js";

/** What of the member's balances is pending, soonest first: it came with the member. */
export const pendingLots = (view: ModalView): LibraryList => {
  const options = view.member.accounts.flatMap(({ currency, lots }) =>
    lots.flatMap(({ id, amount, availableAt, expiresAt }): Option[] => {
      if (id === undefined || availableAt === null) return [];
      const from = view.format.date(availableAt);
      const note = expiresAt
        ? view.t("field.picker.from-until", { from, date: view.format.date(expiresAt) })
        : view.t("field.picker.from", { date: from });
      return [optionOf(id, amountText(view, amount, currencyOf(view, currency)), { note })];
    }),
  );
  return { state: "ready", options, error: null };
};
