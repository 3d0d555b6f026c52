import { html, nothing, type TemplateResult } from "lit";
import { failure } from "./failure.js";
import type { Scene } from "./modal-view.js";
import { skeleton } from "./skeleton.js";

export interface WaitingOptions {
  /** Why it could not be loaded, where it could not. */
  readonly error: unknown;
  /** Whether it takes long enough for a skeleton. */
  readonly slow: boolean;
  readonly again: () => void;
  readonly close: () => void;
}

const content = (scene: Pick<Scene, "say" | "kit">, { error, slow, again }: WaitingOptions): unknown => {
  if (error) return failure(scene, scene.say("error.load"), error, again);
  return slow ? skeleton(scene.say("modal.loading")) : nothing;
};

/** Before anything is known of the member; the way out is there already. */
export const waiting = (scene: Pick<Scene, "say" | "kit">, options: WaitingOptions): TemplateResult => html`
  <div class="dhead">
    <div class="grow"><h2 id="title" tabindex="-1">${scene.say("modal.title")}</h2></div>
  </div>
  <div class="body">${content(scene, options)}</div>
  <div class="dfoot">
    <span class="grow"></span>
    <button type="button" class="btn" id="cancel" @click=${options.close}>${scene.say("modal.cancel")}</button>
  </div>
`;
