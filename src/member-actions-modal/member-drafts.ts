import type { Draft } from "../fields/form.js";
import type { OpenAction } from "./action-flow/open-action.js";

/**
 * The open action of one member, and what was typed for them in others. It lives in memory only, as long as the page
 * (U02, S14).
 */
export class MemberDrafts {
  open: OpenAction | null = null;
  /** The search text of the menu. */
  query = "";
  readonly #drafts = new Map<string, Draft>();

  draftOf(key: string): Draft | null {
    return this.#drafts.get(key) ?? null;
  }

  /** Goes back to the menu. What was typed is there when the action is opened again. */
  leave(): void {
    if (this.open) this.#drafts.set(this.open.item.key, this.open.draft);
    this.open?.run.dispose();
    this.open = null;
  }

  /** Forgets what was typed, after the action was done or cancelled. A write whose outcome is not known stays open. */
  clear(): void {
    if (!this.open?.run.inFlight) this.startOver();
  }

  /** Forgets all of it. What is not final is followed all the same. */
  startOver(): void {
    this.open?.run.dispose();
    this.open = null;
    this.query = "";
    this.#drafts.clear();
  }
}
