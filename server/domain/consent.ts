/** Whether a member has agreed to a channel, and since when. */
export interface ConsentState {
  readonly granted: boolean;
  /** An instant, or {@link NOW}; null: it was never asked. */
  readonly at: string | null;
}

/** The moment of the operation itself. */
export const NOW = "now";

/** What holds where nothing is recorded. */
export const NO_CONSENT: ConsentState = { granted: false, at: null };
