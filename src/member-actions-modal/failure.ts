import { html, nothing, type TemplateResult } from "lit";
import { alert, retry as retryIcon } from "../icons/signs.js";
import { copyable } from "../parts/copyable.js";
import { requestIdOf } from "../errors.js";
import { failureText } from "./failure-text.js";
import type { Scene } from "./modal-view.js";

/** What happened, whether anything changed, what to do, and what to name when asking for help. */
export const failure = (scene: Pick<Scene, "say" | "kit">, title: string, error: unknown, retry?: () => void): TemplateResult => {
  const requestId = requestIdOf(error);
  return html`<div class="callout danger" role="alert" tabindex="-1" id="failure">
    ${alert}
    <div>
      <b>${title}</b><span dir="auto">${failureText(scene, error)}</span>
      <div class="row wrap">
        ${retry ? html`<button type="button" class="btn sm" @click=${retry}>${retryIcon}${scene.say("error.retry")}</button>` : nothing}
        ${requestId ? copyable(requestId, scene.say("error.request", { id: requestId })) : nothing}
      </div>
    </div>
  </div>`;
};
