import { css, html, nothing, type TemplateResult } from "lit";
import { info } from "../../icons/signs.js";
import { actionTitle, type ModalView } from "../modal-view.js";
import type { MenuItem } from "../menu-item.js";

/** Another action of the menu, and what opens it; null: the menu has none that can be done. */
export type GoTo = (actionId: string) => { readonly item: MenuItem; readonly open: () => void } | null;

const link = (view: ModalView, { action }: MenuItem, wanted: readonly string[], goTo: GoTo): unknown => {
  if (wanted.includes(action.id)) return html`<span class="badge plain">${view.t("cases.this")}</span>`;
  const other = wanted.map(goTo).find((each) => each !== null);
  return other
    ? html`<button type="button" class="btn sm link" data-case=${other.item.action.id} @click=${other.open}>
        ${actionTitle(view, other.item)}
      </button>`
    : nothing;
};

/** What an action may bring about that nobody expects, and which one is right in which case (S4-1, S4-9). */
export const caution = (view: ModalView, item: MenuItem, goTo: GoTo): TemplateResult | typeof nothing => {
  const { id, caution: words, cases = [] } = item.action;
  if (words === undefined) return nothing;
  const { kit } = view;
  return html`<div class="callout info" id="caution">
    ${info}
    <div>
      <b>${kit.translate(`action.${id}.caution`, words)}</b>
      ${
        cases.length
          ? html`<ul class="cases">
              ${cases.map(
                ({ when, actions }, index) =>
                  html`<li>
                    <span>${kit.translate(`action.${id}.case.${index + 1}`, when)}</span>
                    ${link(view, item, actions, goTo)}
                  </li>`,
              )}
            </ul>`
          : nothing
      }
    </div>
  </div>`;
};

export const caseStyles = css`
  .cases {
    margin: calc(var(--_u) * 1.5) 0 0;
    padding: 0;
    list-style: none;
  }
  .cases li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 calc(var(--_u) * 3);
    min-block-size: 28px;
  }
  .callout .cases .btn {
    margin: 0;
  }
`;
