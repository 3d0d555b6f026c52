/** The dialog has closed: `open` has fallen. It does not bubble. */
export class MemberActionsCloseEvent extends Event {
  static readonly eventName = "member-actions-close";

  constructor() {
    super(MemberActionsCloseEvent.eventName);
  }
}

declare global {
  interface HTMLElementEventMap {
    "member-actions-close": MemberActionsCloseEvent;
  }
}
