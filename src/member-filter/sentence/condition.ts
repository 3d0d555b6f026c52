import type { FilterField } from "../../../sdk/contract/bulk/answers.js";
import type { FieldRule } from "../../../sdk/contract/bulk/filter.js";
import { filterMessages } from "../../locales/en/filter.js";
import { fieldIn, type Scope } from "../model/editors.js";
import type { FilterMessageId, Say } from "../say.js";
import { joined, plain, strong, woven, type Part } from "./parts.js";

type Scalar = string | number | boolean;

/** As many values as a sentence takes. */
const MOST = 4;

/** A value as a person reads it. */
const valueText = (value: Scalar, { kind, scale = 0, options }: FilterField, { t, format }: Say): string => {
  const option = options?.find((each) => each.value === String(value));
  if (option) return option.label;
  if (typeof value === "boolean") return t(value ? "filter.yes" : "filter.no");
  if (typeof value === "number") return format.amount(value, scale);
  return kind === "date" ? format.date(value) : value;
};

/** A label inside a sentence: `Points to spend` is `points to spend`, and `SMS` stays. */
export const inSentence = (label: string, locale: string): string =>
  /^\p{Lu}\P{Lu}/u.test(label) ? label.charAt(0).toLocaleLowerCase(locale) + label.slice(1) : label;

/** Values with "or" between; of many the first, and how many more. */
const valuesOf = (values: readonly Scalar[], field: FilterField, say: Say): Part[] => {
  const { t, locale } = say;
  const shown = (some: readonly Scalar[]) => some.map((value) => strong(valueText(value, field, say), locale));
  if (values.length <= MOST) return joined(shown(values), "disjunction", locale);
  const more = values.length - MOST + 1;
  const list = shown(values.slice(0, MOST - 1)).flatMap((part, index) =>
    index ? [{ text: ", ", strong: false }, ...part] : part,
  );
  return woven(t("filter.say.list.more", { count: more }), {
    shown: list,
    n: strong(say.format.number(more), locale),
  });
};

/** The family of a field's own words: of its id, then of its kind. */
const phraseOf = ({ id, kind }: FilterField, operator: string): FilterMessageId => {
  const own = [`filter.say.${id}.${operator}`, `filter.say.${kind}.${operator}`].find((each) =>
    Object.hasOwn(filterMessages, each),
  );
  return (own ?? `filter.say.${operator}`) as FilterMessageId;
};

const piecesOf = (
  { operator, value }: FieldRule,
  field: FilterField,
  say: Say,
): Readonly<Record<string, readonly Part[]>> => {
  const { locale, format, t } = say;
  const label = inSentence(field.label, locale);
  const values: readonly Scalar[] = Array.isArray(value) ? (value as readonly Scalar[]) : [(value ?? "") as Scalar];
  const [first = "", second = ""] = values.map((each) => valueText(each, field, say));
  const listed =
    field.kind === "key" && (operator === "in" || operator === "notIn")
      ? strong(t("filter.say.pasted", { count: values.length, field: label }), locale)
      : valuesOf(values, field, say);
  return {
    field: plain(label, locale),
    value: Array.isArray(value) ? listed : strong(first, locale),
    from: strong(first, locale),
    to: strong(second, locale),
    n: strong(typeof value === "number" ? format.number(value) : first, locale),
  };
};

/** What a condition says: "with points to spend between 100 and 500". */
export const conditionClause = (rule: FieldRule, scope: Scope, say: Say): Part[] => {
  const field = fieldIn(scope, rule.field);
  if (!field) return [];
  const count = typeof rule.value === "number" ? rule.value : 0;
  return woven(say.t(phraseOf(field, rule.operator), { count }), piecesOf(rule, field, say));
};
