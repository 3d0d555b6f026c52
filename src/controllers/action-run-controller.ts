import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Client, WriteOptions } from "../../sdk/client/client.js";
import { createKey } from "../../sdk/client/idempotency.js";
import { wallTime } from "../../sdk/client/time.js";
import { NetworkError, RejectedError } from "../../sdk/client/errors.js";
import { isFinal, outcomeOf, type ActionDeclaration, type Operation } from "../../sdk/contract/index.js";
import { isUnknownOutcome, kindOf, refusalIn } from "../errors.js";
import { ActionPreview, type PreviewKind, type RunTime } from "./action-preview.js";

/**
 * Where a run stands. `failed` is a known outcome: it was refused, and nothing was changed. `unknown` is not: the write
 * may have happened, and is being asked for. `following`: it was answered, and is not final yet. `not-done`: it was
 * answered, and came to nothing.
 */
export type RunPhase =
  "editing" | "submitting" | "unknown" | "following" | "done" | "not-done" | "failed" | "undoing" | "undone";

/** What is known while the outcome is not. Times are in milliseconds since the epoch. */
export interface UnknownState {
  sentAt: number;
  lostAt: number;
  /** Which try this is, counted from 1. */
  attempt: number;
  /** When the next try starts; null: it is under way. */
  nextAt: number | null;
}

interface ActionRunOptions {
  client: Client;
  memberId: string;
  action: ActionDeclaration;
  /** What the backend can show beforehand. An estimate may differ, so that it is not held against the outcome. */
  previews: PreviewKind;
  /** Sent with an undo. */
  reference?: string | null;
  /** Waited for before anything leaves. Where it fails, nothing is sent, and that is why. */
  ready?: () => Promise<void>;
  /**
   * Asked once per submit or undo, before anything leaves; false keeps the write back. `action` is an id, or `undo`.
   */
  permit?: (action: string, input: object) => Promise<boolean>;
  /** Told of each refusal of a preview or a write: what was read before may no longer hold. */
  onRefused?: () => void;
  /** Told once, when the outcome of a submit or an undo is final. What came to nothing is told as a `RejectedError`. */
  onOutcome?: (outcome: { operation: Operation } | { error: unknown }) => void;
  /** Default: the clock on the wall. */
  time?: RunTime;
}

interface Write {
  key: string;
  undo: boolean;
  sentAt: number;
  /** How often the client has given up on it. */
  rounds: number;
  send: (options: WriteOptions) => Promise<Operation>;
}

/** Longest pause between two tries to learn an outcome, in milliseconds. */
const LONGEST_PAUSE_MS = 60_000;
const FIRST_PAUSE_MS = 4_000;

/**
 * One run of one action on one member: typed input -> the server's preview -> one write -> receipt -> undo. It renders
 * nothing. Each submit makes one idempotency key, which every retry reuses until the outcome is known, so that nothing
 * happens twice. An operation that is not final is followed until it is. A preview and the following are dropped when
 * the host leaves the page, and go on when it comes back; a write under way is not dropped.
 */
export class ActionRunController implements ReactiveController {
  phase: RunPhase = "editing";
  /** Why the last preview, submit or undo was refused or failed. */
  error: unknown = null;
  /** The balance moved between preview and submit: the preview shown is a new one. */
  stale = false;
  /** What the write was answered with: the receipt, once that is final and something was done. */
  operation: Operation | null = null;
  /** The same of the undo. */
  undoOperation: Operation | null = null;
  unknown: UnknownState | null = null;
  readonly preview: ActionPreview;
  readonly memberId: string;
  readonly action: ActionDeclaration;

  readonly #host: ReactiveControllerHost;
  readonly #options: ActionRunOptions;
  readonly #time: RunTime;
  #input: object | null = null;
  #confirmation: object = {};
  #write: Write | null = null;
  #aborter: AbortController | null = null;
  #attempt: Promise<unknown> = Promise.resolve();
  #following: AbortController | null = null;
  #disposed = false;

