import { html, nothing, type TemplateResult } from "lit";
import type { Suspicion } from "../mistakes/suspicion.js";
import { launchButton, offers } from "./launcher.js";
import { panels } from "./panels/index.js";
import type { OpenPanel, Panel, PanelContext, PanelHost, Place } from "./panel.js";

/** What the head of a panel launches. */
const launch = ({ act, title }: Panel, { launcher, view }: PanelContext): unknown => {
  const [action, words] = act ?? [];
  if (!action || !words || !title || !launcher || !offers(launcher, action, null, view)) return nothing;
  const content = html`${view.t(words)}<span class="vh">: ${view.t(title)}</span>`;
  return launchButton({ action, look: "ghost sm", part: "panel-action", content }, launcher, view);
};

const places: readonly Place[] = ["top", "side", "bottom"];

const all: readonly string[] = panels.map(({ name }) => name);

/** Styles of all panels that are drawn at the first paint. */
export const panelStyles = panels.flatMap(({ styles }) => styles ?? []);

/** The panels of one profile: which of them are shown, where they stand, and what they read. */
export class PanelsController {
  readonly #host: PanelHost;
  readonly #open: ReadonlyMap<Panel, OpenPanel>;
  #shown: readonly Panel[] = panels;
  /** The chosen names that are no panel's. */
  suspicions: readonly Suspicion[] = [];

  /** @param host Answers by `memberId()` which member is shown. Each panel is told so only while it is shown itself. */
  constructor(host: PanelHost) {
    this.#host = host;
    this.#open = new Map(
      panels.map((panel) => [
        panel,
        panel.open({ ...host, memberId: () => (this.#shows(panel) ? host.memberId() : undefined) }),
      ]),
    );
  }

  /** Reads the `panels` attribute: names in the order in which they stand; null: all. */
  choose(attribute: string | null): void {
    const chosen = attribute === null ? all : [...new Set(attribute.split(/\s+/).filter(Boolean))];
    this.#shown = chosen.flatMap((name) => panels.find((panel) => panel.name === name) ?? []);
    this.suspicions = chosen.filter((name) => !all.includes(name)).map((name) => ["panel", name, all]);
  }

  /** Reads all of them again. */
  reload(): void {
    for (const open of this.#open.values()) void open.reload?.();
  }

  /** Another member is shown: nothing of the last one stays. */
  forget(): void {
    for (const open of this.#open.values()) open.forget?.();
  }

  /** Draws the panels in their columns: the wide one with its top and its bottom, and the narrow one beside it. */
  draw(context: PanelContext): TemplateResult {
    const stacks = places
      .map((place) => ({ place, shown: this.#shown.filter((panel) => panel.place === place) }))
      .filter(({ shown }) => shown.length);
    const beside = stacks.length > 1 && stacks.some(({ place }) => place === "side");
    return html`<div class="cols ${beside ? "" : "single"}">
      ${stacks.map(({ place, shown }) => html`<div class="stack ${place}">${shown.map((panel) => this.#framed(panel, context))}</div>`)}
    </div>`;
  }

  /** Until the capabilities are known, nothing waits for them: a panel that the backend lacks is dropped then. */
  #shows(panel: Panel): boolean {
    const known = this.#host.view()?.capabilities.modules;
    const { modules } = panel;
    return this.#shown.includes(panel) && (!modules || !known || modules.some((module) => known.includes(module)));
  }

  #framed(panel: Panel, context: PanelContext): TemplateResult | typeof nothing {
    const { name, title } = panel;
    const open = this.#open.get(panel);
    const content = this.#shows(panel) ? (open?.draw(context) ?? nothing) : nothing;
    if (content === nothing) return nothing;
    return html`<section class="panel ${name}-panel" part="panel ${name}" aria-busy=${open?.loading ?? nothing}>
      ${
        title
          ? html`<div class="phead">
              <h3>${context.view.t(title)}</h3>
              ${launch(panel, context)}
            </div>`
          : nothing
      }
      ${content}
    </section>`;
  }
}
