import type { Operation } from "../../../../sdk/contract/index.js";
import { timelineMessages } from "../../../locales/en/timeline.js";
import { reportError } from "../../../events/member-events.js";
import { LatePart } from "../../../late-part.js";
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
import type { TimelineFile } from "./timeline-file.js";
import type { TimelineView } from "./timeline-view.js";

/** How many entries have Undo in their line. */
const LATEST = 5;

export const styles = [inputs, entryStyles];

/** What is drawn of a member's activities, and done with them. */
export class ActivityDrawing {
  readonly #host: PanelHost;
  readonly #activities: ActivitiesController;
  readonly #entries: EntriesController;
  /** Few save a timeline: what does is loaded once somebody does. */
  readonly #file: LatePart<TimelineFile>;
  /** The names of operators who were seen, by their ids: by whom the timeline can be narrowed. */
  readonly #operators = new Map<string, string>();
  readonly #daysOf = remembered(daysOf);
  /** One view for as long as the profile has one: what is drawn with it need not be drawn again. */
  readonly #viewOf = remembered((view: ProfileView): TimelineView => view.with(timelineMessages));

  constructor(host: PanelHost, reads: ReadController<Pages<Operation>>, plan: Plan<Operation>) {
    this.#host = host;
    this.#activities = new ActivitiesController(host, reads, plan);
    this.#entries = new EntriesController(host);
    this.#file = new LatePart(
      async () => {
        const { TimelineFile, styles } = await import("./timeline-file.js");
        host.addStyles(styles);
        return new TimelineFile(host, this.#activities);
      },
      ({ error }) => {
        if (error) reportError(host.element, "a part of the timeline could not be loaded", error);
      },
    );
  }

  forget(): void {
    this.#entries.forget();
    this.#activities.reset();
    this.#file.value?.forget();
    this.#operators.clear();
  }

  draw({ member, view: profileView, launcher, readonly, offline, operator, isBrief }: PanelContext): unknown {
    const view = this.#viewOf(profileView);
    const allowed = { inline: operator === "inline", readonly, offline };
    const shown = this.#activities.state.value?.data ?? [];
    const latest = this.#activities.hasNewer ? [] : shown.slice(0, LATEST);
    for (const { operator: by } of shown) if (by?.name) this.#operators.set(by.id, by.name);
    if (view.operator) this.#operators.set(view.operator.id, view.operator.name);
    return timeline(
      {
        activities: this.#activities,
        daysOf: this.#daysOf,
        firstName: member.firstName,
        controlsOf: (operation: Operation) =>
          this.#entries.controlsOf(operation, { ...allowed, latest: latest.includes(operation) }),
        operators: this.#operators,
        more: () => void this.#more(view),
        newer: () => void this.#newer(view),
        save: () => void this.#save(view),
        saving: this.#file.value?.draw(view),
        launcher,
        isBrief: isBrief === true,
      },
      view,
    );
  }

  async #save(view: TimelineView): Promise<void> {
    await this.#file.load();
    await this.#file.value?.save(view);
  }

  get #count(): number {
    return this.#activities.state.value?.data.length ?? 0;
  }

  async #more(view: TimelineView): Promise<void> {
    const last = this.#activities.state.value?.data.at(-1)?.id;
    if (!(await this.#activities.more())) return;
    await this.#tell(view);
    const rows = this.#rows;
    // After the last page the pressed button is gone, and its focus at the heading: the new entries are where to go on.
    this.#focusFromHeading(rows[rows.findIndex(({ dataset }) => dataset.id === last) + 1]);
  }

  async #newer(view: TimelineView): Promise<void> {
    if (!(await this.#activities.newer())) return;
    await this.#tell(view);
    this.#focusFromHeading(this.#rows[0]);
  }

  async #tell({ t }: TimelineView): Promise<void> {
    this.#host.announce(t("activity.shown", { count: this.#count }));
    await this.#host.element.updateComplete;
  }

  get #rows(): HTMLElement[] {
    return [...this.#host.element.renderRoot.querySelectorAll<HTMLElement>(".entry")];
  }

  #focusFromHeading(row: HTMLElement | undefined): void {
    if (!(this.#host.element.renderRoot as ShadowRoot).activeElement?.matches(".activity-panel h3")) return;
    row?.querySelector<HTMLElement>(".acts button")?.focus();
  }
}
