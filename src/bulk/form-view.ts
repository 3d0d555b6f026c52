import type { Field } from "../../sdk/contract/index.js";
import type { FormView } from "../fields/form-view.js";
import { isKnown, type LibraryController, type LibraryList, type Option, optionOf } from "../fields/library.js";
import { isOffered } from "../fields/offered.js";
import { problemText } from "../fields/problem-text.js";
import type { BulkForm } from "./bulk-form.js";
import { type BulkView, currencyOf } from "./bulk-view.js";

interface FormOptions {
  readonly library: LibraryController;
  /** The search texts of pickers, by field. */
  readonly queries: Map<string, string>;
  /** Something was typed or chosen. */
  readonly changed: () => void;
}

const NOTHING: LibraryList = { state: "ready", options: [], error: null };

/** Lists that come with what the backend can do: of the program, not of a member. */
const known = ({ capabilities }: BulkView, list: Field["list"]): readonly Option[] => {
  const steps = list === "tiers" ? capabilities.tiers : list === "hidden-tiers" ? (capabilities.hiddenTiers ?? []) : [];
  const currencies = list === "currencies" ? capabilities.currencies : [];
  return [
    ...steps.map(({ id, name }) => optionOf(id, name)),
    ...currencies.map(({ code, label }) => optionOf(code, label)),
  ];
};

/** The program's list that a field picks from, as far as it is for this action. */
const listOf = (view: BulkView, { choice }: BulkForm, field: Field, library: LibraryController): LibraryList => {
  if (isKnown(field.list)) return { ...NOTHING, options: known(view, field.list) };
  const asking = { capabilities: view.capabilities, permissions: view.operator?.permissions ?? ["*"] };
  const list = library.list(field);
  return { ...list, options: list.options.filter((option) => isOffered(asking, choice.action.id, field, option)) };
};

/** What the form of a one-time action is drawn with. */
export const formViewOf = (view: BulkView, open: BulkForm, { library, queries, changed }: FormOptions): FormView => {
  const { action } = open.choice;
  const words = (key: string, english: string) =>
    view.kit.translate(`action.${action.id}.${key}`, view.kit.translate(key, english));
  const andRender =
    <Values extends unknown[]>(act: (...values: Values) => void) =>
    (...values: Values): void => {
      act(...values);
      changed();
    };
  const scaleOf = ({ kind }: Field): number => (kind === "amount" ? (open.choice.currency?.scale ?? 0) : 0);
  const { currency } = open.form;
  return {
    form: { ...open.form, currency: currency && currencyOf(view, currency.code) },
    draft: open.draft,
    locked: false,
    t: view.fields,
    label: ({ name, field, within }) =>
      within ? view.kit.translate(`${within.words}.${within.key}`, field.label) : words(`input.${name}`, field.label),
    none: ({ name }, label) => words(`input.${name}.none`, label),
    option: ({ name }, value, label) => words(`option.${name}.${value}`, label),
    alternative: ({ name, label }) => view.kit.translate(`alternative.${name}`, label),
    help: ({ name, field }) => (field.help ? words(`input.${name}.help`, field.help) : null),
    error: ({ name, field }) => {
      const problem = open.problemOf(name);
      return problem && problemText({ t: view.fields, format: view.format }, scaleOf(field), problem);
    },
    remedies: () => [],
    set: andRender((name, value) => open.set(name, value)),
    leave: andRender((name) => open.leave(name)),
    choose: andRender((name) => open.choose(name)),
    list: (field) => listOf(view, open, field, library),
    reload: (field) => library.reload(field),
    members: () => NOTHING,
    reloadMembers: () => undefined,
    query: (name) => queries.get(name) ?? "",
    search: andRender((name, query) => {
      queries.set(name, query);
    }),
    segments: null,
  };
};
