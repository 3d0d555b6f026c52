import { css, html, nothing, type TemplateResult } from "lit";
import { kindOf, requestIdOf } from "../errors.js";
import { alert, retry } from "../icons/signs.js";
import { copyable } from "../parts/copyable.js";
import { notice } from "../parts/notice.js";
import type { ProfileTranslate } from "./profile-view.js";

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

/** Keeps the place of what is not there yet. */
export const reserved = html`<div class="reserved"></div>`;

/** The skeleton of a list. */
export const loadingRows = (count: number): TemplateResult =>
  html`<div class="sk-body">${Array.from({ length: count }, () => html`<span class="sk row"></span>`)}</div>`;

export const noticeStyles = css`
  .sk-body {
    padding: 16px;
    display: grid;
    gap: 14px;
  }
  .reserved {
    min-block-size: 4.5em;
  }
  .sk.row {
    block-size: 14px;
  }
`;
