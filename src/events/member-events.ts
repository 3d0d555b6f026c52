import type { RequestLog } from "../../sdk/client/client.js";

const outward: EventInit = { bubbles: true, composed: true };

/**
 * The host has set something up wrongly (no way to reach a backend, an attribute that means nothing), a part of the kit
 * could not be loaded, or the backend answers a value that can't be read. Also said in the console, once as long as it
 * stands. What may only be late is no mistake: an element is looked at once it has not changed for a second.
 */
export class MemberErrorEvent extends Event {
  static readonly eventName = "member-error";
  readonly #error: unknown;

  constructor(
    /** What is wrong, for a developer. */
    readonly message: string,
    error: unknown = null,
  ) {
    super(MemberErrorEvent.eventName, outward);
    this.#error = error;
  }

  /** What was thrown; null: nothing was. */
  get error(): unknown {
    return this.#error;
  }
}

/** A request of the kit's to the backend has ended: what a host's log may keep, without personal data. */
export class MemberLogEvent extends Event {
  static readonly eventName = "member-log";

  constructor(readonly log: RequestLog) {
    super(MemberLogEvent.eventName, outward);
  }
}

/** There is no member by this id, or by this id of the host's own. */
export class MemberNotFoundEvent extends Event {
  static readonly eventName = "member-not-found";

  constructor(
    readonly memberId: string | null,
    readonly externalId: string | null,
  ) {
    super(MemberNotFoundEvent.eventName, outward);
  }
}

/** The operator changed the value of a control of the kit. */
export class MemberChangeEvent extends Event {
  static readonly eventName = "member-change";
  readonly #value: readonly string[];

  constructor(value: readonly string[]) {
    super(MemberChangeEvent.eventName, outward);
    this.#value = value;
  }

  get value(): readonly string[] {
    return this.#value;
  }
}

/** Tells the host's developer, in the console and by an event. */
export const reportError = (host: EventTarget, message: string, error: unknown = null): void => {
  console.warn(`memberkit: ${message}`);
  host.dispatchEvent(new MemberErrorEvent(message, error));
};

declare global {
  interface HTMLElementEventMap {
    "member-error": MemberErrorEvent;
    "member-log": MemberLogEvent;
    "member-not-found": MemberNotFoundEvent;
    "member-change": MemberChangeEvent;
  }
}
