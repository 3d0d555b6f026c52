import { nothing } from "lit";
import { kindOf } from "../../../errors.js";
import { LatePart } from "../../../late-part.js";
import { errorNotice, loadingRows } from "../../notices.js";
import type { OpenPanel, EarlyPanel, PanelContext, PanelHost } from "../../panel.js";
import { ActivitiesController } from "./activities-controller.js";
import type { ActivityDrawing } from "./drawing.js";

/** Reads at once, and draws once the member is drawn. */
class ActivityPanel implements OpenPanel {
  readonly #activities: ActivitiesController;
  readonly #drawing: LatePart<ActivityDrawing>;

  constructor(host: PanelHost) {
    const activities = new ActivitiesController(host.element, host);
    this.#activities = activities;
    this.#drawing = new LatePart(
      async () => {
        await host.drawn;
        const { ActivityDrawing, styles } = await import("./drawing.js");
        host.addStyles(styles);
        return new ActivityDrawing(host, activities);
      },
      () => host.element.requestUpdate(),
    );
  }

  get loading(): boolean {
    return this.#activities.state.loading;
  }

  async reload(): Promise<void> {
    if (this.#drawing.error) void this.#drawing.load();
    await this.#activities.reload();
  }

  forget(): void {
    this.#drawing.value?.forget();
    this.#activities.reset();
  }

  draw(context: PanelContext): unknown {
    const { slow, error } = this.#activities.state;
    const { value: drawing, error: missing } = this.#drawing;
    if (kindOf(error) === "unsupported") return nothing;
    if (drawing) return drawing.draw(context);
    const { t } = context.view;
    if (missing) return errorNotice(t, t("error.activity"), missing, () => void this.reload());
    void this.#drawing.load();
    return slow ? loadingRows(3) : null;
  }
}

/** What happened to the member, newest first, with undo. */
export const activity: EarlyPanel<"activity"> = {
  name: "activity",
  place: "bottom",
  title: "activity",
  act: ["add-event", "event.add"],
  open: (host) => new ActivityPanel(host),
};
