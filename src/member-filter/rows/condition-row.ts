import { html, nothing, type TemplateResult } from "lit";
import type { FilterField } from "../../../sdk/contract/bulk/answers.js";
import type { FilterOperator } from "../../../sdk/contract/bulk/filter.js";
import { filterMessages } from "../../locales/en/filter.js";
import type { FilterView, Nesting } from "../filter-view.js";
import { editorOf, eventScope, fieldGroups, fieldIn, memberScope, operatorsOf, type Scope } from "../model/editors.js";
import { withField, withOperator } from "../model/condition.js";
import type { ConditionRow } from "../model/rows.js";
import type { FilterMessageId } from "../say.js";
import { select, type Choice } from "./controls.js";
import { rowFrame } from "./frame.js";
import { problemId, wrongIn } from "./problem.js";
import { valueInput } from "./value-input.js";

const known = (id: string): FilterMessageId | undefined =>
  Object.hasOwn(filterMessages, id) ? (id as FilterMessageId) : undefined;

/** What a comparison is called: dates, sets and pasted lists have words of their own. */
const operatorWords = (operator: FilterOperator, { kind }: FilterField, { t }: FilterView): string =>
  t(known(`filter.op.${kind}.${operator}`) ?? `filter.op.${operator}`);

/** What a group of fields is called; the backend's own name where the kit knows none. */
const groupWords = (group: string, { t }: FilterView): string => {
  const id = known(`filter.fields.${group}`);
  return id ? t(id) : group;
};

/** The fields to choose from, under their groups. */
const fieldChoices = (scope: Scope, view: FilterView): readonly (readonly [string, readonly Choice[]])[] => {
  const groups = fieldGroups(scope.fields);
  const choices = (fields: readonly FilterField[]) => fields.map(({ id, label }) => ({ value: id, label }));
  return [
    ["", [{ value: "", label: view.t("filter.field.choose") }]],
    ...groups.map(([group, fields]) => [groups.length > 1 ? groupWords(group, view) : "", choices(fields)] as const),
  ];
};

const fieldSelect = (row: ConditionRow, scope: Scope, view: FilterView): TemplateResult =>
  select(
    {
      id: `${row.key}-field`,
      label: view.t("filter.field"),
      value: row.field,
      locked: view.locked,
      error: undefined,
      change: (id) => view.edit(withField(row, fieldIn(scope, id), fieldIn(scope, row.field))),
    },
    fieldChoices(scope, view),
    "of-field",
  );

const operatorSelect = (row: ConditionRow, field: FilterField, view: FilterView): TemplateResult =>
  select(
    {
      id: `${row.key}-operator`,
      label: view.t("filter.operator"),
      value: row.operator,
      locked: view.locked,
      error: undefined,
      change: (operator) => view.edit(withOperator(row, field, operator)),
    },
    [["", operatorsOf(field).map((operator) => ({ value: operator, label: operatorWords(operator, field, view) }))]],
    "of-operator",
  );

/** A condition: its field, how it is compared, and with what. */
export const conditionRow = (row: ConditionRow, nesting: Nesting, view: FilterView): TemplateResult => {
  const scope = nesting.event === null ? memberScope(view.schema) : eventScope(view.schema, nesting.event);
  const field = fieldIn(scope, row.field);
  const editor = field && editorOf(field, row.operator);
  const error = wrongIn(row, view) === undefined ? undefined : problemId(row);
  const value = editor && valueInput({ row, field, editor, error }, view);
  const controls = html`<div class="parts">
    ${fieldSelect(row, scope, view)} ${field ? operatorSelect(row, field, view) : nothing} ${value ?? nothing}
  </div>`;
  return rowFrame(row, controls, nesting, view);
};
