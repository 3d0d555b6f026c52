import type { FilterSchema } from "../../sdk/contract/bulk/answers.js";
import type { Added } from "./filter-rows.js";
import type { Reading } from "./model/read.js";
import type { GroupRow, Row } from "./model/rows.js";
import type { Say } from "./say.js";
import type { Sentence } from "./sentence/sentence.js";

/** What rows are drawn with: what they say and lack, their words, and what is called on a change. */
export interface FilterView extends Say {
  readonly schema: FilterSchema;
  readonly reading: Reading;
  readonly sentence: Sentence;
  /** Nothing can be changed. */
  readonly locked: boolean;
  /** There are as many conditions as there can be. */
  readonly isFull: boolean;
  /** Of a narrow page: the row that is open. */
  readonly open: string | null;
  /** The row that is being typed into. */
  readonly typing: string | null;
  /** What the backend says is wrong, by the row's key. */
  readonly refusals: ReadonlyMap<string, string>;
  /** What of a pasted list no member has, by the row's key; without an entry: all were found. Null: not known. */
  readonly notFound: ReadonlyMap<string, readonly string[]> | null;
  /** What stands in the place of a row that was removed. */
  readonly removed: { readonly groupKey: string; readonly index: number; readonly what: string } | null;
  /** Tags in use that fit what is typed into the input that has the focus. */
  readonly suggestions: readonly string[];
  readonly suggest: (text: string) => void;
  readonly edit: (row: Row) => void;
  readonly type: (row: Row) => void;
  readonly leave: () => void;
  readonly add: (groupKey: string, added: Added, index?: number) => void;
  readonly remove: (row: Row) => void;
  /** What moves a row by one, as one reads, into and out of groups, too; null: it can't be moved that way. */
  readonly mover: (row: Row, by: -1 | 1) => (() => void) | null;
  readonly putBack: () => void;
  /** Opens a row, where a narrow page shows one at a time; null: closes it. */
  readonly show: (key: string | null) => void;
  /** Enter was pressed in a row: the next one is to be typed. */
  readonly enter: (event: KeyboardEvent, row: Row) => void;
  /** Says something to who can't see it. */
  readonly announce: (words: string) => void;
  /** Puts the focus on what has this id, once it is drawn. */
  readonly focus: (id: string) => void;
}

/** Where a group stands. */
export interface Nesting {
  /** 1 for the outermost. */
  readonly depth: number;
  /** The event whose conditions these are; null: they are about members. */
  readonly event: string | null;
}

export type DrawGroup = (group: GroupRow, nesting: Nesting, view: FilterView) => unknown;
