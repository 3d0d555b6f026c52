import type { Sort } from "./table.js";

/** Where an operator is in a list: plain data, which a host may keep and give back. */
export interface ListState {
  /** What was typed into the search. */
  readonly q: string;
  readonly sort: Sort;
  /** The cursors that lead to the page, the first page's left out. */
  readonly cursors: readonly string[];
  /** The member whose profile was opened last; null: none. */
  readonly opened: string | null;
}
