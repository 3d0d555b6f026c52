/** The operator wants out, and nothing was sent. `preventDefault()` keeps the dialog open. It does not bubble. */
export class MemberActionsCancelEvent extends Event {
  static readonly eventName = "member-actions-cancel";

  constructor() {
    super(MemberActionsCancelEvent.eventName, { cancelable: true });
  }
}

/** The dialog has closed: `open` has fallen. It does not bubble. */
export class MemberActionsCloseEvent extends Event {
  static readonly eventName = "member-actions-close";

  constructor() {
    super(MemberActionsCloseEvent.eventName);
  }
}

declare global {
  interface HTMLElementEventMap {
    "member-actions-cancel": MemberActionsCancelEvent;
    "member-actions-close": MemberActionsCloseEvent;
  }
}
