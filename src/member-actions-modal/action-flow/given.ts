import type { Given } from "../../../sdk/contract/index.js";
import { amountText, currencyOf, type ModalView } from "../modal-view.js";

/** By whom: two are named, of more the latest. */
const byWhom = ({ t }: ModalView, { operators }: Given): string => {
  const [first, second] = operators;
  if (!first) return "";
  if (!second) return t("given.by", { name: first.name });
  return operators.length === 2
    ? t("given.by-two", { name: first.name, other: second.name })
    : t("given.by-others", { name: first.name, count: operators.length - 1 });
};

const forReason = ({ t }: ModalView, { times, forReason: count = 0 }: Given): string =>
  count > 0 ? t(count === times ? "given.reason-all" : "given.reason", { count }) : "";

/** What the member was given by hand lately, as one line: how often, how much, by whom, and for the chosen reason. */
export const givenText = (view: ModalView, given: Given): string => {
  const { days, times: count, more, currency, amount } = given;
  if (more) return `${view.t("given.more", { count, days })}.`;
  const what = [
    view.t("given.times", { count, days }),
    currency !== null && amount ? amountText(view, amount, currencyOf(view, currency)) : "",
    byWhom(view, given),
  ];
  return [`${what.filter(Boolean).join(" · ")}.`, forReason(view, given)].filter(Boolean).join(" ");
};
