import { html, nothing, type TemplateResult } from "lit";
import { kindOf, requestIdOf } from "../errors.js";
import { search } from "../icons/dialog.js";
import { alert, retry } from "../icons/signs.js";
import { lock, offline } from "../icons/things.js";
import { copyable } from "../parts/copyable.js";
import { notice } from "../parts/notice.js";
import type { ListTranslate } from "./list-view.js";

/** Nobody is shown: since nobody is found, nobody matches, or nobody is in the program yet. It says where one should be. */
export const noMatch = (
  t: ListTranslate,
  { q, filtered, clear }: { readonly q: string; readonly filtered: boolean; readonly clear: () => void },
): TemplateResult => {
  const more = html`<p>${t("list.surfaces")}</p>`;
  if (!q && !filtered) return notice({ icon: search, title: t("list.empty.title"), why: t("list.empty.why"), more });
  const act = q ? html`<button type="button" class="btn" @click=${clear}>${t("list.none.act")}</button>` : nothing;
  return notice({
    icon: search,
    title: t("list.none.title"),
    why: t(q ? "list.none.search" : "list.none.why"),
    more,
    act,
  });
};

const reasons = ["network", "timeout", "contract"] as const;

/** Why there is no list, and what to do about it. */
export const failure = (t: ListTranslate, error: unknown, again: () => void): TemplateResult => {
  const kind = kindOf(error);
  if (kind === "forbidden") return notice({ icon: lock, title: t("list.forbidden"), why: t("list.surfaces") });
  const id = requestIdOf(error);
  const why = reasons.find((each) => each === kind) ?? "server";
  const act = html`<button type="button" class="btn" @click=${again}>${retry}${t("list.retry")}</button>${
      id ? copyable(id, id) : nothing
    }`;
  return notice({ icon: alert, tone: "danger", title: t("list.error"), why: t(`list.why.${why}`), act });
};

/** A backend that has no lists. */
export const unsupported = (t: ListTranslate): TemplateResult =>
  notice({ icon: lock, title: t("list.unsupported"), why: t("list.unsupported.why") });

/** Says that what is shown may be out of date, and why. */
export const oldBanner = (t: ListTranslate, isOffline: boolean, time: string, again: () => void): TemplateResult =>
  html`<div class="banner" role="status">
    ${isOffline ? offline : alert}<span class="grow">${t(isOffline ? "list.offline" : "list.old", { time })}</span
    ><button type="button" class="btn link sm" @click=${again}>${t("list.retry")}</button>
  </div>`;

/** The shape of what comes. */
export const listSkeleton = (t: ListTranslate): TemplateResult =>
  html`<div class="loading" role="group" aria-busy="true" aria-label=${t("list.loading")}>
    ${Array.from({ length: 8 }, () => html`<div class="row"><span class="sk dot"></span><span class="sk line"></span></div>`)}
  </div>`;
