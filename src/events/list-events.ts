import type { Target } from "../../sdk/contract/bulk/requests.js";

const outward: EventInit = { bubbles: true, composed: true };

/** The operator opens a member's profile. `preventDefault()` keeps a link from being followed. */
export class MemberOpenEvent extends Event {
  static readonly eventName = "member-open";

  constructor(readonly memberId: string) {
    super(MemberOpenEvent.eventName, { ...outward, cancelable: true });
  }
}

/** Other members of a list are selected. */
export class MemberSelectionEvent extends Event {
  static readonly eventName = "member-selection";
  readonly #selected: Target | null;

  constructor(
    /** How many; null: as many as match, which is not counted yet. */
    readonly count: number | null,
    selected: Target | null,
  ) {
    super(MemberSelectionEvent.eventName, outward);
    this.#selected = selected;
  }

  /** Whom an action would be done to; null: nobody is selected. It may hold what was searched for. */
  get selected(): Target | null {
    return this.#selected;
  }
}

/** The operator takes an audience into the host's campaign wizard. `preventDefault()` keeps the page where it is. */
export class AudienceHandoffEvent extends Event {
  static readonly eventName = "audience-handoff";

  constructor(
    /** Where the wizard goes on with it. */
    readonly url: string,
  ) {
    super(AudienceHandoffEvent.eventName, { ...outward, cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "member-open": MemberOpenEvent;
    "member-selection": MemberSelectionEvent;
    "audience-handoff": AudienceHandoffEvent;
  }
}
