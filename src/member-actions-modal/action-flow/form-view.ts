import type { Field, Message, Purchase } from "../../../sdk/contract/index.js";
import { MASKED } from "../../../sdk/contract/masked.js";
import type { Remedy } from "../../fields/field-view.js";
import type { FormView } from "../../fields/form-view.js";
import type { FormField } from "../../fields/form.js";
import { isKnown, type LibraryController, type LibraryList, type Option } from "../../fields/library.js";
import type { MemberFinder } from "../../fields/member-finder.js";
import { editableNumber } from "../../fields/number-text.js";
import { isOffered } from "../../fields/offered.js";
import { listOf } from "../../format/list.js";
import { isolate } from "../../locales/translate.js";
import { capabilityOf } from "../../parts/capability.js";
import { reasonText } from "../../parts/reasons.js";
import {
  amountText,
  currencyOf,
  fieldHelp,
  fieldLabel,
  inputText,
  optionLabel,
  type ModalView,
} from "../modal-view.js";
import { channelName } from "./message-rows.js";
import { fieldError, numberThatWorks, scaleOf } from "./field-error.js";
import type { OpenAction } from "./open-action.js";
import { knownList } from "./known-lists.js";

export interface FormViewOptions {
  readonly library: LibraryController;
  readonly finder: MemberFinder;
  /** Something was typed or chosen. */
  readonly changed: () => void;
}

/** The most that an amount may be, as its help: by the operator's limit or the backend's; null: there is no limit. */
const limitText = (view: ModalView, { item }: OpenAction, { field }: FormField): string | null => {
  const { action, currency, remaining } = item;
  if (field.kind !== "amount" || !currency) return null;
  const maximum = capabilityOf(view.capabilities, action.id)?.maximum ?? null;
  if (maximum !== null && maximum <= (remaining ?? maximum))
    return view.t("field.maximum", { amount: view.format.amount(maximum, currency.scale) });
  if (remaining === null) return null;
  const amount = view.format.amount(remaining, currency.scale);
  const isWindow = view.operator.limits.some(
    (limit) => limit.action === action.id && limit.per !== "operation" && limit.remaining === remaining,
  );
  return view.t(isWindow ? "field.limit.left" : "field.limit", { amount });
};

/** That the member reads the note too, where the backend shows it to them or does not say to whom (U10); else null. */
const noteText = (view: ModalView, { item }: OpenAction, { name }: FormField): string | null => {
  const { noteSeenBy = "internal" } = capabilityOf(view.capabilities, item.action.id) ?? {};
  return name === "note" && noteSeenBy !== "internal" ? view.t("field.note.seen", { name: view.member.name }) : null;
};

/** What is hidden here, as far as it is shown, and that it can be replaced; else null. */
const maskedText = (view: ModalView, { known }: FormField): string | null =>
  known?.kind === MASKED ? view.t("field.masked", { shown: String(known.shown) }) : null;

/** Why a reward can't be claimed as the form is filled in, in words. That there are none left, its stock says. */
const whyNot = (view: ModalView, open: OpenAction, { eligibleUnless }: Field, { offer }: Option): string => {
  if (eligibleUnless === undefined || !offer) return "";
  const isForced = open.reading.values[eligibleUnless] === true;
  return offer.obstacles
    .filter(({ code, forced }) => code !== "out-of-stock" && !(forced && isForced))
    .map((obstacle) => reasonText(view.kit, obstacle))
    .join(" ");
};

const costOf = (view: ModalView, { offer }: Option): string =>
  offer?.price ? amountText(view, offer.price.amount, currencyOf(view, offer.price.currency)) : "";

const noted = ({ t, format }: ModalView, { note }: Option, until: string): string =>
  [t("field.picker.until", { date: format.date(until) }), ...(note ? [note] : [])].join(" · ");

