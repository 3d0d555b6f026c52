import type { AudiencePage } from "../../sdk/contract/bulk/answers.js";
import type { FilterGroup } from "../../sdk/contract/bulk/filter.js";

const outward: EventInit = { bubbles: true, composed: true };

/** Tells the lists on the page, and no host, that a filter has another value which the operator did not give it. */
export const FILTER_SET = "member-filter-set";

/** The operator changed a filter, or opened or saved an audience. */
export class MemberFilterChangeEvent extends Event {
  static readonly eventName = "member-filter-change";
  readonly #value: FilterGroup;
  readonly #sentence: string;

  constructor(
    value: FilterGroup,
    sentence: string,
    /** Whether no row is unfinished, wrong or unknown to the backend. */
    readonly isComplete: boolean,
    /** The saved audience that was opened, however it was changed since; null: none. The one part for a URL. */
    readonly audienceId: string | null,
  ) {
    super(MemberFilterChangeEvent.eventName, outward);
    this.#value = value;
    this.#sentence = sentence;
  }

  /** All rows that are complete. */
  get value(): FilterGroup {
    return this.#value;
  }

  /** What it means, as plain text in the operator's language. It may hold what was typed: it belongs in no URL. */
  get sentence(): string {
    return this.#sentence;
  }
}

/** The members that a filter finds were counted. It is told of the filter shown last only. */
export class MemberFilterCountEvent extends Event {
  static readonly eventName = "member-filter-count";

  constructor(
    readonly count: AudiencePage["count"],
    /** Of all members of the program. */
    readonly everybody: AudiencePage["everybody"],
    /** How many of them each channel reaches, and what that costs. */
    readonly reach: NonNullable<AudiencePage["reach"]>,
  ) {
    super(MemberFilterCountEvent.eventName, outward);
  }
}

declare global {
  interface HTMLElementEventMap {
    "member-filter-change": MemberFilterChangeEvent;
    "member-filter-count": MemberFilterCountEvent;
  }
}
