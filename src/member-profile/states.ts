import { css, html, nothing, type TemplateResult } from "lit";
import type { Capabilities, MemberSummary } from "../../sdk/contract/index.js";
import { retry } from "../icons/signs.js";
import { gone, lock, offline } from "../icons/things.js";
import { copyable } from "../parts/copyable.js";
import { kindOf } from "../errors.js";
import { errorNotice, notice } from "./notices.js";
import type { ProfileTranslate } from "./profile-view.js";

/** A member who can't be shown: missing, erased, forbidden, or not loaded. */
export const memberFailure = (
  t: ProfileTranslate,
  id: string,
  error: unknown,
  again: () => void,
  capabilities?: Capabilities,
): TemplateResult => {
  const kind = kindOf(error);
  const copy = copyable(id, t("copy.member", { id }));
  if (kind === "gone") return erased(t, id, capabilities);
  if (kind === "missing")
    return panel(notice({ icon: gone, title: t("missing.title"), why: t("missing.why"), act: copy }));
  if (kind === "forbidden")
    return panel(notice({ icon: lock, title: t("forbidden.title"), why: t("forbidden.why"), act: copy }));
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
const erased = (t: ProfileTranslate, id: string, capabilities?: Capabilities): TemplateResult => {
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
        <dl class="facts gone-facts">
          ${fact(t("gone.kept"), consequences?.kept)}${fact(t("gone.freed"), consequences?.freed)}
        </dl>
      </div>`,
  );
};

/** Several members carry the host's id: the operator chooses. */
export const memberPicker = (
  t: ProfileTranslate,
  members: readonly MemberSummary[],
  choose: (id: string) => void,
): TemplateResult =>
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
      <div class="stack top"><div class="panel sk-body">${bar("line")}${bar("figure")}${bar("row")}</div></div>
      <div class="stack side"><div class="panel sk-body">${bar("line")}${bar("row")}</div></div>
      <div class="stack bottom">
        <div class="panel sk-body">${bar("line")}${bar("row")}${bar("row")}${bar("row")}</div>
      </div>
    </div>
  </div>`;

/** A contact of the host's who is not in the program. */
export const notAMember = (t: ProfileTranslate): TemplateResult =>
  panel(notice({ icon: gone, title: t("stranger.title"), why: t("stranger.why") }));

/** Says that the data shown may be out of date. */
export const staleBanner = (t: ProfileTranslate, words: string, again: () => void): TemplateResult =>
  html`<div class="banner" role="status">
    ${offline}<span class="grow">${words}</span
    ><button type="button" class="btn link sm" @click=${again}>${t("retry.now")}</button>
  </div>`;

export const stateStyles = css`
  .sk.disc {
    inline-size: 52px;
    block-size: 52px;
    border-radius: 50%;
  }
  .sk.title {
    inline-size: 46%;
    block-size: 16px;
    margin-block-end: 8px;
  }
  .sk.line {
    inline-size: 24%;
    block-size: 10px;
  }
  .sk.button {
    inline-size: 96px;
    block-size: var(--_control);
    border-radius: var(--_r);
  }
  .sk.figure {
    inline-size: 34%;
    block-size: 26px;
  }
  .gone {
    padding: 14px 16px;
    gap: 12px;
    border-block-end: 1px solid var(--_border);
  }
  .gone-body {
    padding: 14px 16px;
    display: grid;
    gap: 12px;
  }
  .gone-facts dd {
    grid-column: 2;
  }
  .choice {
    justify-content: start;
    text-align: start;
    gap: 12px;
    white-space: normal;
  }
`;
