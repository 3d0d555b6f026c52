/** Whose tokens the suite is given, and what each may do. */
export const people = {
  operator: "an operator who may do all there is, without limits",
  "other-tenant": "an operator of another program of the same backend, which has no member of the test member's id",
  viewer: "an operator of the operator's program who may read its members, and do nothing to them",
  limited: "an operator of the same program who may add, and has a limit for one operation",
  expired: "the operator, by a token that has run out",
} as const;

export type Who = keyof typeof people;

/** All that the suite knows of a backend. */
export interface Target {
  /** With its version: `https://loyalty.example/v1`. */
  readonly baseUrl: string;
  /** A token of somebody that is good now, asked for anew with each sentence; null: there is none. */
  readonly token: (who: Who) => Promise<string | null>;
  /**
   * A member made for tests, active, to whom everything is done. What is done is undone, and stays in their timeline.
   * Null: nothing is done to anybody.
   */
  readonly memberId: string | null;
  /** Another member made for tests, who is erased for good; null: nobody is. */
  readonly eraseId: string | null;
  /** The origin of a page that may call: `https://crm.example`; null: what pages need is not tried. */
  readonly origin: string | null;
  readonly fetch: typeof globalThis.fetch;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<unknown>;
  readonly now: () => Date;
}
