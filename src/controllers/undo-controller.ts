import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Client } from "../../sdk/client/client.js";
import { createKey } from "../../sdk/client/idempotency.js";
import { RejectedError } from "../../sdk/client/errors.js";
import { isFinal, outcomeOf, type Operation, type Reversal } from "../../sdk/contract/index.js";
import { isUnknownOutcome, kindOf, refusalIn } from "../errors.js";
import { MemberActionDoneEvent, MemberActionFailedEvent, requestAction } from "../events/action-events.js";

/** Where the undoing of one entry stands. */
export interface UndoState {
  /** `refused`: it can't be done, as the preview tells. `waiting`: it was answered, and is not final yet. */
  readonly step: "asked" | "refused" | "running" | "checking" | "waiting" | "failed" | "unknown";
  readonly operation: Operation;
  /** Stays the same until the outcome is known, so that trying again can't undo twice. */
  readonly key: string;
  /** Why it failed or would be refused, or why its outcome is not known. */
  readonly error?: unknown;
  /** What it would do; null: the backend can't tell beforehand; undefined: that is being asked. */
  readonly preview?: Operation | null;
}

interface Options {
  client: () => Client | undefined;
  /** The host's ticket, sent along. */
  reference: () => string | null;
  /** Called once it is known what an undo would do, or that it would be refused. */
  previewed: (state: UndoState) => void;
  /** Called once the entry is undone. */
  done: (undone: Operation) => void;
  /** Called where an undo that was answered as not final has come to nothing. */
  cameToNothing: (operation: Operation) => void;
}

/** Whether an undo itself is refused; a backend without previews of undos has no such route. */
const isRefused = (error: unknown): boolean =>
  refusalIn(error)?.retryable === false && !["missing", "unsupported"].includes(kindOf(error));

/**
 * Undoes entries: asked and previewed, then run, one at a time. One press is one request. What is not final is
 * followed, and keeps its state while another entry is asked about.
 */
export class UndoController implements ReactiveController {
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #options: Options;
  readonly #states = new Map<string, UndoState>();
  #left = new AbortController();
  readonly #undone = new Set<string>();

  constructor(host: ReactiveControllerHost & EventTarget, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.drop();
    this.#left.abort();
    this.#left = new AbortController();
  }

  /** Shows nothing of it any more. What was sent stays sent: the timeline tells its outcome. */
  drop(): void {
    this.#states.clear();
  }

  /** What is known of an entry's undoing; null: nothing is going on. */
  stateOf({ id }: Pick<Operation, "id">): UndoState | null {
    return this.#states.get(id) ?? null;
  }

  /** Whether it was undone here, which the timeline may not tell yet. */
  isUndone(operation: Operation): boolean {
    return operation.reversedBy !== null || this.#undone.has(operation.id);
  }

  ask(operation: Operation): void {
    if (this.#busy) return;
    for (const { step, operation: other } of this.#states.values()) if (step !== "waiting") this.#forget(other);
    const asked: UndoState = { step: "asked", operation, key: createKey() };
    this.#set(asked);
    void this.#preview(asked);
  }

  /** Shows what it would do. Where that can't be had, the question stands alone. */
  async #preview(asked: UndoState): Promise<void> {
    const { operation } = asked;
    const change = await this.#options
      .client()
      ?.previewUndo(operation, { signal: this.#left.signal })
      .then(
        (preview): Partial<UndoState> => ({ preview }),
        (error: unknown): Partial<UndoState> => (isRefused(error) ? { step: "refused", error } : { preview: null }),
      );
    if (!change || this.stateOf(operation) !== asked) return;
    const state = { ...asked, ...change };
    this.#set(state);
    this.#options.previewed(state);
  }

  /** Forgets it, where nothing is running. */
  keep(operation: Operation): void {
    if (!this.#busy) this.#forget(operation);
  }

  /** Runs it, or asks again with the same key what became of it. */
  async run(operation: Operation, why: Pick<Reversal, "reasonCode" | "note"> = {}): Promise<void> {
    const client = this.#options.client();
    const key = this.stateOf(operation)?.key;
    if (!client || !key || this.#busy) return;
    const reference = this.#options.reference();
    const input = { ...why, ...(reference && { reference }) };
    this.#set({ step: "running", operation, key });
    try {
      if (!(await requestAction(this.#host, "undo", operation.member.id, { ...input, operationId: operation.id }))) {
        this.#forget(operation);
        return;
      }
      const onUnknown = () => this.#move(operation, { step: "checking" });
      const receipt = await client.undo(operation, input, { key, onUnknown });
      if (isFinal(receipt)) this.#end(operation, receipt);
      else void this.#follow(client, operation, receipt);
    } catch (error) {
      this.#fail(operation, error);
    }
  }

  #end(operation: Operation, receipt: Operation): void {
    if (outcomeOf(receipt) !== "done") {
      this.#fail(operation, new RejectedError(receipt));
      return;
    }
    this.#undone.add(operation.id);
    this.#forget(operation);
    this.#host.dispatchEvent(new MemberActionDoneEvent(receipt));
    this.#options.done(operation);
  }

  /** Where it can't be asked about any more, the timeline tells what came of it. */
  async #follow(client: Client, operation: Operation, receipt: Operation): Promise<void> {
    this.#move(operation, { step: "waiting" });
    const outcome = await client.follow(receipt, { signal: this.#left.signal }).catch(() => null);
    if (!outcome) return;
    this.#end(operation, outcome);
    if (outcomeOf(outcome) !== "done" && this.stateOf(operation)) this.#options.cameToNothing(operation);
  }

  get #busy(): boolean {
    return [...this.#states.values()].some(({ step }) => step === "running" || step === "checking");
  }

  #fail(operation: Operation, error: unknown): void {
    const unknown = isUnknownOutcome(error);
    // What is known to be refused is free to be tried anew, as another attempt.
    this.#move(operation, unknown ? { step: "unknown", error } : { step: "failed", error, key: createKey() });
    this.#host.dispatchEvent(new MemberActionFailedEvent("undo", operation.member.id, error));
  }

  /** Changes the state of an entry that still has one. */
  #move(operation: Operation, change: Pick<UndoState, "step"> & Partial<UndoState>): void {
    const state = this.stateOf(operation);
    if (state) this.#set({ operation, key: state.key, ...change });
  }

  #set(state: UndoState): void {
    this.#states.set(state.operation.id, state);
    this.#host.requestUpdate();
  }

  #forget({ id }: Operation): void {
    this.#states.delete(id);
    this.#host.requestUpdate();
  }
}
