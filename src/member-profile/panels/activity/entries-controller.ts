import type { Operation } from "../../../../sdk/contract/index.js";
import { UndoController } from "../../../controllers/undo-controller.js";
import { titleOf } from "./entry-words.js";
import type { EntryControls, EntryDetails } from "./entry.js";
import type { PanelHost } from "../../panel.js";
import type { ProfileView } from "../../profile-view.js";

/** What the element allows with its entries. */
type Allowed = Pick<EntryControls, "inline"> & { readonly undo: boolean };

/** What is done with the entries of a timeline: shown in full, and undone. The focus follows. */
export class EntriesController {
  readonly #host: PanelHost;
  readonly #undo: UndoController;
  #open: ReadonlySet<string> = new Set();
  #details: EntryDetails | null = null;

  constructor(host: PanelHost) {
    this.#host = host;
    const { element, client, reference } = host;
    this.#undo = new UndoController(element, { client, reference, done: (operation) => this.#undone(operation) });
  }

  /** Another member: nothing of the last one stays. */
  forget(): void {
    this.#open = new Set();
    this.#undo.drop();
  }

  controlsOf(operation: Operation, { inline, undo }: Allowed): EntryControls {
    const { id } = operation;
    return {
      inline,
      open: this.#open.has(id),
      details: this.#details,
      undo: this.#undo.stateOf(operation),
      undoable: undo && operation.reversible !== null && !this.#undo.isUndone(operation),
      toggle: () => this.#toggle(id),
      ask: () => {
        this.#undo.ask(operation);
        void this.#focus(id, "[data-focus]");
      },
      keep: () => {
        this.#undo.keep();
        void this.#focus(id, ".acts button");
      },
      run: () => void this.#run(operation),
    };
  }

  #toggle(id: string): void {
    const open = new Set(this.#open);
    if (!open.delete(id)) open.add(id);
    this.#open = open;
    this.#host.element.requestUpdate();
    if (!this.#details) void this.#load();
  }

  async #load(): Promise<void> {
    const { entryDetails, styles } = await import("./entry-details.js");
    this.#host.addStyles(styles);
    this.#details = entryDetails;
    this.#host.element.requestUpdate();
  }

  async #run(operation: Operation): Promise<void> {
    this.#announce((view) => view.t("undo.running"));
    await this.#undo.run();
    const state = this.#undo.stateOf(operation);
    if (state) this.#announce(({ t }) => t(state.step === "unknown" ? "undo.checking" : "undo.failed"));
    await this.#focus(operation.id, state ? "[data-focus]" : ".acts button");
  }

  #undone(operation: Operation): void {
    this.#announce((view) => view.t("undo.done", { what: titleOf(operation, [operation], view) }));
  }

  #announce(words: (view: ProfileView) => string): void {
    const view = this.#host.view();
    if (view) this.#host.announce(words(view));
  }

  /** Puts the focus where an entry goes on, once that is drawn. */
  async #focus(id: string, selector: string): Promise<void> {
    const { element } = this.#host;
    await element.updateComplete;
    element.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] ${selector}`)?.focus();
  }
}
