import { outcomeOf, type Operation } from "../../../../sdk/contract/index.js";
import { reportError } from "../../../events/member-events.js";
import { whenIdle } from "../../../idle.js";
import { LatePart } from "../../../late-part.js";
import { isReversible } from "../../../parts/reversible.js";
import { rightToUndo } from "../../../parts/right-to-undo.js";
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
  readonly #details: LatePart<EntryDetails>;
  readonly #undo: LatePart<EntryUndo>;
  #preloads = false;

  constructor(host: PanelHost) {
    this.#host = host;
    this.#details = this.#part(async () => {
      const { entryDetails, styles } = await import("./entry-details.js");
      host.addStyles(styles);
      return entryDetails;
    });
    this.#undo = this.#part(async () => {
      const { EntryUndo, styles } = await import("./entry-undo.js");
      host.addStyles(styles);
      return new EntryUndo(host);
    });
  }

  /** A part of the timeline that is loaded later. */
  #part<Part>(load: () => Promise<Part>): LatePart<Part> {
    const { element } = this.#host;
    return new LatePart(load, ({ error }) => {
      if (error) reportError(element, "a part of the timeline could not be loaded", error);
      element.requestUpdate();
    });
  }

  /** Another member: nothing of the last one stays. */
  forget(): void {
    this.#open = new Set();
    this.#undo.value?.drop();
  }

  controlsOf(operation: Operation, allowed: Allowed): EntryControls {
    const { id } = operation;
    const undo = this.#undoOf(operation, allowed);
    if (undo?.bar === null) this.#preloadUndo();
    return {
      inline: allowed.inline,
      open: this.#open.has(id),
      details: this.#details.value,
      undo,
      undoLine: this.#undo.value?.lineOf(operation) ?? null,
      toggle: () => this.#toggle(id),
      ask: () => void this.#ask(operation),
    };
  }

  /** In the line of the latest entries, which are those that were mistaken; elsewhere it would be noise. */
  #undoOf(operation: Operation, { readonly, offline, latest }: Allowed): EntryControls["undo"] {
    const view = this.#host.view();
    const isUndone = this.#undo.value?.isUndone(operation) ?? operation.reversedBy !== null;
    if (!view || readonly || isUndone || !isReversible(operation) || outcomeOf(operation) !== "done") return null;
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
    void this.#details.load();
  }

  async #ask(operation: Operation): Promise<void> {
    await this.#undo.load();
    this.#undo.value?.ask(operation);
  }

  /** It is there by the time that somebody presses Undo. */
  #preloadUndo(): void {
    if (this.#preloads) return;
    this.#preloads = true;
    whenIdle(() => void this.#undo.load());
  }
}
