import type { FieldProblem } from "../../fields/field-value.js";
import type { FormView } from "../../fields/form-view.js";
import type { FormField } from "../../fields/form.js";
import type { LibraryController } from "../../fields/library.js";
import { capabilityOf } from "../../parts/capability.js";
import { fieldHelp, fieldLabel, refusalText, type ModalView } from "../modal-view.js";
import type { OpenAction } from "./open-action.js";

export interface FormViewOptions {
  readonly library: LibraryController;
  /** Something was typed or chosen. */
  readonly changed: () => void;
}

/** Says what is wrong with a value. Limits of an amount are in minor units and are shown in the currency's units. */
const problemText = (view: ModalView, open: OpenAction, { field }: FormField, problem: FieldProblem): string => {
  const scale = field.kind === "amount" ? (open.item.currency?.scale ?? 0) : 0;
  const { min = 0, max = 0, length = 0 } = problem.values ?? {};
  const formatted = (minor: number) => view.format.amount(minor, scale);
  if (problem.code === "too-precise")
    return scale ? view.t("field.error.too-precise", { count: scale }) : view.t("field.error.too-precise.whole");
  return view.t(`field.error.${problem.code}`, {
    min: formatted(min),
    max: formatted(max),
    length: formatted(length),
    example: formatted(15 * 10 ** scale),
  });
};

/** The most that would work, in minor units; null: it is not known, or not below what was typed. */
const mostThatWorks = (view: ModalView, { item, amount }: OpenAction, code: string): number | null => {
  const account = view.member.accounts.find(({ currency }) => currency === item.currency?.code);
  const most =
    code === "limit-exceeded" ? item.remaining : code === "insufficient-balance" ? (account?.spendable ?? null) : null;
  return most !== null && amount !== null && most > 0 && most < amount ? most : null;
};

/** Codes of the server's for which the kit has words. */
const ownWords = ["blank", "not-storable"] as const;

/** What the server found wrong with a field, and the number that would work, where that is known. */
const fieldRefusalText = (view: ModalView, open: OpenAction, refusal: { code: string; detail: string }): string => {
  const own = ownWords.find((code) => code === refusal.code);
  if (own) return view.t(`field.error.${own}`);
  const most = mostThatWorks(view, open, refusal.code);
  const max = most === null ? null : view.format.amount(most, open.item.currency?.scale ?? 0);
  return [refusalText(view, refusal), max && view.t("field.error.over-max", { max })].filter(Boolean).join(" ");
};

/** The most that an amount may be, as its help: by the operator's limit or the backend's; null: there is no limit. */
const limitText = (view: ModalView, { item }: OpenAction, { field }: FormField): string | null => {
  const { action, currency, remaining } = item;
  if (field.kind !== "amount" || !currency) return null;
  const maximum = capabilityOf(view.capabilities, action.id)?.maximum ?? null;
  if (maximum !== null && maximum <= (remaining ?? maximum))
    return view.t("field.maximum", { amount: view.format.amount(maximum, currency.scale) });
  if (remaining === null) return null;
  const amount = view.format.amount(remaining, currency.scale);
  const daily = view.operator.limits.some(
    (limit) => limit.action === action.id && limit.per === "day" && limit.remaining === remaining,
  );
  return daily && action.limit
    ? view.kit.translate(`action.${action.id}.limit`, action.limit, { amount })
    : view.t("field.limit", { amount });
};

/** That the member reads the note too, where the backend shows it to them or does not say to whom (U10); else null. */
const noteText = (view: ModalView, { item }: OpenAction, { name }: FormField): string | null => {
  const { noteSeenBy = "internal" } = capabilityOf(view.capabilities, item.action.id) ?? {};
  return name === "note" && noteSeenBy !== "internal" ? view.t("field.note.seen", { name: view.member.name }) : null;
};

/** What the form of an open action is drawn with. */
export const createFormView = (view: ModalView, open: OpenAction, { library, changed }: FormViewOptions): FormView => {
  const andRender =
    <Values extends unknown[]>(act: (...values: Values) => void) =>
    (...values: Values): void => {
      act(...values);
      changed();
    };
  const { action } = open.item;
  return {
    form: open.form,
    draft: open.draft,
    locked: open.run.inFlight,
    t: view.t,
    label: ({ name, field }) => fieldLabel(view, action, name, field),
    alternative: ({ name, label }) => view.kit.translate(`alternative.${name}`, label),
    help: (entry) =>
      limitText(view, open, entry) ?? noteText(view, open, entry) ?? fieldHelp(view, action, entry.name, entry.field),
    error: (entry) => {
      const problem = open.fieldProblem(entry.name);
      const refusal = open.fieldRefusal(entry.name);
      return problem ? problemText(view, open, entry, problem) : refusal && fieldRefusalText(view, open, refusal);
    },
    set: andRender((name, value) => open.set(name, value)),
    leave: (name) => {
      if (open.leave(name)) changed();
    },
    choose: andRender((name) => open.choose(name)),
    list: (field) => library.list(field),
    reload: (field) => library.reload(field),
    query: (name) => open.queries.get(name) ?? "",
    search: andRender((name, query) => {
      open.queries.set(name, query);
    }),
    segments: open.item.action.channel === "sms" ? (open.run.preview.operation?.message?.segments ?? null) : null,
  };
};
