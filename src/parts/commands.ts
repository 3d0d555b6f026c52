/** A place in the page that the palette goes to. */
export interface Place {
  /** What it is called there. */
  readonly name: string;
  /** Brings it into view and gives it the focus. */
  go(): void;
}

/** What the palette of a profile finds beside the actions of its member. */
export interface Commands {
  /** Whether actions are found at all: a page may have taken away everything that writes. */
  readonly acts: boolean;
  readonly places: readonly Place[];
  /** Ids of members that the page has shown, latest first, without the one that it shows. */
  readonly members: readonly string[];
  /** A ticket that is looked up at once; left out: none is. */
  readonly reference?: string;
}
