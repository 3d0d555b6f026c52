import { html, nothing, type TemplateResult } from "lit";
import { editableNumber } from "../../fields/number-text.js";
import { alert } from "../../icons/signs.js";
import type { FilterView } from "../filter-view.js";
import type { Row } from "../model/rows.js";
import { isMissing, type RowProblem } from "../model/texts.js";

/** What is wrong with a row, in words. */
const problemText = ({ code, values = {} }: RowProblem, { t, format, locale }: FilterView): string => {
  if (code === "too-precise" && values.count === 0) return t("filter.problem.too-precise.whole");
  const { number, scale = 0 } = values;
  const example = editableNumber(scale ? 1250 : 12, scale, locale);
  return t(`filter.problem.${code}`, {
    example,
    ...values,
    ...(number !== undefined && { number: format.amount(number, scale) }),
  });
};

/** The id of what stands below a row. */
export const problemId = ({ key }: Row): string => `${key}-problem`;

/** What is wrong with a row as it is shown: what is only half typed is not. */
export const wrongIn = (row: Row, { reading, refusals, typing }: FilterView): RowProblem | string | undefined => {
  const problem = reading.problems.get(row.key);
  if (problem) return isMissing(problem) || typing === row.key ? undefined : problem;
  return refusals.get(row.key);
};

/** Says below a row what is wrong with it, or that it is not counted yet and why. */
export const problemLine = (row: Row, view: FilterView): TemplateResult | typeof nothing => {
  const wrong = wrongIn(row, view);
  if (wrong !== undefined)
    return html`<p class="err" id=${problemId(row)}>
      ${alert}<span>${typeof wrong === "string" ? wrong : problemText(wrong, view)}</span>
    </p>`;
  const problem = view.reading.problems.get(row.key);
  return problem && isMissing(problem)
    ? html`<p class="help" id=${problemId(row)}>${view.t("filter.left-out")} ${problemText(problem, view)}</p>`
    : nothing;
};
