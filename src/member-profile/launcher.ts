import { html, nothing, type TemplateResult } from "lit";
import { currenciesOf } from "../parts/capability.js";
import type { ProfileView } from "./profile-view.js";

/** Opens the actions modal. */
export interface Launcher {
  /** Why nothing can be done now; null: it can. */
  readonly disabled: string | null;
  /** The host's list of actions; null: it has none. */
  readonly list: string | null;
  /** At its menu, or at one action: `add:points`. */
  open(action: string | null): void;
  /** The operator is about to press: what it opens may load. */
  preload(): void;
}

interface Look {
  action: string | null;
  look: string;
  part: string;
  content: unknown;
}

/** A button that opens the modal. */
export const launchButton = ({ action, look, part, content }: Look, launcher: Launcher): TemplateResult =>
  html`<button
    type="button"
    class="btn ${look}"
    part=${part}
    aria-haspopup="dialog"
    aria-disabled=${launcher.disabled === null ? nothing : "true"}
    title=${launcher.disabled ?? nothing}
    @click=${() => launcher.disabled === null && launcher.open(action)}
    @pointerenter=${() => launcher.preload()}
    @focus=${() => launcher.preload()}
  >
    ${content}
  </button>`;

/** Whether the backend can do it in this currency, and the host's list, where it has one, holds it. */
export const offers = ({ list }: Launcher, id: string, currency: string, view: ProfileView): boolean =>
  currenciesOf(view.capabilities, id).some(({ code }) => code === currency) &&
  (list === null || list.split(/\s+/).some((token) => token === id || token === `${id}:${currency}`));
