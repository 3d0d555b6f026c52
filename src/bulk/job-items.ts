import { css, html, nothing, type TemplateResult } from "lit";
import type { JobItem } from "../../sdk/contract/bulk/answers.js";
import { type BulkView, reasonText } from "./bulk-view.js";
import type { JobRun } from "./job-run.js";

const line = (view: BulkView, { position, member, code, detail, column }: JobItem): TemplateResult =>
  html`<tr>
    <td class="num">${position}</td>
    <th scope="row" dir="auto">${member ? (member.name ?? member.id) : nothing}</th>
    <td dir="auto">
      ${column ? html`<b class="medium">${column}</b> ` : nothing}${code ? reasonText(view, { code, detail: detail ?? "" }) : nothing}
    </td>
  </tr>`;

/** Who failed or was skipped, and why. */
export const jobItems = (view: BulkView, run: JobRun): TemplateResult => {
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
          ${run.items.map((item) => line(view, item))}
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
    font-size: var(--_fs-2);
  }
  .items :is(th, td) {
    block-size: auto;
    padding: 6px 10px;
    text-align: start;
    font-weight: 400;
    vertical-align: baseline;
  }
  .items thead th {
    position: sticky;
    inset-block-start: 0;
  }
`;