/** A purchase by what can come back of it, when and where it was, and of what. */
const purchaseWords = ({ format }: ModalView, { amount, returned, at, branch, receipt, items }: Purchase) => {
  const bought = items.map(({ item, quantity }) =>
    quantity > 1 ? `${quantity} × ${isolate(item.name, format.locale)}` : item.name,
  );
  return {
    name: format.money({ ...amount, amount: amount.amount - returned }),
    note: [format.date(at), branch?.name, receipt, listOf(bought, format.locale)].filter(Boolean).join(" · "),
  };
};

/** An option with its words: its last day, what it costs, why it can't be chosen. */
const inWords = (view: ModalView, open: OpenAction, field: Field, option: Option): Option => {
  const [cost, why] = [costOf(view, option), whyNot(view, open, field, option)];
  return {
    ...option,
    ...(option.channel && { name: `${option.name} · ${channelName(view, option.channel)}` }),
    ...(option.purchase && purchaseWords(view, option.purchase)),
    ...(option.until !== null && { note: noted(view, option, option.until) }),
    ...(cost && { cost }),
    ...(why && { whyNot: why }),
  };
};

/** A list as it is offered to this member, as the form is filled in. */
const offered = (view: ModalView, open: OpenAction, field: Field, list: LibraryList): LibraryList => ({
  ...list,
  options: list.options
    .filter((option) =>
      isOffered(
        { capabilities: view.capabilities, permissions: view.operator.permissions },
        open.item.action.id,
        field,
        option,
      ),
    )
    .map((option) => inWords(view, open, field, option)),
});

/** What could be done about what is wrong with a field. */
const remediesOf = (view: ModalView, open: OpenAction, entry: FormField): readonly Remedy[] => {
  const { name } = entry;
  if (open.isOvertaken(entry))
    return [
      { label: view.t("field.theirs"), take: () => open.set(name, undefined) },
      { label: view.t("field.mine"), take: () => open.insist(name) },
    ];
  const number = numberThatWorks(view, open, entry);
  if (number === null) return [];
  const scale = scaleOf(open, entry);
  const text = editableNumber(number, scale, view.kit.locale);
  const label = view.t("field.use", { amount: view.format.amount(number, scale) });
  return [{ label, take: () => open.set(name, text) }];
};

/** How many SMS it takes; null: it is none, or that is not known. */
const segmentsOf = (message: Message | null | undefined): number | null =>
  message?.channel === "sms" ? message.segments : null;

/** What the form of an open action is drawn with. */
export const createFormView = (
  view: ModalView,
  open: OpenAction,
  { library, finder, changed }: FormViewOptions,
): FormView => {
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
    label: (entry) => fieldLabel(view, action, entry),
    none: ({ name }, label) => inputText(view, action, `input.${name}.none`, label),
    option: (entry, value, label) => optionLabel(view, action, entry, value, label),
    alternative: ({ name, label }) => view.kit.translate(`alternative.${name}`, label),
    help: (entry) =>
      limitText(view, open, entry) ??
      noteText(view, open, entry) ??
      maskedText(view, entry) ??
      fieldHelp(view, action, entry.name, entry.field),
    error: (entry) => fieldError(view, open, entry),
    remedies: (entry) => remediesOf(view, open, entry).map(({ label, take }) => ({ label, take: andRender(take) })),
    set: andRender((name, value) => open.set(name, value)),
    leave: (name) => {
      if (open.leave(name)) changed();
    },
    choose: andRender((name) => open.choose(name)),
    list: (field) =>
      isKnown(field.list)
        ? knownList(view, field.list)
        : offered(view, open, field, library.list(field, view.member.id)),
    reload: (field) => library.reload(field, view.member.id),
    members: (name) => finder.list(open.queries.get(name) ?? "", open.draft.values[name], view.member.id),
    reloadMembers: () => finder.reload(),
    query: (name) => open.queries.get(name) ?? "",
    search: andRender((name, query) => {
      open.queries.set(name, query);
    }),
    segments: segmentsOf(open.run.preview.operation?.message),
  };
};
