/** Whether a member has agreed to a channel, and since when. */
export interface ConsentState {
  readonly granted: boolean;
  /** An instant, or {@link NOW}; null: it was never asked. */
  readonly at: string | null;
}

/** The moment of the operation itself. */
export const NOW = "now";

/** What holds where nothing is recorded. */
const NO_CONSENT: ConsentState = { granted: false, at: null };

/** What a member says of a channel; that they have not agreed, where nothing is recorded. */
export const consentOf = (
  { consents }: { readonly consents: ReadonlyMap<string, ConsentState> },
  channel: string,
): ConsentState => consents.get(channel) ?? NO_CONSENT;
