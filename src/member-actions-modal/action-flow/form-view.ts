import type { FieldProblem } from "../../fields/field-value.js";
import type { FormView } from "../../fields/form-view.js";
import type { FormField } from "../../fields/form.js";
import type { LibraryController } from "../../fields/library.js";
import { fieldHelp, fieldLabel, type ModalView } from "../modal-view.js";
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

/** What is left of the operator's limit, as the help of the amount that it limits; null: there is no limit. */
const limitText = (view: ModalView, { item }: OpenAction, { field }: FormField): string | null => {
  const { action, currency, remaining } = item;
  if (field.kind !== "amount" || remaining === null || !currency) return null;
  const amount = view.format.amount(remaining, currency.scale);
  const daily = view.operator.limits.some((limit) => limit.action === action.id && limit.per === "day" && limit.remaining === remaining);
  return daily && action.limit
    ? view.kit.translate(`action.${action.id}.limit`, action.limit, { amount })
    : view.t("field.limit", { amount });
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
    help: (entry) => limitText(view, open, entry) ?? fieldHelp(view, action, entry.name, entry.field),
    error: (entry) => {
      const problem = open.fieldProblem(entry.name);
      return problem ? problemText(view, open, entry, problem) : open.fieldRefusal(entry.name);
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
