import type { FormField } from "../../fields/form.js";
import { moneyScale } from "../../fields/kinds/money.js";
import { problemText } from "../../fields/problem-text.js";
import { wrongText } from "../../parts/reasons.js";
import { amountText, detailWords, type ModalView } from "../modal-view.js";
import type { OpenAction } from "./open-action.js";

/** Decimal places of a field's number. Limits of an amount are in minor units and are shown in the currency's units. */
export const scaleOf = ({ item, form }: OpenAction, { field }: FormField): number => {
  if (field.kind === "money") return moneyScale(form);
  return field.kind === "amount" ? (item.currency?.scale ?? 0) : 0;
};

/** What the action takes from now, in minor units; null: the action has no currency, or it is not known. */
const held = ({ member }: ModalView, { item: { action, currency } }: OpenAction): number | null => {
  const account = member.accounts.find((each) => each.currency === currency?.code);
  return currency && (account ? account[action.takesFrom ?? "spendable"] : 0);
};

/** What the operator's limit leaves now, in minor units; null: there is no limit. */
const remaining = ({ memberActions }: ModalView, { item: { action, currency } }: OpenAction): number | null =>
  memberActions.find((each) => each.action === action.id && each.currency === (currency?.code ?? null))?.remaining ??
  null;

/** The most that would not be refused for this reason; null: that is not known. */
const mostOf = (view: ModalView, open: OpenAction, code: string): number | null =>
  code === "limit-exceeded" ? remaining(view, open) : code === "insufficient-balance" ? held(view, open) : null;

/** The number that would be taken in place of a refused one, in minor units; null: there is none, or it is not known. */
export const numberThatWorks = (view: ModalView, open: OpenAction, { name, field }: FormField): number | null => {
  const { min = 1, max = Infinity } = field;
  const typed = open.amount ?? 0;
  const problem = open.fieldProblem(name);
  if (problem) {
    if (problem.code === "too-small") return min;
    return problem.code === "over-max" ? max : (problem.values?.number ?? null);
  }
  const refusal = open.fieldRefusal(name);
  const most = refusal && mostOf(view, open, refusal.code);
  if (most === null) return null;
  const number = Math.min(most, max, remaining(view, open) ?? Infinity);
  if (number < Math.max(min, 1) || number >= Math.abs(typed)) return null;
  return typed < 0 ? -number : number;
};

/** Codes of the server's for which the kit has words. */
const ownWords = ["blank", "not-storable"] as const;

/** How much there is of what the action takes from. */
const hasText = {
  spendable: "field.error.has",
  spent: "field.error.has-spent",
  expired: "field.error.has-expired",
} as const;

/** What the server found wrong with a field, and how much there is, where that is known. */
const fieldRefusalText = (view: ModalView, open: OpenAction, refusal: { code: string; detail: string }): string => {
  const own = ownWords.find((code) => code === refusal.code);
  if (own) return view.t(`field.error.${own}`);
  const { currency } = open.item;
  const most = mostOf(view, open, refusal.code);
  if (most === null || !currency || most >= Math.abs(open.amount ?? 0)) return wrongText(view.kit, refusal);
  if (refusal.code === "insufficient-balance")
    return view.t(hasText[open.item.action.takesFrom ?? "spendable"], {
      name: view.member.firstName,
      amount: amountText(view, most, currency),
    });
  return `${wrongText(view.kit, refusal)} ${view.t("field.error.over-max", { max: view.format.amount(most, currency.scale) })}`;
};

/** What the form finds wrong with what is typed, before the field is left; null: nothing. */
export const typedError = (view: ModalView, open: OpenAction): string | null => {
  const entry = open.wronglyTyped;
  const problem = entry && open.reading.problems[entry.name];
  return problem ? problemText(view, scaleOf(open, entry), problem) : null;
};

/** What is wrong with a field, found by the form or by the server; null: nothing. */
export const fieldError = (view: ModalView, open: OpenAction, entry: FormField): string | null => {
  if (entry.known && open.isOvertaken(entry)) {
    const { shown, kind } = entry.known;
    return view.t("field.error.overtaken", { value: detailWords(view, shown, kind) });
  }
  const problem = open.fieldProblem(entry.name);
  if (problem) return problemText(view, scaleOf(open, entry), problem);
  const refusal = open.fieldRefusal(entry.name);
  return refusal && fieldRefusalText(view, open, refusal);
};
