import { nothing } from "lit";
import type { Operation } from "../../../../sdk/contract/index.js";
import type { ReadController } from "../../../controllers/read-controller.js";
import { kindOf } from "../../../errors.js";
import { LatePart } from "../../../late-part.js";
import { errorNotice, loadingRows } from "../../notices.js";
import { readPages, type Pages, type Plan } from "../../pages.js";
import type { EarlyPanel, OpenPanel, PanelContext, PanelHost } from "../../panel.js";
import type { ActivityDrawing } from "./drawing.js";

/** Reads its first page at once, with the member, and draws once the member is drawn. */
class ActivityPanel implements OpenPanel {
  readonly #reads: ReadController<Pages<Operation>>;
  readonly #drawing: LatePart<ActivityDrawing>;

  constructor(host: PanelHost) {
    const plan: Plan<Operation> = {
      choice: () => "",
      read: ({ members }, memberId, signal) => members.activities(memberId).first({ signal }),
    };
    const reads = readPages(host, plan);
    this.#reads = reads;
    this.#drawing = new LatePart(
      async () => {
        await host.drawn;
        const { ActivityDrawing, styles } = await import("./drawing.js");
        host.addStyles(styles);
        return new ActivityDrawing(host, reads, plan);
      },
      () => host.element.requestUpdate(),
    );
  }

  get loading(): boolean {
    return this.#reads.state.loading;
  }

  async reload(): Promise<void> {
    if (this.#drawing.error) void this.#drawing.load();
    await this.#reads.reload();
  }

  forget(): void {
    this.#drawing.value?.forget();
  }

  draw(context: PanelContext): unknown {
    const { slow, error } = this.#reads.state;
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
