import { css, html, nothing, type TemplateResult } from "lit";
import type { Household, HouseholdMember } from "../../../../sdk/contract/index.js";
import { MemberOpenEvent } from "../../../events/list-events.js";
import { capital } from "../../../format/code-words.js";
import { initials } from "../../../format/initials.js";
import { householdMessages } from "../../../locales/en/household.js";
import type { profileMessages } from "../../../locales/en/profile.js";
import { openReading } from "../../late-reading.js";
import type { OpenPanel, PanelContext, PanelHost } from "../../panel.js";
import type { ProfileView } from "../../profile-view.js";

type HouseholdView = ProfileView<typeof profileMessages & typeof householdMessages>;

/** Opens the profile of another one of them. */
type Open = (memberId: string) => void;

const total = ({ currency: code, spendable }: Household["accounts"][number], view: HouseholdView): unknown => {
  if (spendable === null) return nothing;
  const { scale, label } = view.currency(code);
  return html`<dt>${view.t("household.together", { currency: capital(label) })}</dt>
    <dd><bdi class="num medium">${view.format.amount(spendable, scale)}</bdi></dd>`;
};

const part = ({ currency: code, spendable }: HouseholdMember["accounts"][number], view: HouseholdView): unknown => {
  const { scale, label } = view.currency(code);
  return html`<span><bdi class="num">${view.format.amount(spendable, scale)}</bdi> ${label}</span>`;
};

/** Who stands for all of them says so; everybody else is just one of them. */
const roleBadge = ({ role }: HouseholdMember, view: HouseholdView): unknown =>
  role === "member" ? nothing : html`<span class="badge plain">${view.label("household", role)}</span>`;

/** The whole name of a button says of whom: there is one in each row. */
const openButton = ({ id, name }: HouseholdMember, open: Open, { t }: HouseholdView): TemplateResult =>
  html`<button type="button" class="btn ghost sm" part="panel-action" @click=${() => open(id)}>
    ${t("household.open")}<span class="vh">: <bdi>${name}</bdi></span>
  </button>`;

const row = (one: HouseholdMember, isShown: boolean, open: Open, view: HouseholdView): TemplateResult =>
  html`<li aria-current=${isShown ? "true" : nothing}>
    <span class="avatar md" aria-hidden="true">${initials(one.name)}</span>
    <div class="grow household-who">
      <div><bdi class="medium">${one.name}</bdi> ${roleBadge(one, view)}</div>
      <div class="small muted household-parts">${one.accounts.map((account) => part(account, view))}</div>
    </div>
    ${isShown ? html`<span class="small muted">${view.t("household.shown")}</span>` : openButton(one, open, view)}
  </li>`;

const draw = (household: Household | null, { member, view: shown, launcher }: PanelContext, open: Open): unknown => {
  if (!household) return nothing;
  const view = shown.with(householdMessages);
  const rows = household.members.map((one) => row(one, one.id === member.id, open, view));
  return html`<div class="body household-body">
    <p class="medium"><bdi>${household.name}</bdi></p>
    <dl class="facts household-together">${household.accounts.map((account) => total(account, view))}</dl>
    <ul class="list">
      ${rows}
    </ul>
    ${
      launcher
        ? html`<p class="small muted">${view.t("household.own", { name: member.firstName || member.name })}</p>`
        : nothing
    }
  </div>`;
};

/** Who belongs together with the member, and what each of them and all of them could spend. The others open from here. */
export const open = (host: PanelHost): OpenPanel =>
  openReading(host, {
    read: ({ members }, memberId, signal) => members.household(memberId, { signal }),
    draw: (household, context) =>
      draw(household, context, (memberId) => host.element.dispatchEvent(new MemberOpenEvent(memberId))),
    failure: (view) => view.with(householdMessages).t("error.household"),
  });

export const styles = css`
  .household-body {
    display: grid;
    gap: calc(var(--_u) * 2);
    overflow-wrap: anywhere;
  }
  .household-together {
    grid-template-columns: minmax(0, 1fr) auto;
    padding: calc(var(--_u) * 2.5) calc(var(--_u) * 3);
    border-radius: var(--_r);
    background: var(--_subtle);
  }
  .household-together dd {
    text-align: end;
  }
  .household-who {
    min-inline-size: 0;
  }
  .household-panel li .btn {
    margin-inline-end: -8px;
  }
  .household-parts {
    display: flex;
    flex-wrap: wrap;
    column-gap: calc(var(--_u) * 3);
  }
  @media (forced-colors: active) {
    .household-together {
      border: 1px solid CanvasText;
    }
  }
`;
