import { html, nothing, type TemplateResult } from "lit";
import type { Member } from "../../sdk/contract/index.js";
import { initials } from "../format/initials.js";
import { check, clock, stop } from "../icons/signs.js";
import { bolt } from "../icons/things.js";
import { copyable } from "../parts/copyable.js";
import { ladder } from "./ladder.js";
import type { View } from "./view.js";

const looks: Readonly<Record<string, { tone: string; icon: unknown }>> = {
  active: { tone: "success", icon: check },
  blocked: { tone: "danger", icon: stop },
  pending: { tone: "pending", icon: clock },
};

/** The Actions button of a header. */
export interface ActionsButton {
  /** Why it can't be pressed now; null: it can. */
  disabled: string | null;
  open: () => void;
  /** The operator is about to press it: what it opens may load. */
  near: () => void;
}

const status = (member: Member, view: View): TemplateResult => {
  const look = looks[member.status] ?? { tone: "plain", icon: nothing };
  return html`<span class="badge ${look.tone}" part="status">${look.icon}${view.label("status", member.status)}</span>`;
};

const actionsButton = ({ disabled, open, near }: ActionsButton, view: View): TemplateResult =>
  html`<button
    type="button"
    class="btn primary"
    part="actions-button"
    aria-haspopup="dialog"
    aria-disabled=${disabled === null ? nothing : "true"}
    title=${disabled ?? nothing}
    @click=${() => disabled === null && open()}
    @pointerenter=${near}
    @focus=${near}
  >
    ${bolt}${view.t("actions")}
  </button>`;

/** Who it is, how they stand, and the Actions button. */
export const head = (member: Member, view: View, actions: ActionsButton | null): TemplateResult =>
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
    <div class="acts"><slot name="header-actions"></slot>${actions ? actionsButton(actions, view) : nothing}</div>
    ${ladder(member, view)}
  </div>`;
