import type { Client } from "../../sdk/client/client.js";
import { NetworkError } from "../../sdk/client/errors.js";
import type { Time } from "../../sdk/client/time.js";
import type { ActionDeclaration, Simulation } from "../../sdk/contract/index.js";
import { refusalIn } from "../errors.js";

/** What a preview says, as far as it may say something else later. */
const saying = (operation: Simulation | null): string =>
  JSON.stringify(operation && [operation.previewTag, operation.changes, operation.tier, operation.effects]);

/** How long after the last key the preview is asked for, in milliseconds. */
export const PREVIEW_DELAY_MS = 250;

/** What a run needs of time. Tests pass their own, so that none of them sleeps. */
export type RunTime = Pick<Time, "now" | "wait">;

/** What a backend can show beforehand: what will happen, about that, or nothing. */
export type PreviewKind = "exact" | "estimate" | "none";

interface PreviewOptions {
  client: Client;
  memberId: string;
  action: ActionDeclaration;
  time: RunTime;
  /** Called whenever something to be shown has changed. */
  changed: () => void;
}

/**
 * The server's own preview of what is typed: one request at most, the previous one aborted. What it holds always
 * belongs to the input shown last: while `state` is `waiting`, `operation` is the preview of an earlier input, to be
 * shown as out of date.
 */
export class ActionPreview {
  /** `none`: nothing valid is typed yet. */
  state: "none" | "waiting" | "ready" | "failed" = "none";
  operation: Simulation | null = null;
  error: unknown = null;
  /** The member's version that the preview was made against; only for actions that hold the exact state. */
  etag: string | null = null;

  readonly #options: PreviewOptions;
  #input: object | null = null;
  /** Whether the operator is still typing: nothing was asked for yet. */
  #delayed = false;
  #aborter: AbortController | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(options: PreviewOptions) {
    this.#options = options;
  }

  /** Previews this input after the operator has stopped typing, or at once. Null: nothing valid is typed. */
  show(input: object | null, { now = false } = {}): void {
    this.stop();
    this.#input = input;
    this.error = null;
    this.state = input ? "waiting" : "none";
    if (input) this.#running = this.#fetch(input, now ? 0 : PREVIEW_DELAY_MS);
    else this.operation = null;
    this.#options.changed();
  }

  /** Fetches once more, at once: something changed on the server, or the last try failed. */
  refresh(): void {
    this.show(this.#input, { now: true });
  }

  /**
   * Fetches once more, unseen: what is shown stays until its successor is here. Answers whether that says something else,
   * or that it is refused now; what can't be fetched changes nothing.
   */
  async renew(): Promise<boolean> {
    const input = this.#input;
    if (!input) return false;
    if (this.state === "waiting") {
      // What is on its way may be of the moment before.
      if (!this.#delayed) this.refresh();
      return false;
    }
    const before = saying(this.operation);
    const { signal } = (this.#aborter = new AbortController());
    try {
      const found = await this.#request(input, signal);
      if (signal.aborted) return false;
      this.#update({ state: "ready", error: null, ...found });
      return saying(found.operation) !== before;
    } catch (error) {
      if (signal.aborted || !refusalIn(error)) return false;
      this.#update({ state: "failed", operation: null, error });
      return true;
    }
  }

  /**
   * Resolves when the preview of the input shown last is here, or has failed. What waits for the last key, or has
   * failed before, is asked for at once.
   */
  async finished(): Promise<void> {
    if (this.#delayed || this.state === "failed") this.refresh();
    await this.#running;
  }

  /** Calls off the wait and the request. */
  stop(): void {
    this.#aborter?.abort();
    this.#aborter = null;
    this.#delayed = false;
  }

  async #fetch(input: object, delayMs: number): Promise<void> {
    const { signal } = (this.#aborter = new AbortController());
    try {
      if (delayMs) await this.#delay(delayMs, signal);
      if (!navigator.onLine) throw new NetworkError();
      const found = await this.#request(input, signal);
      if (!signal.aborted) this.#update({ state: "ready", ...found });
    } catch (error) {
      if (!signal.aborted) this.#update({ state: "failed", operation: null, error });
    }
  }

  async #delay(delayMs: number, signal: AbortSignal): Promise<void> {
    this.#delayed = true;
    await this.#options.time.wait(delayMs, signal);
    this.#delayed = false;
  }

  /** The version is read before the preview: a change between the two is then refused as stale, never overlooked. */
  async #request(input: object, signal: AbortSignal): Promise<{ operation: Simulation; etag: string | null }> {
    const { client, memberId, action } = this.#options;
    const etag = action.holds === "exact" ? (await client.members.get(memberId, { signal })).etag : null;
    return { operation: await client.preview(action.id, memberId, input, { signal }), etag };
  }

  #update(found: Partial<Pick<ActionPreview, "state" | "operation" | "error" | "etag">>): void {
    Object.assign(this, found);
    this.#options.changed();
  }
}
