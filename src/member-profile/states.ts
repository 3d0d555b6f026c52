import { html, nothing, type TemplateResult } from "lit";
import type { Capabilities, MemberSummary } from "../../sdk/contract/index.js";
import type { Icon } from "../icons/icon.js";
import { alert, retry } from "../icons/signs.js";
import { gone, lock, offline } from "../icons/things.js";
import { copyable } from "../parts/copyable.js";
import { kindOf, requestIdOf } from "../errors.js";
import { reasonOf } from "./reason.js";
import type { Say } from "./profile-view.js";

interface Notice {
  icon: Icon;
  tone?: "danger";
  title: string;
  why: string;
  act?: unknown;
}

/** Why there is nothing to see, and the one thing to do. */
export const notice = ({ icon, tone, title, why, act = nothing }: Notice): TemplateResult =>
  html`<div class="empty">
    <span class="glyph ${tone ?? ""}">${icon}</span>
    <h3>${title}</h3>
    <p>${why}</p>
    ${act === nothing ? nothing : html`<div class="row wrap">${act}</div>`}
  </div>`;

/** What went wrong, whether anything changed, Try again, and the request's id. */
export const errorNotice = (t: Say, title: string, error: unknown, again: () => void): TemplateResult => {
  const id = requestIdOf(error);
  const act = html`<button type="button" class="btn" @click=${again}>${retry}${t("retry")}</button>${
      id ? copyable(id, t("copy.request", { id })) : nothing
    }`;
  return notice({ icon: alert, tone: "danger", title, why: reasonOf(error, t), act });
};

/** A member who can't be shown: missing, erased, forbidden, or not loaded. */
export const memberFailure = (t: Say, id: string, error: unknown, again: () => void, capabilities?: Capabilities): TemplateResult => {
  const kind = kindOf(error);
  const copy = copyable(id, t("copy.member", { id }));
  if (kind === "gone") return erased(t, id, capabilities);
  if (kind === "missing") return panel(notice({ icon: gone, title: t("missing.title"), why: t("missing.why"), act: copy }));
  if (kind === "forbidden") return panel(notice({ icon: lock, title: t("forbidden.title"), why: t("forbidden.why"), act: copy }));
  if (kind === "authentication") {
    const act = html`<button type="button" class="btn" @click=${again}>${retry}${t("retry")}</button>`;
    return panel(notice({ icon: lock, title: t("authentication.title"), why: t("authentication.why"), act }));
  }
  return panel(errorNotice(t, t("error.member"), error, again));
};

const panel = (content: unknown): TemplateResult => html`<div class="panel" part="panel">${content}</div>`;

const fact = (label: string, words: readonly string[] = []): unknown =>
  words.length
    ? html`<dt>${label}</dt>
        ${words.map((word) => html`<dd>${word}</dd>`)}`
    : nothing;

/** What remains of an erased member, by what the backend says of erasing. */
const erased = (t: Say, id: string, capabilities?: Capabilities): TemplateResult => {
  const consequences = capabilities?.actions.find((action) => action.consequences)?.consequences;
  return panel(
    html`<div class="gone row">
        <span class="avatar md blank" aria-hidden="true">${gone}</span>
        <div class="grow">
          <div class="row wrap">
            <h2 class="strong">${t("gone.title")}</h2>
            <span class="badge plain">${t("status.erased")}</span>
          </div>
          ${copyable(id, t("copy.member", { id }))}
        </div>
      </div>
      <div class="gone-body">
        <p>${t("gone.why")}</p>
        <dl class="facts gone-facts">${fact(t("gone.kept"), consequences?.kept)}${fact(t("gone.freed"), consequences?.freed)}</dl>
      </div>`,
  );
};

/** Several members carry the host's id: the operator chooses. */
export const chooser = (t: Say, members: readonly MemberSummary[], choose: (id: string) => void): TemplateResult =>
  html`<div class="panel" part="panel">
    <div class="phead"><h2>${t("several.title", { count: members.length })}</h2></div>
    <div class="body">
      <p class="muted small">${t("several.why")}</p>
      <ul class="list">
        ${members.map(
          (member) =>
            html`<li>
              <button type="button" class="btn grow choice" @click=${() => choose(member.id)}>
                <span class="grow">${member.name}</span><span class="mono muted">${member.id}</span>${
                  member.tier ? html`<span class="badge plain">${member.tier.name}</span>` : nothing
                }
              </button>
            </li>`,
        )}
      </ul>
    </div>
  </div>`;

const bar = (kind: string): TemplateResult => html`<span class="sk ${kind}"></span>`;

/** The shape of what comes. */
export const skeleton = (label: string): TemplateResult =>
  html`<div class="profile" aria-busy="true" aria-label=${label} role="group">
    <div class="panel head">
      ${bar("disc")}
      <div class="who">${bar("title")}${bar("line")}</div>
      ${bar("button")}
    </div>
    <div class="cols">
      <div class="stack a"><div class="panel sk-body">${bar("line")}${bar("figure")}${bar("row")}</div></div>
      <div class="stack b"><div class="panel sk-body">${bar("line")}${bar("row")}</div></div>
      <div class="stack c"><div class="panel sk-body">${bar("line")}${bar("row")}${bar("row")}${bar("row")}</div></div>
    </div>
  </div>`;

/** A contact of the host's who is not in the program. */
export const stranger = (t: Say): TemplateResult => panel(notice({ icon: gone, title: t("stranger.title"), why: t("stranger.why") }));

/** Says that what is shown may be old. */
export const oldBanner = (t: Say, words: string, again: () => void): TemplateResult =>
  html`<div class="banner" role="status">
    ${offline}<span class="grow">${words}</span><button type="button" class="btn link sm" @click=${again}>${t("retry.now")}</button>
  </div>`;
