/**
 * The operator has read a receipt and goes on: the dialog has closed, and a host with a queue shows whoever is next.
 */
export class MemberNextEvent extends Event {
  static readonly eventName = "member-next";

  constructor(
    /** Whom the operator is through with. */
    readonly memberId: string,
  ) {
    super(MemberNextEvent.eventName, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "member-next": MemberNextEvent;
  }
}
