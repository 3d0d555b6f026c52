import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { AudienceMember, FilterField } from "../../sdk/contract/bulk/answers.js";
import { initials } from "../format/initials.js";
import { chat } from "../icons/dialog.js";
import { bolt } from "../icons/things.js";
import { rightTo } from "../parts/rights.js";
import { cell, isNumeric } from "./cells.js";
import { NAME, STATUS } from "./columns.js";
import type { ListView } from "./list-view.js";
import type { Warming } from "./warming.js";
import { isSelected, type Selection } from "./selection.js";

/** By what the list is sorted; null: by name. */
export interface Sort {
  readonly field: string;
  readonly direction: "ascending" | "descending";
}

/** What the rows do when they are pressed. */
export interface TableHost {
  readonly rows: readonly AudienceMember[];
  readonly selection: Selection;
  readonly sort: Sort;
  /** Whether rows can be selected, and acted on. */
  readonly acts: boolean;
  /** A newer page is on its way. */
  readonly busy: boolean;
  readonly hrefOf: (memberId: string) => string | null;
  readonly select: (ids: readonly string[], on: boolean, range: boolean) => void;
  readonly sortBy: (field: string) => void;
  readonly open: (memberId: string, event: Event) => void;
  readonly act: (memberId: string, action: string | null) => void;
  /** Whether a member is shown in this page: else what is read beforehand is lost. */
  readonly staysHere: boolean;
  readonly warming: Pick<Warming, "moved" | "left">;
}

const sortable = (field: Pick<FilterField, "id" | "label">, { t }: ListView, { sort, sortBy }: TableHost) =>
  html`<button
    type="button"
    class="sort ${sort.field === field.id ? sort.direction : ""}"
    aria-label=${t("list.sort", { column: field.label })}
    @click=${() => sortBy(field.id)}
  >
    <span>${field.label}</span><span class="sign" aria-hidden="true"></span>
  </button>`;

const ariaSort = (id: string, { sort }: TableHost) => (sort.field === id ? sort.direction : nothing);

const head = (view: ListView, host: TableHost): TemplateResult => {
  const { t, columns } = view;
  const ids = host.rows.map(({ id }) => id);
  const chosen = ids.filter((id) => isSelected(host.selection, id)).length;
  const all = html`<th scope="col" class="chooser">
    <label class="box"
      ><input
        type="checkbox"
        aria-label=${t("list.select.page")}
        .checked=${chosen > 0 && chosen === ids.length}
        .indeterminate=${chosen > 0 && chosen < ids.length}
        @change=${(event: Event) => host.select(ids, (event.target as HTMLInputElement).checked, false)}
    /></label>
  </th>`;
  return html`<thead>
    <tr>
      ${host.acts ? all : nothing}
      <th scope="col" class="name" aria-sort=${ariaSort(NAME, host)}>
        ${sortable({ id: NAME, label: t("list.column.member") }, view, host)}
      </th>
      ${columns.map(
        (column) =>
          html`<th scope="col" class="extra ${isNumeric(column) ? "end" : ""}" aria-sort=${ariaSort(column.id, host)}>
            ${column.sortable ? sortable(column, view, host) : column.label}
          </th>`,
      )}
      ${host.acts ? html`<th scope="col" class="acts"><span class="vh">${t("list.column.acts")}</span></th>` : nothing}
    </tr>
  </thead>`;
};

const opener = ({ id, name }: AudienceMember, host: TableHost): TemplateResult => {
  const href = host.hrefOf(id);
  const open = (event: Event) => host.open(id, event);
  const warm = host.staysHere ? "profile" : nothing;
  return href === null
    ? html`<button type="button" class="open" data-member=${id} data-warm=${warm} @click=${open}>
        <bdi data-column=${NAME}>${name}</bdi>
      </button>`
    : html`<a class="open" data-member=${id} data-warm=${warm} href=${href} @click=${open}
        ><bdi data-column=${NAME}>${name}</bdi></a
      >`;
};

/** What the columns hold, below the name: where the table is too narrow for them. */
const folded = (member: AudienceMember, view: ListView): TemplateResult =>
  html`<dl class="folded">
    ${view.columns.map((column, index) => {
      const value = cell(column, member.cells[index] ?? null, member, view);
      return value === nothing
        ? nothing
        : html`<div>
            <dt>${column.label}</dt>
            <dd data-column=${column.id}>${value}</dd>
          </div>`;
    })}
  </dl>`;

const rowAction = (
  member: AudienceMember,
  { t, ...view }: ListView,
  host: TableHost,
  { action, icon, words }: { action: string | null; icon: unknown; words: "list.message" | "list.actions" },
): unknown => {
  if (action !== null && rightTo(view, action) !== "allowed") return nothing;
  const label = t(words, { name: member.name });
  return html`<button
    type="button"
    class="btn ghost icon"
    aria-haspopup="dialog"
    aria-label=${label}
    title=${label}
    data-member=${member.id}
    data-warm="actions"
    @click=${() => host.act(member.id, action)}
  >
    ${icon}
  </button>`;
};

const row = (member: AudienceMember, view: ListView, host: TableHost): TemplateResult => {
  const { t } = view;
  const { id, name, status } = member;
  const on = isSelected(host.selection, id);
  const pick = html`<td class="chooser">
    <label class="box"
      ><input
        type="checkbox"
        aria-label=${t("list.select", { name })}
        .checked=${on}
        @click=${(event: MouseEvent) => host.select([id], (event.target as HTMLInputElement).checked, event.shiftKey)}
    /></label>
  </td>`;
  const acts = html`<td class="acts">
    ${rowAction(member, view, host, { action: "send-message", icon: chat, words: "list.message" })}
    ${rowAction(member, view, host, { action: null, icon: bolt, words: "list.actions" })}
  </td>`;
  return html`<tr part="row" class=${on ? "on" : ""}>
    ${host.acts ? pick : nothing}
    <th scope="row" class="name">
      <div class="who">
        <span class="avatar md" aria-hidden="true">${initials(name)}</span>
        <div class="grow">
          <div class="row wrap">
            ${opener(member, host)}${
              status === "active"
                ? nothing
                : html`<span class="badge plain" data-column=${STATUS}>${view.status(status)}</span>`
            }
          </div>
          <span class="mono muted small">${id}</span>
          ${folded(member, view)}
        </div>
      </div>
    </th>
    ${view.columns.map(
      (column, index) =>
        html`<td class="extra ${isNumeric(column) ? "end" : ""}" data-column=${column.id}>
          ${cell(column, member.cells[index] ?? null, member, view)}
        </td>`,
    )}
    ${host.acts ? acts : nothing}
  </tr>`;
};

/** The members of a page. */
export const table = (view: ListView, host: TableHost): TemplateResult =>
  html`<div class="scroll" role="region" tabindex="0" aria-label=${view.t("list.label")}>
    <table
      part="table"
      aria-busy=${host.busy ? "true" : "false"}
      @pointerover=${host.warming.moved}
      @focusin=${host.warming.moved}
      @pointerleave=${host.warming.left}
      @focusout=${host.warming.left}
    >
      <caption class="vh">
        ${view.t("list.label")}
      </caption>
      ${head(view, host)}
      <tbody>
        ${repeat(
          host.rows,
          ({ id }) => id,
          (member) => row(member, view, host),
        )}
      </tbody>
    </table>
  </div>`;
