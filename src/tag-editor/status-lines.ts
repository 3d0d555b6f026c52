import { html, nothing, type TemplateResult } from "lit";
import { alert } from "../icons/signs.js";
import type { TagTranslate } from "./say.js";

interface StatusLines {
  /** Why the last change was refused; empty: it was not. */
  error: string;
  /** The tag that the next Backspace removes. */
  marked: string | undefined;
  /** The tag that was just removed, and how to take that back. */
  removed: string | undefined;
  undo: () => void;
}

/** What stands below the tags. */
export const statusLines = ({ error, marked, removed, undo }: StatusLines, t: TagTranslate): TemplateResult =>
  html`${error ? html`<p class="err line" id="error">${alert}<span>${error}</span></p>` : nothing}
    <p class=${marked ? "help line" : "vh"} id="help">${marked ? t("tags.again", { tag: marked }) : t("tags.help")}</p>
    ${
      removed
        ? html`<div class="toast line">
            <span>${t("tags.removed", { tag: removed })}</span>
            <button type="button" class="btn sm" @click=${undo}>${t("tags.undo")}</button>
          </div>`
        : nothing
    }`;
