import { css, html, nothing, type TemplateResult } from "lit";
import { kindOf, requestIdOf } from "../errors.js";
import type { Icon } from "../icons/icon.js";
import { alert, retry } from "../icons/signs.js";
import { copyable } from "../parts/copyable.js";
import type { ProfileTranslate } from "./profile-view.js";

interface Notice {
  icon: Icon;
  tone?: "danger";
  title: string;
  why: string;
  act?: unknown;
}

/** Says why there is nothing to see, and offers the one thing to do. */
export const notice = ({ icon, tone, title, why, act = nothing }: Notice): TemplateResult =>
  html`<div class="empty">
    <span class="glyph ${tone ?? ""}">${icon}</span>
    <h3>${title}</h3>
    <p>${why}</p>
    ${act === nothing ? nothing : html`<div class="row wrap">${act}</div>`}
  </div>`;

/** Why something could not be read, and that nothing was changed. */
export const failureReason = (error: unknown, t: ProfileTranslate): string => {
  const kind = kindOf(error);
  return kind === "network" || kind === "timeout" || kind === "contract" ? t(`error.${kind}`) : t("error.server");
};

/** Says what went wrong and whether anything changed, with "Try again" and the request's id. */
export const errorNotice = (t: ProfileTranslate, title: string, error: unknown, again: () => void): TemplateResult => {
  const id = requestIdOf(error);
  const act = html`<button type="button" class="btn" @click=${again}>${retry}${t("retry")}</button>${
      id ? copyable(id, t("copy.request", { id })) : nothing
    }`;
  return notice({ icon: alert, tone: "danger", title, why: failureReason(error, t), act });
};

/** The skeleton of a list. */
export const loadingRows = (count: number): TemplateResult =>
  html`<div class="sk-body">${Array.from({ length: count }, () => html`<span class="sk row"></span>`)}</div>`;

export const noticeStyles = css`
  .sk-body {
    padding: 16px;
    display: grid;
    gap: 14px;
  }
  .sk.row {
    block-size: 14px;
  }
`;
