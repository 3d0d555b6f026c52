import { html, nothing, type TemplateResult } from "lit";
import { alert, retry } from "../icons/signs.js";
import { lock } from "../icons/things.js";
import { plainChip } from "./chip.js";
import type { TagTranslate } from "./say.js";

interface State {
  /** The operator's role keeps them from changing the tags, which is said. */
  forbidden: boolean;
  loading: boolean;
}

/** Says that the tags could not be read, and offers to read them again. */
export const unreadTags = (again: () => void, t: TagTranslate): TemplateResult =>
  html`<p class="err line" role="alert">${alert}<span>${t("tags.unread")}</span></p>
    <button type="button" class="btn sm" @click=${again}>${retry}${t("tags.retry")}</button>`;

/** The tags where they can only be looked at. */
export const readonlyTags = (tags: readonly string[], { forbidden, loading }: State, t: TagTranslate): TemplateResult =>
  html`<div class="tags" role="group" aria-label=${t("tags.label")}>
      ${tags.map(plainChip)}
      ${tags.length || loading ? nothing : html`<span class="muted small">${t("tags.none")}</span>`}
    </div>
    ${forbidden ? html`<p class="help locked">${lock}${t("tags.forbidden")}</p>` : nothing}`;
