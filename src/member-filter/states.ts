import { css, html, nothing, type TemplateResult } from "lit";
import { kindOf, refusalIn, requestIdOf } from "../errors.js";
import { alert, retry } from "../icons/signs.js";
import { person, search } from "../icons/dialog.js";
import { bolt, lock, offline } from "../icons/things.js";
import type { Icon } from "../icons/icon.js";
import { copyable } from "../parts/copyable.js";
import { reasonText, type Words } from "../parts/reasons.js";
import type { FilterTranslate } from "./say.js";

const notice = (icon: Icon, title: string, why: string, act: unknown = nothing, tone = ""): TemplateResult =>
  html`<div class="panel">
    <div class="empty">
      <span class="glyph ${tone}">${icon}</span>
      <h2>${title}</h2>
      <p>${why}</p>
      ${act === nothing ? nothing : html`<div class="row wrap">${act}</div>`}
    </div>
  </div>`;

/** Why a request failed, in words: what the backend says, or whether it was reached at all. */
export const reasonOf = (error: unknown, t: FilterTranslate, words: Words): string => {
  const refusal = refusalIn(error);
  if (refusal) return reasonText(words, refusal);
  const kind = kindOf(error);
  return t(kind === "network" || kind === "timeout" ? "filter.network" : "filter.server");
};

/** What members can be filtered by could not be read. */
export const unreadNotice = (error: unknown, again: () => void, t: FilterTranslate, words: Words): TemplateResult => {
  const kind = kindOf(error);
  if (kind === "forbidden") return notice(lock, t("filter.forbidden"), t("filter.forbidden.why"));
  const id = requestIdOf(error);
  const act = html`<button type="button" class="btn" @click=${again}>${retry}${t("filter.retry")}</button>${
      id ? copyable(id, t("filter.copy.request", { id })) : nothing
    }`;
  if (!navigator.onLine) return notice(offline, t("filter.title"), t("filter.offline"), act);
  return notice(alert, t("filter.title"), `${t("filter.unread")} ${reasonOf(error, t, words)}`, act, "danger");
};

/** The shape of what comes. */
export const skeleton = (t: FilterTranslate): TemplateResult =>
  html`<div class="panel sk-filter" role="status" aria-label=${t("filter.loading")}>
    <span class="sk head"></span><span class="sk rule"></span><span class="sk rule"></span><span class="sk say"></span>
  </div>`;

/** No condition yet: which surface is for which need (S1-15). */
export const needs = (t: FilterTranslate): TemplateResult =>
  html`<div class="needs">
    <h3>${t("filter.empty.title")}</h3>
    <ul>
      <li>${search}<span>${t("filter.empty.many")}</span></li>
      <li>${person}<span>${t("filter.empty.one")}</span></li>
      <li>${bolt}<span>${t("filter.empty.recurring")}</span></li>
    </ul>
  </div>`;

export const stateStyles = css`
  .sk-filter {
    padding: calc(var(--_u) * 4);
    display: grid;
    gap: calc(var(--_u) * 3);
  }
  .sk.head {
    inline-size: 30%;
    block-size: 14px;
  }
  .sk.rule {
    inline-size: 70%;
    block-size: var(--_control);
  }
  .sk.say {
    inline-size: 50%;
    block-size: 20px;
  }
  .needs {
    display: grid;
    gap: calc(var(--_u) * 2);
    padding: calc(var(--_u) * 3) calc(var(--_u) * 4);
    border: 1px dashed var(--_control-border);
    border-radius: var(--_r-panel);
    font-size: var(--_fs-2);
  }
  .needs h3 {
    font-weight: 600;
  }
  .needs ul {
    display: grid;
    gap: calc(var(--_u) * 1.5);
    color: var(--_muted);
  }
  .needs li {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: calc(var(--_u) * 2);
  }
  .needs svg.i {
    margin-block-start: 1px;
  }
`;
