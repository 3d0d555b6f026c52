import type { Operation } from "../../sdk/contract/index.js";

/*
 * These events bubble to the host's document, where scripts that know nothing of them may write down whatever they hear.
 * What may be personal is therefore no property of the event's own: it is told to whoever asks for it by name (S14).
 */

const outward: EventInit = { bubbles: true, composed: true };

/**
 * Before a write leaves. `preventDefault()` stops it; `waitUntil(promise)` holds it back, and stops it where the
 * promise rejects.
 */
export class MemberActionRequestEvent extends Event {
  static readonly eventName = "member-action-request";
  readonly #promises: Promise<unknown>[] = [];
  readonly #input: Readonly<Record<string, unknown>>;

  constructor(
    /** The action's id; `undo` for a reversal. */
    readonly action: string,
    readonly memberId: string,
    input: Readonly<Record<string, unknown>>,
  ) {
    super(MemberActionRequestEvent.eventName, { ...outward, cancelable: true });
    this.#input = input;
  }

  /** What will be sent. A copy: changing it changes nothing. */
  get input(): Readonly<Record<string, unknown>> {
    return this.#input;
  }

  /** Holds the write back until the promise settles; a rejection stops it, as `preventDefault()` does. */
  waitUntil(promise: Promise<unknown>): void {
    this.#promises.push(promise);
  }

  /** Whether the write may leave, once everyone was heard. */
  async allowed(): Promise<boolean> {
    const answers = await Promise.allSettled(this.#promises);
    return !this.defaultPrevented && answers.every((answer) => answer.status === "fulfilled");
  }
}

/**
 * A write was done: its receipt. One that waits for something is told when it is done, if the page still lives then.
 */
export class MemberActionDoneEvent extends Event {
  static readonly eventName = "member-action-done";
  readonly #operation: Operation;

  constructor(operation: Operation) {
    super(MemberActionDoneEvent.eventName, outward);
    this.#operation = operation;
  }

  /** The receipt. */
  get operation(): Operation {
    return this.#operation;
  }
}

/**
 * A write was refused, came to nothing after it was taken, or its outcome is not known: `error` is a `ProblemError`, a
 * `RejectedError` with the operation, or says why else. Nothing the operator typed is lost.
 */
export class MemberActionFailedEvent extends Event {
  static readonly eventName = "member-action-failed";
  readonly #error: unknown;

  constructor(
    readonly action: string,
    readonly memberId: string,
    error: unknown,
  ) {
    super(MemberActionFailedEvent.eventName, outward);
    this.#error = error;
  }

  /** Why. */
  get error(): unknown {
    return this.#error;
  }
}

/** Asks the host whether a write may leave, and waits for its answer. */
export const requestAction = (host: EventTarget, action: string, memberId: string, input: object): Promise<boolean> => {
  const event = new MemberActionRequestEvent(action, memberId, { ...input });
  host.dispatchEvent(event);
  return event.allowed();
};

declare global {
  interface HTMLElementEventMap {
    "member-action-request": MemberActionRequestEvent;
    "member-action-done": MemberActionDoneEvent;
    "member-action-failed": MemberActionFailedEvent;
  }
}
