import { html, nothing, type TemplateResult } from "lit";
import { LatePart } from "../late-part.js";
import type { Suspicion } from "../mistakes/suspicion.js";
import { launchButton, offers } from "./launcher.js";
import { errorNotice, reserved } from "./notices.js";
import { panels } from "./panels/index.js";
import type { EarlyPanel, Frames, LatePanel, OpenPanel, Panel, PanelContext, PanelHost, Place } from "./panel.js";

const places: readonly Place[] = ["top", "side", "bottom"];

const all: readonly string[] = panels.map(({ name }) => name);

const isLate = (panel: Panel): panel is LatePanel => "load" in panel;
const early = panels.filter((panel): panel is EarlyPanel => !isLate(panel));

/** Styles of all panels that are drawn at the first paint. */
export const panelStyles = early.flatMap(({ styles }) => styles ?? []);

/** The panels of one profile: which of them are shown, where they stand, and what they read. */
export class PanelsController implements Frames {
  readonly #host: PanelHost;
  readonly #open: Map<Panel, OpenPanel>;
  /** What opens the panels that wait until they come into view. */
  readonly #late: LatePart<ReadonlyMap<LatePanel, OpenPanel>>;
  #shown: readonly Panel[] = panels;
  /** The chosen names that are no panel's. */
  suspicions: readonly Suspicion[] = [];

  /** @param host Answers by `memberId()` which member is shown. Each panel is told so only while it is shown itself. */
  constructor(host: PanelHost) {
    this.#host = host;
    const hostOf = (panel: Panel) => ({
      ...host,
      memberId: () => (this.#shows(panel) ? host.memberId() : undefined),
    });
    this.#open = new Map(early.map((panel) => [panel, panel.open(hostOf(panel))]));
    this.#late = new LatePart(
      async () => {
        await host.drawn;
        const { openLatePanels } = await import("./late-panels.js");
        const opened = openLatePanels(panels.filter(isLate), host, hostOf);
        opened.forEach((open, panel) => this.#open.set(panel, open));
        return opened;
      },
      () => host.element.requestUpdate(),
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
    if (this.#late.error) void this.#late.load();
    for (const open of this.#open.values()) void open.reload?.();
  }

  /** Another member is shown: nothing of the last one stays. */
  forget(): void {
    for (const open of this.#open.values()) open.forget?.();
  }

  /**
   * Draws the panels in their columns: the wide one with its top and its bottom, and the narrow one beside it; where
   * there is no room for that, as `compact` does.
   */
  draw(context: PanelContext): TemplateResult {
    const { compact, member, view } = context;
    const all = this.#shown.filter((panel) => this.#shows(panel) && panel.when?.(member, view.capabilities) !== false);
    if (compact) return compact.draw(all, context, this);
    const stacks = places
      .map((place) => ({ place, shown: all.filter((panel) => panel.place === place) }))
      .filter(({ shown }) => shown.length);
    const beside = stacks.length > 1 && stacks.some(({ place }) => place === "side");
    return html`<div class="cols ${beside ? "" : "single"}">
      ${stacks.map(({ place, shown }) => html`<div class="stack ${place}">${shown.map((panel) => this.framed(panel, context))}</div>`)}
    </div>`;
  }

  /** What stands in the frame of a panel that can't be told yet that it is in view. */
  #waiting({ view: { t } }: PanelContext): unknown {
    const { error } = this.#late;
    const load = () => void this.#late.load();
    if (error) return errorNotice(t, t("error.panel"), error, load);
    load();
    return reserved;
  }

  /** Until the capabilities are known, nothing waits for them: a panel that the backend lacks is dropped then. */
  #shows(panel: Panel): boolean {
    const known = this.#host.view()?.capabilities.modules;
    const { modules } = panel;
    return this.#shown.includes(panel) && (!modules || !known || modules.some((module) => known.includes(module)));
  }

  open(panel: Panel): OpenPanel | undefined {
    return this.#open.get(panel);
  }

  content(panel: Panel, context: PanelContext): unknown {
    const open = this.#open.get(panel);
    return open ? (open.draw(context) ?? nothing) : this.#waiting(context);
  }

  act({ act, title }: Panel, { launcher, view }: PanelContext): unknown {
    const [action, words] = act ?? [];
    if (!action || !words || !title || !launcher || !offers(launcher, action, null, view)) return nothing;
    const content = html`${view.t(words)}<span class="vh">: ${view.t(title)}</span>`;
    return launchButton({ action, look: "ghost sm", part: "panel-action", content }, launcher, view);
  }

  framed(panel: Panel, context: PanelContext, foot: unknown = nothing): unknown {
    const { name, title } = panel;
    const content = this.content(panel, context);
    if (content === nothing) return nothing;
    return html`<section
      class="panel ${name}-panel"
      part="panel ${name}"
      aria-busy=${this.open(panel)?.loading ?? nothing}
    >
      ${
        title
          ? html`<div class="phead">
              <h3>${context.view.t(title)}</h3>
              ${this.act(panel, context)}
            </div>`
          : nothing
      }
      ${content}${foot}
    </section>`;
  }
}
