import { css, html, nothing } from "lit";
import type { Client } from "../../../../sdk/client/client.js";
import { saveFile } from "../../../bulk/start-download.js";
import { check } from "../../../icons/signs.js";
import { timelineFileMessages } from "../../../locales/en/timeline-file.js";
import { startingOver } from "../../../parts/starting-over.js";
import { errorNotice } from "../../notices.js";
import type { PanelHost } from "../../panel.js";
import type { ActivitiesController } from "./activities-controller.js";
import { fileHead, fileLines } from "./file-lines.js";
import type { TimelineView } from "./timeline-view.js";

/** Most entries of one file: it is put together in the memory of the page. */
const MOST = 10_000;
/** Entries read at once: the contract's most. */
const PAGE = 100;

type FileView = TimelineView<typeof timelineFileMessages>;

/** How far a file is. */
type Stage =
  | { readonly name: "none" }
  | { readonly name: "cancelled" }
  | { readonly name: "reading"; readonly count: number }
  | { readonly name: "done"; readonly count: number; readonly isWhole: boolean }
  | { readonly name: "failed"; readonly error: unknown };

interface Read {
  readonly parts: readonly string[];
  readonly count: number;
  /** Whether there is nothing older. */
  readonly isWhole: boolean;
}

/** What of the timeline the filters find, as a CSV: all of it up to a bound, not only what is drawn. */
export class TimelineFile {
  readonly #host: PanelHost;
  readonly #activities: ActivitiesController;
  #stage: Stage = { name: "none" };
  #reading = new AbortController();

  constructor(host: PanelHost, activities: ActivitiesController) {
    this.#host = host;
    this.#activities = activities;
    host.element.addController({ hostDisconnected: () => this.forget() });
  }

  /** Reads all that the filters find as they stand, page by page, and has the browser save it. */
  async save(timelineView: TimelineView): Promise<void> {
    const { client, memberId } = { client: this.#host.client(), memberId: this.#host.memberId() };
    if (!client || memberId === undefined || this.#stage.name === "reading") return;
    const view = timelineView.with(timelineFileMessages);
    const { signal } = (this.#reading = new AbortController());
    this.#step({ name: "reading", count: 0 });
    this.#host.announce(view.t("file.reading", { count: 0 }));
    try {
      const { parts, count, isWhole } = await this.#read(client, memberId, view, signal);
      saveFile(new Blob([fileHead(view), ...parts], { type: "text/csv" }), nameOf(memberId, view));
      this.#end({ name: "done", count, isWhole }, doneWords(count, isWhole, view));
    } catch (error) {
      if (!signal.aborted) this.#end({ name: "failed", error }, view.t("file.failed"));
    }
  }

  /** Another member is shown, or the page has gone on: nothing more is read. */
  forget(): void {
    this.#reading.abort();
    this.#step({ name: "none" });
  }

  draw(timelineView: TimelineView): unknown {
    const view = timelineView.with(timelineFileMessages);
    const stage = this.#stage;
    if (stage.name === "none") return nothing;
    if (stage.name === "failed")
      return errorNotice(view.t, view.t("file.failed"), stage.error, () => void this.save(timelineView));
    return html`<div class="activity-file small">${this.#words(stage, view)}</div>`;
  }

  #words(stage: Exclude<Stage, { name: "none" } | { name: "failed" }>, view: FileView): unknown {
    if (stage.name === "done") return [check, html`<span>${doneWords(stage.count, stage.isWhole, view)}</span>`];
    if (stage.name === "cancelled") return view.t("file.cancelled");
    return html`<span class="spin"></span>${view.t("file.reading", { count: stage.count })}<button
        type="button"
        class="btn sm"
        @click=${() => this.#cancel(view)}
      >
        ${view.t("file.cancel")}
      </button>`;
  }

  #step(stage: Stage): void {
    this.#stage = stage;
    this.#host.element.requestUpdate();
  }

  #end(stage: Stage, words: string): void {
    this.#step(stage);
    this.#host.announce(words);
  }

  /** The button that is pressed goes away with it: the focus goes back to the one that began it. */
  #cancel(view: FileView): void {
    this.#reading.abort();
    this.#end({ name: "cancelled" }, view.t("file.cancelled"));
    this.#host.element.renderRoot.querySelector<HTMLElement>(".filters .btn")?.focus();
  }

  #read(client: Client, memberId: string, view: FileView, signal: AbortSignal): Promise<Read> {
    const list = client.members.activities(memberId, { ...this.#activities.filter, limit: PAGE });
    return startingOver(async () => {
      const parts: string[] = [];
      let count = 0;
      let page = await list.first({ signal });
      for (;;) {
        parts.push(fileLines(page.data, view));
        count += page.data.length;
        signal.throwIfAborted();
        this.#step({ name: "reading", count });
        if (!page.next || count >= MOST) return { parts, count, isWhole: !page.next };
        page = await page.next({ signal });
      }
    });
  }
}

const doneWords = (count: number, isWhole: boolean, { t }: FileView): string =>
  t(isWhole ? "file.done" : "file.most", { count });

/** It names the member by their id: a name would stay in the list of downloads. */
const nameOf = (memberId: string, { format }: FileView): string =>
  `activity-${memberId}-${format.dayKey(new Date())}.csv`;

export const styles = css`
  .activity-file {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_u) * 2);
    padding: 0 calc(var(--_u) * 4) calc(var(--_u) * 3);
    color: var(--_muted);
  }
`;
