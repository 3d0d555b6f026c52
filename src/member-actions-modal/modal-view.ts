import { findAction, type ActionDeclaration } from "../../sdk/contract/index.js";
import type { AttributeValue, Currency, Field, Operation } from "../../sdk/contract/index.js";
import { isSignedAmount } from "../fields/amount-values.js";
import type { FormField } from "../fields/form.js";
import type { KitController } from "../controllers/kit-controller.js";
import { detailText } from "../format/detail-text.js";
import type { Format } from "../format/format.js";
import { isolate, type Translate } from "../locales/translate.js";
import type { ModalWords } from "../locales/words.js";
import type { MenuItem } from "./menu-item.js";
import type { ModalData } from "./modal-data.js";

/** What every part of the modal is drawn with: the data that was read, the language and the formats. */
export interface ModalView extends ModalData {
  readonly kit: KitController;
  readonly t: Translate<ModalWords>;
  readonly format: Format;
}

/** Puts the data and the language together. The currencies' names are translated too. */
export const createModalView = (data: ModalData, kit: KitController, t: ModalView["t"]): ModalView => {
  const currencies = data.capabilities.currencies.map((each) => ({
    ...each,
    label: kit.translate(`currency.${each.code}`, each.label),
  }));
  const capabilities = { ...data.capabilities, currencies };
  return { ...data, capabilities, kit, t, format: kit.format(capabilities.program.timeZone) };
};

/** An amount with its unit: `500 points`. Its sign stays before it in either direction. */
export const amountText = ({ format, kit }: ModalView, minor: number, currency: Currency): string =>
  `${isolate(format.amount(minor, currency.scale), kit.locale)} ${currency.label}`;

/** A currency by its code. A currency that the backend does not list is shown by its code. */
export const currencyOf = ({ capabilities }: ModalView, code: string): Currency =>
  capabilities.currencies.find((each) => each.code === code) ?? { code, kind: "", scale: 0, label: code };

/** The name of what an operation is about: a gift, a card, a tag or a template. */
const subjectOf = ({ effects, message }: Operation): string | undefined =>
  effects.find(({ subject }) => subject)?.subject?.name ?? message?.template?.name;

const placeholderValues = (
  view: ModalView,
  item: MenuItem,
  operation: Operation | null,
  minor: number | null,
): Record<string, string> => {
  const subject = operation ? subjectOf(operation) : undefined;
  return {
    name: view.member.name,
    ...(item.currency && { currency: item.currency.label }),
    ...(item.currency && minor !== null && { amount: amountText(view, minor, item.currency) }),
    ...(subject && { subject }),
  };
};

/**
 * Translates a text of the catalogue's own inputs: in the action's own words, else in those of all actions. A backend's
 * own action stays in the backend's words.
 */
export const inputText = ({ kit }: ModalView, { id }: ActionDeclaration, key: string, english: string): string =>
  findAction(id) ? kit.translate(`action.${id}.${key}`, kit.translate(key, english)) : english;

/** What is known of the member, as a text. */
export const detailWords = ({ t, format }: ModalView, value: AttributeValue, kind: string): string =>
  detailText(value, kind, format, { yes: t("field.yes"), no: t("field.no"), none: t("effect.none") });

type Labelled = Pick<FormField, "name" | "field" | "within" | "known">;

/** A field's label; of what the program names, the program's. */
export const fieldLabel = (view: ModalView, action: ActionDeclaration, { name, field, within }: Labelled): string =>
  within
    ? view.kit.translate(`${within.words}.${within.key}`, field.label)
    : inputText(view, action, `input.${name}`, field.label);

/** A field's help; null: it has none. */
export const fieldHelp = (view: ModalView, action: ActionDeclaration, name: string, { help }: Field): string | null =>
  help ? inputText(view, action, `input.${name}.help`, help) : null;

/** What one of a field's fixed values is called. Yes and no are the same everywhere but where an action names them. */
export const optionLabel = (
  view: ModalView,
  action: ActionDeclaration,
  { name, within, known }: Labelled,
  value: string | boolean,
  label: string,
): string => {
  if (known?.kind === "language") return view.format.language(String(value));
  const isPlain = typeof value === "boolean" && (within !== undefined || !findAction(action.id));
  return isPlain ? view.t(value ? "field.yes" : "field.no") : inputText(view, action, `option.${name}.${value}`, label);
};

/** The title of an action: "Add points". */
export const actionTitle = (view: ModalView, item: MenuItem): string =>
  view.kit.translate(`action.${item.action.id}.title`, item.action.title, placeholderValues(view, item, null, null));

/** The text, or another where a placeholder of it has no value yet. */
const filledOr = (text: string, otherwise: string): string => (/\{\w+\}/.test(text) ? otherwise : text);

/**
 * The words of the confirming button: "Add 500 points". The action's title until there is an amount that could be one.
 */
export const submitText = (
  view: ModalView,
  item: MenuItem,
  operation: Operation | null,
  minor: number | null,
): string => {
  const isAmount = minor !== null && (minor > 0 || (minor < 0 && isSignedAmount(item.action)));
  const values = placeholderValues(view, item, operation, isAmount ? minor : null);
  const text = view.kit.translate(`action.${item.action.id}.submit`, item.action.submit, values);
  return filledOr(text, actionTitle(view, item));
};

/** The headline of the receipt: "500 points added". */
export const doneText = (view: ModalView, item: MenuItem, operation: Operation): string => {
  const applied = operation.changes[0]?.applied ?? null;
  const minor = applied === null || isSignedAmount(item.action) ? applied : Math.abs(applied);
  return filledOr(
    view.kit.translate(
      `action.${item.action.id}.done`,
      item.action.done,
      placeholderValues(view, item, operation, minor),
    ),
    actionTitle(view, item),
  );
};
