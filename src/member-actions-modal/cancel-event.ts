/** The operator wants out, and nothing was sent. `preventDefault()` keeps the dialog open. It does not bubble. */
export class MemberActionsCancelEvent extends Event {
  static readonly eventName = "member-actions-cancel";

  constructor() {
    super(MemberActionsCancelEvent.eventName, { cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "member-actions-cancel": MemberActionsCancelEvent;
  }
}
