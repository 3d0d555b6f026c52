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
    const { open } = this;
    if (open?.isTyped) this.#drafts.set(open.item.key, open.draft);
    else if (open) this.#drafts.delete(open.item.key);
    this.#end();
  }

  /**
   * The dialog closes. What was typed and not sent is kept; what was done is forgotten. A write whose outcome is not
   * known stays open.
   */
  close(): void {
    this.query = "";
    const phase = this.open?.run.phase;
    if (phase === "editing" || phase === "failed") this.leave();
    else if (!this.open?.run.inFlight) this.finish();
  }

  /** Forgets what was typed for the open action, once that was sent; all of it, once the member is gone. */
  finish(): void {
    const { open } = this;
    this.query = "";
    if (open?.item.action.removesMember) this.#drafts.clear();
    else if (open) this.#drafts.delete(open.item.key);
    this.#end();
  }

  /** What is not final is followed all the same. */
  #end(): void {
    this.open?.run.dispose();
    this.open = null;
  }
}
