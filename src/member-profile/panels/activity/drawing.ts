import type { Operation } from "../../../../sdk/contract/index.js";
import { timelineMessages } from "../../../locales/en/timeline.js";
import { inputs } from "../../../theme/inputs.js";
import type { ReadController } from "../../../controllers/read-controller.js";
import type { Pages, Plan } from "../../pages.js";
import type { PanelContext, PanelHost } from "../../panel.js";
import type { ProfileView } from "../../profile-view.js";
import { ActivitiesController } from "./activities-controller.js";
import { remembered } from "../../../parts/remembered.js";
import { daysOf } from "./days.js";
import { EntriesController } from "./entries-controller.js";
import { styles as entryStyles } from "./styles.js";
import { timeline } from "./timeline.js";
import type { TimelineView } from "./timeline-view.js";

/** How many entries have Undo in their line. */
const LATEST = 5;

export const styles = [inputs, entryStyles];

/** What is drawn of a member's activities, and done with them. */
export class ActivityDrawing {
  readonly #host: PanelHost;
  readonly #activities: ActivitiesController;
  readonly #entries: EntriesController;
  readonly #daysOf = remembered(daysOf);
  /** One view for as long as the profile has one: what is drawn with it need not be drawn again. */
  readonly #viewOf = remembered((view: ProfileView): TimelineView => view.with(timelineMessages));

  constructor(host: PanelHost, reads: ReadController<Pages<Operation>>, plan: Plan<Operation>) {
    this.#host = host;
    this.#activities = new ActivitiesController(host.element, reads, plan);
    this.#entries = new EntriesController(host);
  }

  forget(): void {
    this.#entries.forget();
    this.#activities.reset();
  }

  draw({ member, view: profileView, launcher, readonly, offline, operator }: PanelContext): unknown {
    const view = this.#viewOf(profileView);
    const allowed = { inline: operator === "inline", readonly, offline };
    const latest = this.#activities.state.value?.data.slice(0, LATEST) ?? [];
    return timeline(
      {
        activities: this.#activities,
        daysOf: this.#daysOf,
        firstName: member.firstName,
        controlsOf: (operation: Operation) =>
          this.#entries.controlsOf(operation, { ...allowed, latest: latest.includes(operation) }),
        more: () => void this.#more(view),
        launcher,
      },
      view,
    );
  }

  get #count(): number {
    return this.#activities.state.value?.data.length ?? 0;
  }

  async #more({ t }: TimelineView): Promise<void> {
    const before = this.#count;
    if (!(await this.#activities.more())) return;
    this.#host.announce(t("activity.shown", { count: this.#count }));
    const { element } = this.#host;
    await element.updateComplete;
    // After the last page the pressed button is gone, and its focus at the heading: the new entries are where to go on.
    if (!element.shadowRoot?.activeElement?.matches(".activity-panel h3")) return;
    element.renderRoot.querySelectorAll(".entry")[before]?.querySelector<HTMLElement>(".acts button")?.focus();
  }
}
