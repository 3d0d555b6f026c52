import type { FilterField } from "../../../sdk/contract/bulk/answers.js";
import { editorOf, operatorsOf, partsOf, type Editor } from "./editors.js";
import type { ConditionRow } from "./rows.js";

/** Editors of one kind hold the same texts. */
const kindOf = (editor: Editor): Editor =>
  editor === "numbers" ? "number" : editor === "dates" ? "date" : editor === "chips" ? "choice" : editor;

/** What was typed, as far as another editor can hold it. */
const carried = (texts: readonly string[], from: Editor | undefined, to: Editor | undefined): readonly string[] =>
  from && to && kindOf(from) === kindOf(to) ? texts.filter((text) => text !== "").slice(0, partsOf(to)) : [];

/** The same row with another comparison. */
export const withOperator = (row: ConditionRow, field: FilterField, operator: string): ConditionRow => ({
  ...row,
  operator,
  texts: carried(row.texts, editorOf(field, row.operator), editorOf(field, operator)),
});

/** The same row on another field: the comparison stays where that field has it, and what was typed where it fits. */
export const withField = (
  row: ConditionRow,
  field: FilterField | undefined,
  before: FilterField | undefined,
): ConditionRow => {
  if (!field) return { ...row, field: "", operator: "", texts: [] };
  const operators: readonly string[] = operatorsOf(field);
  const operator = operators.includes(row.operator) ? row.operator : (operators[0] ?? "");
  const fits = before?.kind === field.kind && !before.options && !field.options;
  const texts = fits ? carried(row.texts, editorOf(before, row.operator), editorOf(field, operator)) : [];
  return { ...row, field: field.id, operator, texts };
};
