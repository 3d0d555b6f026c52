import { css, html, nothing, type TemplateResult } from "lit";
import type { JobItem } from "../../sdk/contract/bulk/answers.js";
import { reasonText } from "../parts/reasons.js";
import type { BulkView } from "./bulk-view.js";
import type { JobRun } from "./job-run.js";

/** What a column of a file is called. */
type HeaderOf = (column: string) => string;

const line = (
  view: BulkView,
  { position, member, code, detail, column }: JobItem,
  headerOf: HeaderOf,
): TemplateResult =>
  html`<tr>
    <td class="num">${position}</td>
    ${member ? html`<th scope="row"><bdi>${member.name ?? member.id}</bdi></th>` : html`<td></td>`}
    <td>
      ${column ? html`<bdi class="muted">${headerOf(column)}:</bdi> ` : nothing}<bdi
        >${code ? reasonText(view.kit, { code, detail: detail ?? "" }) : nothing}</bdi
      >
    </td>
  </tr>`;

/** To whom it was not done, and why; of a file, in which row and column. */
export const jobItems = (view: BulkView, run: JobRun, headerOf: HeaderOf = (column) => column): TemplateResult => {
  const { t } = view;
  if (run.items.length === 0)
    return run.busy ? html`<span class="spin"></span>` : html`<p class="muted">${t("bulk.items.none")}</p>`;
  return html`<div class="items" role="region" tabindex="0" aria-label=${t("bulk.items")}>
      <table>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">${t("bulk.items.member")}</th>
            <th scope="col">${t("bulk.why")}</th>
          </tr>
        </thead>
        <tbody>
          ${run.items.map((item) => line(view, item, headerOf))}
        </tbody>
      </table>
    </div>
    ${
      run.hasMoreItems
        ? html`<button type="button" class="btn sm" @click=${() => void run.readItems()}>
            ${t("bulk.items.more")}
          </button>`
        : nothing
    }`;
};

export const jobItemsStyles = css`
  .items {
    max-block-size: 16rem;
    overflow: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_r);
  }
  .items table {
    inline-size: 100%;
    border-collapse: collapse;
    table-layout: fixed;
    overflow-wrap: anywhere;
    font-size: var(--_fs-2);
  }
  .items :is(th, td) {
    block-size: auto;
    padding: calc(var(--_u) * 1.5) calc(var(--_u) * 2.5);
    text-align: start;
    font-weight: 400;
    vertical-align: baseline;
  }
  .items thead th:first-child {
    inline-size: 4rem;
  }
  .items thead th:nth-child(2) {
    inline-size: 38%;
  }
  .items thead th {
    position: sticky;
    inset-block-start: 0;
  }
`;
