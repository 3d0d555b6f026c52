import { html, type TemplateResult } from "lit";
import type { FilterView, Nesting } from "../filter-view.js";
import type { UnknownRow } from "../model/rows.js";
import { unknownText } from "../sentence/sentence.js";
import { removeButton } from "./frame.js";
import { problemLine } from "./problem.js";

/** What this backend does not know. It is kept as it came, and can be removed. */
export const unknownRow = (row: UnknownRow, nesting: Nesting, view: FilterView): TemplateResult =>
  html`<li class="rule unknown" part="rule">
    <div class="lines"><code class="mono" dir="auto">${unknownText(row)}</code>${problemLine(row, view)}</div>
    ${removeButton(row, nesting, view)}
  </li>`;
