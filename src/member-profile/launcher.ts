import { html, nothing, type TemplateResult } from "lit";
import { mayAct, rightTo } from "../parts/rights.js";
import type { ProfileView } from "./profile-view.js";

/** Opens the actions modal. */
export interface Launcher {
  /** Why nothing can be done now; null: it can. */
  readonly disabled: string | null;
  /** The host's list of actions; null: it has none. */
  readonly list: string | null;
  /** At its menu, or at one action: `add:points`. Its form opens with `values`, text by field name; by default with none. */
  open(action: string | null, values?: Readonly<Record<string, string>>): void;
  /** The operator is about to press: what it opens may load. */
  preload(): void;
}

interface Look {
  action: string | null;
  look: string;
  part: string;
  content: unknown;
  /** What it is called, where its content says nothing. */
  label?: string;
  /** What the form opens with: text by field name. */
  values?: Readonly<Record<string, string>>;
}

/** Why the operator can't launch anything now, or not this: `add:points`. Null: they can. */
const barOf = ({ disabled }: Launcher, action: string | null, view: ProfileView): string | null => {
  if (disabled !== null) return disabled;
  const [id = "", currency] = action?.split(":") ?? [];
  const may = action === null ? mayAct(view) : rightTo(view, id, currency) !== "forbidden";
  return may ? null : view.t("actions.forbidden");
};

/** A button that opens the modal. Where it can't, it says why. */
export const launchButton = (
  { action, look, part, content, label, values }: Look,
  launcher: Launcher,
  view: ProfileView,
): TemplateResult => {
  const bar = barOf(launcher, action, view);
  return html`<button
    type="button"
    class="btn ${look}"
    part=${part}
    aria-haspopup="dialog"
    aria-disabled=${bar === null ? nothing : "true"}
    title=${bar ?? label ?? nothing}
    aria-label=${label ?? nothing}
    @click=${() => bar === null && launcher.open(action, values)}
    @pointerenter=${() => launcher.preload()}
    @focus=${() => launcher.preload()}
  >
    ${content}
  </button>`;
};

/**
 * Whether a control for it is drawn: the backend can do it in this currency, and the host's list, where it has one,
 * holds it.
 */
export const offers = ({ list }: Launcher, id: string, currency: string | null, view: ProfileView): boolean =>
  rightTo(view, id, currency) !== "absent" &&
  (list === null || list.split(/\s+/).some((token) => token === id || token === `${id}:${currency}`));
