import type { Named, TierStep } from "../../../sdk/contract/index.js";
import { type KnownList, type LibraryList, type Option, optionOf } from "../../fields/library.js";
import { amountText, currencyOf, type ModalView } from "../modal-view.js";

/** What of the member's balances is pending, soonest first. */
const pendingLots = (view: ModalView): Option[] =>
  view.member.accounts.flatMap(({ currency, lots }) =>
    lots.flatMap(({ id, amount, availableAt, expiresAt }): Option[] => {
      if (id === undefined || availableAt === null) return [];
      const from = view.format.date(availableAt);
      const note = expiresAt
        ? view.t("field.picker.from-until", { from, date: view.format.date(expiresAt) })
        : view.t("field.picker.from", { date: from });
      return [optionOf(id, amountText(view, amount, currencyOf(view, currency)), { note })];
    }),
  );

/** The steps of a ladder above the member's own. */
const above = (steps: readonly TierStep[], own: Named | null | undefined): Option[] => {
  const rank = steps.find(({ id }) => id === own?.id)?.rank ?? -1;
  return steps.flatMap((step) => (step.rank > rank ? [optionOf(step.id, step.name)] : []));
};

/** The currencies, but the member's own. */
const otherCurrencies = ({ capabilities, member }: ModalView): Option[] => {
  const own = member.details.find(({ kind }) => kind === "currency")?.value;
  return capabilities.currencies.flatMap(({ code, label }) => (code === own ? [] : [optionOf(code, label)]));
};

const options: Record<KnownList, (view: ModalView) => Option[]> = {
  "pending-lots": pendingLots,
  tiers: ({ capabilities, member }) => above(capabilities.tiers, member.tier),
  "hidden-tiers": ({ capabilities, member }) => above(capabilities.hiddenTiers ?? [], member.hiddenTier),
  currencies: otherCurrencies,
  branches: ({ capabilities }) => capabilities.branches.map(({ id, name }) => optionOf(id, name)),
  integrations: ({ capabilities }) => (capabilities.integrations ?? []).map(({ id, name }) => optionOf(id, name)),
};

/** A list that nobody has to be asked for: it came with the member, or with what the backend can do. */
export const knownList = (view: ModalView, list: KnownList): LibraryList => ({
  state: "ready",
  options: options[list](view),
  error: null,
});
