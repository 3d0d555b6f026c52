import { html, nothing, type TemplateResult } from "lit";
import { failureReason } from "./notices.js";
import type { PagesController } from "./pages-controller.js";
import type { ProfileView } from "./profile-view.js";

/** Below a list that goes on: reads one page more, and says why the last one did not come. */
export const moreButton = (
  { loadingMore, moreError }: Pick<PagesController<unknown>, "loadingMore" | "moreError">,
  words: string,
  more: () => void,
  { t }: ProfileView,
): TemplateResult =>
  html`<div class="pfoot">
    ${moreError ? html`<span class="err" role="alert">${failureReason(moreError, t)}</span>` : nothing}
    <button type="button" class="btn ghost" aria-disabled=${loadingMore ? "true" : nothing} @click=${more}>
      ${moreError ? t("retry") : words}
    </button>
  </div>`;
