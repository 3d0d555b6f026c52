import { html, nothing, type TemplateResult } from "lit";
import type { ActionCapability } from "../../../sdk/contract/index.js";
import { alert, retry } from "../../icons/signs.js";
import { lock, trash } from "../../icons/things.js";
import type { Scene } from "../modal-view.js";

type Consequences = NonNullable<ActionCapability["consequences"]>;

const icons = { removed: trash, kept: lock, freed: retry } as const;

const column = (scene: Scene, part: keyof Consequences, consequences: Consequences): TemplateResult | typeof nothing =>
  consequences[part].length
    ? html`<section>
        <h3>${icons[part]}${scene.say(`erasure.${part}`)}</h3>
        <ul>
          ${consequences[part].map((each) => html`<li>${scene.kit.say(`consequence.${each}`, each)}</li>`)}
        </ul>
      </section>`
    : nothing;

/** That an act is final, and what becomes of the member's data, as the backend says it. */
export const erasure = (scene: Scene, actionId: string): TemplateResult => {
  const consequences = scene.capabilities.actions.find(({ id }) => id === actionId)?.consequences;
  return html`
    <div class="callout danger" id="final">
      ${alert}
      <div><b>${scene.say("erasure.final")}</b>${consequences ? scene.say("erasure.hint", { name: scene.member.firstName }) : nothing}</div>
    </div>
    ${
      consequences
        ? html`<div class="three record">
            ${column(scene, "removed", consequences)} ${column(scene, "kept", consequences)} ${column(scene, "freed", consequences)}
          </div>`
        : nothing
    }
  `;
};
