import type { Draft } from "../fields/form.js";
import type { OpenAction } from "./action-flow/open-action.js";

/** What belongs to one member while the page lives: the action that is open, and what was typed. In memory only (U02, S14). */
export class Session {
  open: OpenAction | null = null;
  /** What is searched for in the menu. */
  query = "";
  readonly #drafts = new Map<string, Draft>();

  constructor(readonly memberId: string) {}

  draftOf(key: string): Draft | null {
    return this.#drafts.get(key) ?? null;
  }

  /** Goes back to the menu; what was typed is there when the action is opened again. */
  leave(): void {
    if (this.open) this.#drafts.set(this.open.item.key, this.open.draft);
    this.open?.run.dispose();
    this.open = null;
  }

  /** Forgets what was typed, once it was done or cancelled. A write whose outcome isn't known stays. */
  clear(): void {
    if (this.open?.run.inFlight) return;
    this.open?.run.dispose();
    this.open = null;
    this.query = "";
    this.#drafts.clear();
  }
}
