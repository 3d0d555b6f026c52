import type { LitElement } from "lit";
import type { Client } from "../../../../sdk/client/client.js";
import type { Operation } from "../../../../sdk/contract/index.js";
import { UndoController } from "../../../controllers/undo-controller.js";
import { titleOf } from "./entry-words.js";
import type { EntryActs, EntryDetails } from "./entry.js";
import type { View } from "../../profile-view.js";

interface Options {
  client: () => Client | undefined;
  /** The host's ticket, sent along with an undo. */
  reference: () => string | null;
  /** Null before the member is shown. */
  view: () => View | null;
  /** Says something to a screen reader. */
  announce: (words: string) => void;
}

/** What the element allows with its entries. */
type Allowed = Pick<EntryActs, "inline"> & { readonly undo: boolean };

/** What is done with the entries of a timeline: shown in full, and undone. The focus follows. */
export class EntriesController {
  readonly #host: LitElement;
  readonly #options: Options;
  readonly #undo: UndoController;
  #open: ReadonlySet<string> = new Set();
  #details: EntryDetails | null = null;

  constructor(host: LitElement, options: Options) {
    this.#host = host;
    this.#options = options;
    const { client, reference } = options;
    this.#undo = new UndoController(host, { client, reference, done: (operation) => this.#undone(operation) });
  }

  /** Another member: nothing of the last one stays. */
  forget(): void {
    this.#open = new Set();
    this.#undo.drop();
  }

  actsOf(operation: Operation, { inline, undo }: Allowed): EntryActs {
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
    this.#host.requestUpdate();
    if (!this.#details) void this.#load();
  }

  async #load(): Promise<void> {
    this.#details = (await import("./entry-details.js")).entryDetails;
    this.#host.requestUpdate();
  }

  async #run(operation: Operation): Promise<void> {
    this.#say((view) => view.t("undo.running"));
    await this.#undo.run();
    const state = this.#undo.stateOf(operation);
    if (state) this.#say(({ t }) => t(state.step === "unknown" ? "undo.checking" : "undo.failed"));
    await this.#focus(operation.id, state ? "[data-focus]" : ".acts button");
  }

  #undone(operation: Operation): void {
    this.#say((view) => view.t("undo.done", { what: titleOf(operation, [operation], view) }));
  }

  #say(words: (view: View) => string): void {
    const view = this.#options.view();
    if (view) this.#options.announce(words(view));
  }

  /** Puts the focus where an entry goes on, once that is drawn. */
  async #focus(id: string, selector: string): Promise<void> {
    await this.#host.updateComplete;
    const { renderRoot } = this.#host;
    renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] ${selector}`)?.focus();
  }
}
