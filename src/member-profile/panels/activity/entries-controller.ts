import { outcomeOf, type Operation } from "../../../../sdk/contract/index.js";
import { reportError } from "../../../events/member-events.js";
import { whenIdle } from "../../../idle.js";
import { rightToUndo } from "../../../parts/rights.js";
import type { PanelContext, PanelHost } from "../../panel.js";
import type { EntryUndo } from "./entry-undo.js";
import type { EntryControls, EntryDetails } from "./entry.js";

/** What the element allows with its entries. */
type Allowed = Pick<EntryControls, "inline"> &
  Pick<PanelContext, "readonly" | "offline"> & { readonly latest: boolean };

/** What is done with the entries of a timeline: shown in full, and undone. Both are loaded after the first paint. */
export class EntriesController {
  readonly #host: PanelHost;
  #open: ReadonlySet<string> = new Set();
  #details: EntryDetails | null = null;
  #undo: EntryUndo | null = null;
  #undoLoading: Promise<void> | null = null;
  #preloads = false;

  constructor(host: PanelHost) {
    this.#host = host;
  }

  /** Another member: nothing of the last one stays. */
  forget(): void {
    this.#open = new Set();
    this.#undo?.drop();
  }

  controlsOf(operation: Operation, allowed: Allowed): EntryControls {
    const { id } = operation;
    const undo = this.#undoOf(operation, allowed);
    if (undo?.bar === null) this.#preloadUndo();
    return {
      inline: allowed.inline,
      open: this.#open.has(id),
      details: this.#details,
      undo,
      undoLine: this.#undo?.lineOf(operation) ?? null,
      toggle: () => this.#toggle(id),
      ask: () => void this.#ask(operation),
    };
  }

  /** In the line of the latest entries, which are those that were mistaken; elsewhere it would be noise. */
  #undoOf(operation: Operation, { readonly, offline, latest }: Allowed): EntryControls["undo"] {
    const view = this.#host.view();
    const isUndone = this.#undo?.isUndone(operation) ?? operation.reversedBy !== null;
    if (!view || readonly || isUndone || operation.reversible === null || outcomeOf(operation) !== "done") return null;
    const right = rightToUndo(view, operation);
    if (right === "absent") return null;
    const barred = right === "forbidden" ? "actions.forbidden" : offline ? "actions.offline" : null;
    return { bar: barred && view.t(barred), inLine: latest && barred === null };
  }

  #toggle(id: string): void {
    const open = new Set(this.#open);
    if (!open.delete(id)) open.add(id);
    this.#open = open;
    this.#host.element.requestUpdate();
    if (!this.#details) void this.#load(() => this.#loadDetails());
  }

  async #ask(operation: Operation): Promise<void> {
    await this.#load(() => (this.#undoLoading ??= this.#loadUndo()));
    this.#undo?.ask(operation);
  }

  /** It is there by the time that somebody presses Undo. */
  #preloadUndo(): void {
    if (this.#preloads) return;
    this.#preloads = true;
    whenIdle(() => void (this.#undoLoading ??= this.#loadUndo()).catch(() => undefined));
  }

  async #loadUndo(): Promise<void> {
    try {
      const { EntryUndo, styles } = await import("./entry-undo.js");
      this.#host.addStyles(styles);
      this.#undo = new EntryUndo(this.#host);
    } catch (error) {
      this.#undoLoading = null;
      throw error;
    }
  }

  async #loadDetails(): Promise<void> {
    const { entryDetails, styles } = await import("./entry-details.js");
    this.#host.addStyles(styles);
    this.#details = entryDetails;
    this.#host.element.requestUpdate();
  }

  async #load(part: () => Promise<void>): Promise<void> {
    try {
      await part();
    } catch (error) {
      reportError(this.#host.element, "a part of the timeline could not be loaded", error);
    }
  }
}