  constructor(host: ReactiveControllerHost, options: ActionRunOptions) {
    this.#host = host;
    this.#options = options;
    this.#time = options.time ?? wallTime;
    this.memberId = options.memberId;
    this.action = options.action;
    this.preview = new ActionPreview({ ...options, time: this.#time, changed: () => this.#previewChanged() });
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener("online", this.#goOn);
    if (this.preview.state === "waiting") this.preview.refresh();
    if (this.phase === "following") void this.#follow();
  }

  hostDisconnected(): void {
    removeEventListener("online", this.#goOn);
    this.preview.stop();
    this.#following?.abort();
  }

  /**
   * Ends it: nothing of it is shown any more. A write under way goes on, and is asked about when the connection is back;
   * what is not final is followed as long as the host is there.
   */
  dispose(): void {
    this.preview.stop();
    this.#disposed = true;
    if (!this.#write) removeEventListener("online", this.#goOn);
    if (this.phase !== "following") this.#host.removeController(this);
  }

  /** The idempotency key of the write whose outcome is not known yet. */
  get key(): string | null {
    return this.#write?.key ?? null;
  }

  /** Whether a write is under way, or its outcome unknown or not final. */
  get inFlight(): boolean {
    return ["submitting", "undoing", "unknown", "following"].includes(this.phase);
  }

  /** Takes what is typed now; null while it is not valid. The same input again previews nothing anew. */
  edit(input: object | null, { now = false } = {}): void {
    if (this.inFlight || JSON.stringify(input) === JSON.stringify(this.#input)) return;
    this.#input = input;
    this.phase = "editing";
    this.error = null;
    this.stale = false;
    if (this.#previews) this.preview.show(input, { now });
  }

  /** Somebody else has changed the member: what is typed stays, and its preview says so where it is another one now. */
  async renew(): Promise<void> {
    const isEditing = () => this.phase === "editing";
    if (isEditing() && this.#previews && (await this.preview.renew()) && isEditing())
      this.#become("editing", { stale: true });
  }

  /** What was typed to confirm; it changes nothing of the preview. */
  confirm(confirmation: object): void {
    this.#confirmation = confirmation;
  }

  /**
   * Does it, once: a second call while the first is under way does nothing. Waits for the preview of what is typed; one
   * that shows a message, which must be read first, returns to editing instead. What can't be undone
   * is confirmed by typing. Where the browser is known to be offline nothing leaves, which is a known outcome.
   */
  async submit(): Promise<void> {
    if (!this.#input || (this.phase !== "editing" && this.phase !== "failed")) return;
    if (!navigator.onLine) {
      this.#become("failed", { error: new NetworkError(), stale: false });
      return;
    }
    const seen = this.preview.state === "ready" || !this.#previews;
    // What is sent is what was seen: one that is fetched unseen must not take its place.
    if (seen) this.preview.stop();
    this.#become("submitting", { error: null, stale: false });
    const unready = await this.#unready();
    if (unready) {
      this.#become("failed", { error: unready });
      return;
    }
    if (!seen && (this.action.danger === "outward" || this.preview.operation?.message)) {
      this.#become("editing");
      return;
    }
    const input = { ...this.#input, ...this.#confirmation };
    if (!(await this.#permitted(this.action.id, input))) {
      this.#become("editing");
      return;
    }
    const { client, memberId, action } = this.#options;
    const { operation, etag } = this.preview;
    const previewTag = this.#options.previews === "exact" ? operation?.previewTag : undefined;
    const held = { ...(previewTag && { previewTag }), ...(etag && { ifMatch: etag }) };
    await this.#begin(false, (options) => client.run(action.id, memberId, input, { ...options, ...held }));
  }

  /** Undoes what the receipt says. */
  async undo(): Promise<void> {
    const { operation } = this;
    if (this.phase !== "done" || !operation?.reversible) return;
    if (!navigator.onLine) {
      this.#become("done", { error: new NetworkError() });
      return;
    }
    this.#become("undoing", { error: null });
    const { client, reference } = this.#options;
    const input = reference ? { reference } : {};
    if (!(await this.#permitted("undo", input))) {
      this.#become("done");
      return;
    }
    await this.#begin(true, (options) => client.undo(operation, input, options));
  }

  /** Asks at once what became of the write: the same key and body are sent again; what was answered is asked about. */
  async checkNow(): Promise<void> {
    if (this.phase === "unknown" && this.#write) await this.#send(this.#write);
    if (this.phase === "following") await this.#follow();
  }

  /** Goes back to what was typed, after it came to nothing. The next submit is an act of its own. */
  again(): void {
    if (this.phase !== "not-done") return;
    this.#become("editing", { operation: null });
    if (this.#previews) this.preview.refresh();
  }

  /**
   * The connection is back: what is not known is asked for at once; what failed for want of it is no error any more, and
   * its preview comes by itself.
   */
  readonly #goOn = (): void => {
    if (this.phase === "unknown") void this.checkNow();
    if (this.#disposed || this.inFlight || kindOf(this.error) !== "network") return;
    this.#become(this.phase === "failed" ? "editing" : this.phase, { error: null });
    if (this.phase === "editing" && this.#previews) this.preview.refresh();
  };

  get #previews(): boolean {
    return this.#options.previews !== "none";
  }

  /** Why nothing can be sent: the preview failed, or what is needed afterwards. */
  async #unready(): Promise<unknown> {
    const [ready] = await Promise.allSettled([this.#options.ready?.(), this.preview.finished()]);
    return this.preview.error ?? (ready.status === "rejected" ? ready.reason : null);
  }

  async #permitted(action: string, input: object): Promise<boolean> {
    return (await this.#options.permit?.(action, input)) ?? true;
  }

  #begin(undo: boolean, send: Write["send"]): Promise<void> {
    this.#write = { key: createKey(), undo, sentAt: this.#time.now(), rounds: 0, send };
    return this.#send(this.#write);
  }

  async #send(write: Write): Promise<void> {
    this.#aborter?.abort();
    const { signal } = (this.#aborter = new AbortController());
    // An attempt that was called off must have let go: the client lets calls for the same thing share one attempt.
    const calledOff = () => signal.aborted;
    await this.#attempt;
    if (calledOff()) return;
    if (this.unknown) this.#lost(write, null);
    try {
      const onUnknown = ({ nextInMs }: { nextInMs: number }) => this.#lost(write, nextInMs);
      const attempt = write.send({ key: write.key, signal, onUnknown });
      this.#attempt = attempt.catch(() => undefined);
      const operation = await attempt;
      if (!calledOff()) this.#answered(write, operation);
    } catch (error) {
      if (calledOff()) return;
      if (isUnknownOutcome(error)) void this.#askAgainLater(write);
      else this.#refused(write, error);
    }
  }

  /** The write's outcome is known. */
  #known(): void {
    this.#write = null;
    if (this.#disposed) removeEventListener("online", this.#goOn);
  }

  #answered(write: Write, operation: Operation): void {
    this.#known();
    this.unknown = null;
    this.#show(operation, write.undo);
    if (isFinal(operation)) this.#end(operation);
    else void this.#follow();
  }

  #show(operation: Operation, undo: boolean): void {
    const outcome = outcomeOf(operation);
    if (outcome === "waiting" || outcome === "unknown")
      this.#become("following", { error: null, ...(undo ? { undoOperation: operation } : { operation }) });
    else if (!undo) this.#become(outcome, { operation, error: null });
    else if (outcome === "done") this.#become("undone", { undoOperation: operation, error: null });
    else this.#become("done", { undoOperation: null, error: new RejectedError(operation) });
  }

  /** Tells what the operation came to. */
  #end(operation: Operation): void {
    this.#options.onOutcome?.(
      outcomeOf(operation) === "done" ? { operation } : { error: new RejectedError(operation) },
    );
    if (this.#disposed) this.#host.removeController(this);
  }

  /**
   * Asks about the operation until it is final. Where it can't be asked about, that is its error until it is asked
   * about again.
   */
  async #follow(): Promise<void> {
    const { operation: done, undoOperation } = this;
    const operation = undoOperation ?? done;
    if (!operation) return;
    this.#following?.abort();
    const { signal } = (this.#following = new AbortController());
    const show = (now: Operation) => this.#show(now, undoOperation !== null);
    try {
      const outcome = await this.#options.client.follow(operation, {
        signal,
        onChange: (now) => isFinal(now) || show(now),
      });
      show(outcome);
      this.#end(outcome);
    } catch (error) {
      if (!signal.aborted) this.#become("following", { error });
    }
  }

  #refused(write: Write, error: unknown): void {
    this.#known();
    const isStale = refusalIn(error)?.code === "stale" && !write.undo;
    if (isStale) this.preview.refresh();
    this.#become(isStale ? "editing" : write.undo ? "done" : "failed", {
      error: isStale ? null : error,
      stale: isStale,
      unknown: null,
    });
    if (refusalIn(error)) this.#options.onRefused?.();
    this.#options.onOutcome?.({ error });
  }

  /** Asks again, ever less often, for as long as the page lives. */
  async #askAgainLater(write: Write): Promise<void> {
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** write.rounds++, LONGEST_PAUSE_MS);
    const state = this.#lost(write, pauseMs);
    await this.#time.wait(pauseMs);
    if (this.unknown === state) await this.#send(write);
  }

  /** Says that the answer was lost, and when the next try starts; null: it starts now. */
  #lost(write: Write, nextInMs: number | null): UnknownState {
    const now = this.#time.now();
    const { lostAt = now, attempt = 0 } = this.unknown ?? {};
    const state = {
      sentAt: write.sentAt,
      lostAt,
      attempt: attempt + 1,
      nextAt: nextInMs === null ? null : now + nextInMs,
    };
    this.#become("unknown", { unknown: state });
    if (nextInMs !== null) void this.#countDown(state);
    return state;
  }

  /** The wait for the next try is shown in seconds. */
  async #countDown(state: UnknownState): Promise<void> {
    while (this.unknown === state) {
      await this.#time.wait(1000);
      this.#host.requestUpdate();
    }
  }

  #previewChanged(): void {
    if (this.phase === "editing") this.error = this.preview.error;
    if (refusalIn(this.preview.error)) this.#options.onRefused?.();
    this.#host.requestUpdate();
  }

  #become(
    phase: RunPhase,
    change: Partial<Pick<ActionRunController, "error" | "stale" | "operation" | "undoOperation" | "unknown">> = {},
  ): void {
    Object.assign(this, change);
    this.phase = phase;
    this.#host.requestUpdate();
  }
}
