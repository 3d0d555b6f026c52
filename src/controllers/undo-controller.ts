import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Client } from "../../sdk/client/client.js";
import { createKey } from "../../sdk/client/idempotency.js";
import { RejectedError } from "../../sdk/client/errors.js";
import { isFinal, outcomeOf, type Operation } from "../../sdk/contract/index.js";
import { isUnknownOutcome } from "../errors.js";
import { MemberActionDoneEvent, MemberActionFailedEvent, requestAction } from "../events/action-events.js";

/** Where the undoing of one entry stands. */
export interface UndoState {
  /** `waiting`: it was answered, and is not final yet. */
  readonly step: "asked" | "running" | "checking" | "waiting" | "failed" | "unknown";
  readonly operation: Operation;
  /** Why it failed, or why its outcome is not known. */
  readonly error?: unknown;
}

interface Options {
  client: () => Client | undefined;
  /** The host's ticket, sent along. */
  reference: () => string | null;
  /** Called once the entry is undone. */
  done: (undone: Operation) => void;
}

/**
 * Undoes one entry at a time: asked, then run. One press is one request, and the key stays the same until the outcome
 * is known, so that trying again can't undo twice.
 */
export class UndoController implements ReactiveController {
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #options: Options;
  #state: UndoState | null = null;
  #key = "";
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
    this.#state = null;
  }

  /** What is known of an entry's undoing; null: nothing is going on. */
  stateOf(operation: Operation): UndoState | null {
    return this.#state?.operation.id === operation.id ? this.#state : null;
  }

  /** Whether it was undone here, which the timeline may not tell yet. */
  isUndone(operation: Operation): boolean {
    return operation.reversedBy !== null || this.#undone.has(operation.id);
  }

  ask(operation: Operation): void {
    if (this.#busy) return;
    this.#key = createKey();
    this.#set({ step: "asked", operation });
  }

  /** Forgets it, where nothing is running. */
  keep(): void {
    if (!this.#busy) this.#set(null);
  }

  /** Runs it, or asks again with the same key what became of it. */
  async run(): Promise<void> {
    const client = this.#options.client();
    const operation = this.#state?.operation;
    if (!client || !operation || this.#busy) return;
    const reference = this.#options.reference();
    const input = reference ? { reference } : {};
    this.#set({ step: "running", operation });
    try {
      if (!(await requestAction(this.#host, "undo", operation.member.id, { ...input, operationId: operation.id }))) {
        this.#set(null);
        return;
      }
      const onUnknown = () => this.stateOf(operation) && this.#set({ step: "checking", operation });
      const receipt = await client.undo(operation, input, { key: this.#key, onUnknown });
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
    if (this.stateOf(operation)) this.#set(null);
    this.#host.dispatchEvent(new MemberActionDoneEvent(receipt));
    this.#options.done(operation);
  }

  /** Where it can't be asked about any more, the timeline tells what came of it. */
  async #follow(client: Client, operation: Operation, receipt: Operation): Promise<void> {
    if (this.stateOf(operation)) this.#set({ step: "waiting", operation });
    const outcome = await client.follow(receipt, { signal: this.#left.signal }).catch(() => null);
    if (outcome) this.#end(operation, outcome);
  }

  get #busy(): boolean {
    return this.#state?.step === "running" || this.#state?.step === "checking";
  }

  #fail(operation: Operation, error: unknown): void {
    const unknown = isUnknownOutcome(error);
    // What is known to be refused is free to be tried anew, as another attempt.
    if (!unknown) this.#key = createKey();
    if (this.stateOf(operation)) this.#set({ step: unknown ? "unknown" : "failed", operation, error });
    this.#host.dispatchEvent(new MemberActionFailedEvent("undo", operation.member.id, error));
  }

  #set(state: UndoState | null): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}
