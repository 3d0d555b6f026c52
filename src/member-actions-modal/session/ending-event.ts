/**
 * The operator's sign-in is about to end while a form is open, and no other token was to be had. `preventDefault()`
 * leaves it to the host to say so: the dialog then says nothing until it has ended.
 */
export class MemberSessionEndingEvent extends Event {
  static readonly eventName = "member-session-ending";
  readonly #extend: () => Promise<boolean>;

  constructor(
    /** When it ends, in milliseconds since the epoch. */
    readonly endsAt: number,
    extend: () => Promise<boolean>,
  ) {
    super(MemberSessionEndingEvent.eventName, { bubbles: true, composed: true, cancelable: true });
    this.#extend = extend;
  }

  /**
   * Asks for a token once more, as the button of the dialog does: call it once the operator has signed in anew. Answers
   * whether there is one; never throws; safe to repeat.
   */
  extend(): Promise<boolean> {
    return this.#extend();
  }
}

declare global {
  interface HTMLElementEventMap {
    "member-session-ending": MemberSessionEndingEvent;
  }
}
