import type { ReactiveController } from "lit";
import { LatePart } from "../late-part.js";
import { errorNotice, reserved } from "./notices.js";
import type { LatePanel, OpenPanel, PanelContext, PanelHost } from "./panel.js";

/** How far below and above the view a panel begins to load, so that it is mostly there once it is seen. */
const AHEAD = "300px 0px";

/** A panel that is loaded, and reads, once it was in view with the member who is shown. */
class OpenLatePanel implements OpenPanel {
  readonly #host: PanelHost;
  readonly #part: LatePart<OpenPanel>;
  #isSeen = false;

  constructor(panel: LatePanel, host: PanelHost) {
    this.#host = host;
    this.#part = new LatePart(
      async () => {
        const { styles, open } = await panel.load();
        if (styles) host.addStyles(styles);
        return open({ ...host, memberId: () => (this.#isSeen ? host.memberId() : undefined) });
      },
      () => host.element.requestUpdate(),
    );
  }

  get isSeen(): boolean {
    return this.#isSeen;
  }

  get loading(): boolean {
    const { value, error } = this.#part;
    return this.#isSeen && (value ? value.loading === true : error === null);
  }

  get count(): OpenPanel["count"] {
    return this.#isSeen ? this.#part.value?.count : undefined;
  }

  see(): void {
    this.#isSeen = true;
    void this.#part.load();
    this.#host.element.requestUpdate();
  }

  async reload(): Promise<void> {
    if (this.#part.error) void this.#part.load();
    await this.#part.value?.reload?.();
  }

  forget(): void {
    this.#isSeen = false;
    this.#part.value?.forget?.();
  }

  draw(context: PanelContext): unknown {
    const { value, error } = this.#part;
    if (this.#isSeen && value) return value.draw(context);
    const { t } = context.view;
    return error ? errorNotice(t, t("error.panel"), error, () => void this.#part.load()) : reserved;
  }
}

/** Watches the frames of panels, and tells those that come into view. */
class Watch implements ReactiveController {
  readonly #host: PanelHost;
  readonly #panels: ReadonlyMap<LatePanel, OpenLatePanel>;
  readonly #observer = new IntersectionObserver((entries) => this.#look(entries), { rootMargin: AHEAD });

  constructor(host: PanelHost, panels: ReadonlyMap<LatePanel, OpenLatePanel>) {
    this.#host = host;
    this.#panels = panels;
    host.element.addController(this);
  }

  hostUpdated(): void {
    if (!this.#host.element.isConnected) return;
    for (const [{ name }, { isSeen }] of this.#panels) {
      const frame = isSeen ? null : this.#host.element.renderRoot.querySelector(`.${name}-panel`);
      if (frame) this.#observer.observe(frame);
    }
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #look(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      // Watched anew, it is told of at once: so it is for the next member.
      this.#observer.unobserve(target);
      for (const [{ name }, open] of this.#panels) if (target.matches(`.${name}-panel`)) open.see();
    }
  }
}

/** Opens those panels in a profile, each with the host that is made for it. */
export const openLatePanels = (
  panels: readonly LatePanel[],
  host: PanelHost,
  hostOf: (panel: LatePanel) => PanelHost,
): ReadonlyMap<LatePanel, OpenPanel> => {
  const opened = new Map(panels.map((panel) => [panel, new OpenLatePanel(panel, hostOf(panel))]));
  new Watch(host, opened);
  return opened;
};
