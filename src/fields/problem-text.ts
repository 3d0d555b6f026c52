import type { Format } from "../format/format.js";
import type { fieldMessages } from "../locales/en/fields.js";
import type { Translate } from "../locales/translate.js";
import type { FieldProblem } from "./field-value.js";

/** Says what is wrong with what is typed into a field whose number has so many decimal places. */
export const problemText = (
  { t, format }: { readonly t: Translate<typeof fieldMessages>; readonly format: Format },
  scale: number,
  problem: FieldProblem,
): string => {
  const { min = 0, max = 0, length = 0, number = 0 } = problem.values ?? {};
  const formatted = (minor: number) => format.amount(minor, scale);
  if (problem.code === "too-precise")
    return scale ? t("field.error.too-precise", { count: scale }) : t("field.error.too-precise.whole");
  return t(`field.error.${problem.code}`, {
    min: formatted(min),
    max: formatted(max),
    length: formatted(length),
    number: formatted(number),
    example: formatted(15 * 10 ** scale),
  });
};
