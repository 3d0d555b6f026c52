import { css, html, nothing, type TemplateResult } from "lit";
import type { Member } from "../../sdk/contract/index.js";
import { initials } from "../format/initials.js";
import { check, clock, stop } from "../icons/signs.js";
import { bolt } from "../icons/things.js";
import { copyable } from "../parts/copyable.js";
import { mayAct } from "../parts/rights.js";
import { launchButton, type Launcher } from "./launcher.js";
import type { ProfileView } from "./profile-view.js";
import { ladder } from "./tier-ladder.js";

const looks: Readonly<Record<string, { tone: string; icon: unknown }>> = {
  active: { tone: "success", icon: check },
  blocked: { tone: "danger", icon: stop },
  pending: { tone: "pending", icon: clock },
};

const status = (member: Member, view: ProfileView): TemplateResult => {
  const look = looks[member.status] ?? { tone: "plain", icon: nothing };
  return html`<span class="badge ${look.tone}" part="status">${look.icon}${view.label("status", member.status)}</span>`;
};

/** The Actions button. Of an operator who may do nothing it is not the thing to press. */
const actions = (launcher: Launcher, view: ProfileView): TemplateResult => {
  const may = mayAct(view);
  const content = html`${bolt}${view.t("actions")}`;
  const button = launchButton(
    { action: null, look: may ? "primary" : "", part: "actions-button", content },
    launcher,
    view,
  );
  return may ? button : html`<span class="muted small">${view.t("actions.none")}</span>${button}`;
};

/** Who it is, what stands `beside` that, how they stand, what is said `below` their tier, and the Actions button. */
export const header = (
  member: Member,
  view: ProfileView,
  launcher: Launcher | null,
  beside: unknown,
  below: unknown,
): TemplateResult =>
  html`<div class="panel head" part="header">
    <div class="avatar" aria-hidden="true">${initials(member.name)}</div>
    <div class="who">
      <div class="row wrap">
        <h2 part="name" dir="auto">${member.name}</h2>
        ${status(member, view)}${beside}
      </div>
      <div class="ids">
        ${copyable(member.id, view.t("copy.member", { id: member.id }))}
        ${
          member.supportId
            ? html`<span class="id"
                >${view.t("support")}
                ${copyable(member.supportId, view.t("copy.support", { id: member.supportId }))}</span
              >`
            : nothing
        }
        ${member.joinedAt ? html`<span class="id">${view.t("since", { date: view.format.date(member.joinedAt) })}</span>` : nothing}
      </div>
    </div>
    <div class="acts"><slot name="header-actions"></slot>${launcher ? actions(launcher, view) : nothing}</div>
    ${ladder(member, view)} ${below}
  </div>`;

export const headerStyles = css`
  .head {
    padding: calc(var(--_u) * 5);
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: calc(var(--_u) * 1.5) calc(var(--_u) * 4);
    align-items: center;
  }
  .head .acts {
    align-self: start;
  }
  .head h2 {
    font-size: var(--_fs-5);
    font-weight: 600;
    letter-spacing: -0.01em;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .head h2:dir(rtl) {
    letter-spacing: 0;
  }
  .ids {
    display: flex;
    flex-wrap: wrap;
    gap: 2px calc(var(--_u) * 4);
    font-size: var(--_fs-2);
    color: var(--_muted);
    margin-block-start: 2px;
  }
  .id {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--_u) * 2);
  }
  @container (inline-size < max(640px, 40rem)) {
    .head {
      padding: calc(var(--_u) * 4);
      grid-template-columns: auto minmax(0, 1fr);
    }
    .head .acts {
      grid-area: 1 / 2;
      justify-self: end;
      align-self: center;
    }
    .who {
      grid-column: 1 / -1;
      margin-block-start: calc(var(--_u) * 1.5);
    }
  }
  @media (pointer: coarse) {
    .ids {
      gap: 0 calc(var(--_u) * 4);
    }
  }
`;
