import { html, nothing, type TemplateResult } from "lit";
import type { Member } from "../../sdk/contract/index.js";
import { initials } from "../format/initials.js";
import { check, clock, stop } from "../icons/signs.js";
import { bolt } from "../icons/things.js";
import { copyable } from "../parts/copyable.js";
import { ladder } from "./tier-ladder.js";
import { launch, type Launcher } from "./launcher.js";
import type { View } from "./profile-view.js";

const looks: Readonly<Record<string, { tone: string; icon: unknown }>> = {
  active: { tone: "success", icon: check },
  blocked: { tone: "danger", icon: stop },
  pending: { tone: "pending", icon: clock },
};

const status = (member: Member, view: View): TemplateResult => {
  const look = looks[member.status] ?? { tone: "plain", icon: nothing };
  return html`<span class="badge ${look.tone}" part="status">${look.icon}${view.label("status", member.status)}</span>`;
};

/** Who it is, how they stand, and the Actions button. */
export const head = (member: Member, view: View, launcher: Launcher | null): TemplateResult =>
  html`<div class="panel head" part="header">
    <div class="avatar" aria-hidden="true">${initials(member.name)}</div>
    <div class="who">
      <div class="row wrap">
        <h2 part="name" dir="auto">${member.name}</h2>
        ${status(member, view)}
      </div>
      <div class="ids">
        ${copyable(member.id, view.t("copy.member", { id: member.id }))}
        ${
          member.supportId
            ? html`<span class="id"
                >${view.t("support")} ${copyable(member.supportId, view.t("copy.support", { id: member.supportId }))}</span
              >`
            : nothing
        }
        <span class="id">${view.t("since", { date: view.format.date(member.joinedAt) })}</span>
      </div>
    </div>
    <div class="acts">
      <slot name="header-actions"></slot>${
        launcher
          ? launch({ action: null, look: "primary", part: "actions-button", content: html`${bolt}${view.t("actions")}` }, launcher)
          : nothing
      }
    </div>
    ${ladder(member, view)}
  </div>`;
