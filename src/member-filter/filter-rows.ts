import type { FilterSchema } from "../../sdk/contract/bulk/answers.js";
import type { FilterGroup } from "../../sdk/contract/bulk/filter.js";
import { isFilter, rowsOf } from "./model/rows-of.js";
import { readRows, type Reading } from "./model/read.js";
import { moveRow } from "./model/move.js";
import {
  groupsIn,
  insertRow,
  newCondition,
  newEvent,
  newGroup,
  placeOf,
  removeRow,
  replaceRow,
  type EventRow,
  type GroupRow,
  type Row,
} from "./model/rows.js";

/** What can be put into a group. */
export type Added = "condition" | "event" | "group";

interface Removed {
  readonly row: Row;
  readonly groupKey: string;
  readonly index: number;
  /** What it said. */
  readonly what: string;
}

/** Whether two filters are the same, to the last property. */
export const isSame = (one: FilterGroup, other: FilterGroup): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The rows that are being edited, what they say, and the one that was removed last. */
export class FilterRows {
  /** Of a page that is narrow: the row that is open; null: none. */
  open: string | null = null;
  /** The row that is being typed into: what is not finished there is not wrong yet. */
  typing: string | null = null;
  removed: Removed | null = null;
  root: GroupRow;
  reading: Reading;

  #schema: FilterSchema;
  #locale: string;
  readonly #changed: () => void;

  constructor(filter: FilterGroup, schema: FilterSchema, locale: string, changed: () => void) {
    this.#schema = schema;
    this.#locale = locale;
    this.#changed = changed;
    this.root = this.#rowsOf(filter);
    this.reading = readRows(this.root, schema, locale);
  }

  /** Other rows: those of a filter from elsewhere. One that says what the rows say already changes none of them. */
  take(filter: FilterGroup): void {
    const root = this.#rowsOf(filter);
    const reading = readRows(root, this.#schema, this.#locale);
    if (isSame(reading.filter, this.reading.filter)) return;
    Object.assign(this, { root, reading, open: null, typing: null, removed: null });
  }

  /** There is something else to choose from: the rows stay as they are, and are read by that. */
  know(schema: FilterSchema): void {
    if (schema === this.#schema) return;
    this.#schema = schema;
    this.reading = readRows(this.root, schema, this.#locale);
  }

  /**
   * The language is another one: numbers of rows that are complete are written as it writes them. What is not finished
   * stays as it was typed.
   */
  speak(locale: string): void {
    if (locale === this.#locale) return;
    this.root = { ...this.root, rows: this.root.rows.map((row) => this.#retyped(row, locale)) };
    this.#locale = locale;
    this.reading = readRows(this.root, this.#schema, locale);
  }

  #retyped(row: Row, locale: string): Row {
    if (row.kind === "group") return { ...row, rows: row.rows.map((each) => this.#retyped(each, locale)) };
    const { filter, isComplete } = readRows(newGroup([row]), this.#schema, this.#locale);
    const [same] = isComplete ? rowsOf(filter, this.#schema, locale).rows : [];
    return same ? { ...same, key: row.key } : row;
  }

  /** What a filter says, as it is read here: to be compared with what the rows say. */
  normalised(filter: FilterGroup): FilterGroup {
    return readRows(this.#rowsOf(filter), this.#schema, this.#locale).filter;
  }

  edit(row: Row): void {
    this.#become(replaceRow(this.root, row));
  }

  /** Puts a new row into a group, by default at its end, and answers the key of the one to go on with. */
  add(groupKey: string, added: Added, index?: number): string {
    const row = this.#made(added);
    const next = row.kind === "group" ? (row.rows[0] ?? row) : row;
    this.removed = null;
    // An event is open with all the conditions on it.
    if (this.eventOf(groupKey)?.key !== this.open) this.open = next.key;
    this.#become(insertRow(this.root, groupKey, row, index));
    return next.key;
  }

  /** Takes a row out, and answers the row that stands in its place, or the one before; null: its group is empty. */
  remove(row: Row, what: string): Row | null {
    const place = placeOf(this.root, row.key);
    if (!place) return null;
    const { group, index } = place;
    this.removed = { row, groupKey: group.key, index, what };
    this.#become(removeRow(this.root, row.key));
    const left = groupsIn(this.root).find(({ key }) => key === group.key)?.rows ?? [];
    return left[index] ?? left[index - 1] ?? null;
  }

  /** Moves a row by one, as one reads; null: it can't be. */
  mover(row: Row, by: -1 | 1): (() => void) | null {
    const root = moveRow(this.root, row, by, this.#schema.greatestDepth);
    if (!root) return null;
    return () => {
      this.removed = null;
      this.#become(root);
    };
  }

  /** Puts the row that was removed last back where it stood. */
  putBack(): Row | null {
    const { removed } = this;
    this.removed = null;
    if (!removed) return null;
    this.#become(insertRow(this.root, removed.groupKey, removed.row, removed.index));
    return removed.row;
  }

  #made(added: Added): Row {
    const [event] = this.#schema.events;
    if (added === "event" && event) return newEvent(event.id);
    return added === "group" ? newGroup([newCondition()], "any") : newCondition();
  }

  /** The event whose conditions a group holds; undefined: they are about members. */
  eventOf(groupKey: string): EventRow | undefined {
    const rows = groupsIn(this.root).flatMap((group) => group.rows);
    return rows.find(
      (row): row is EventRow => row.kind === "event" && groupsIn(row.where).some(({ key }) => key === groupKey),
    );
  }

  #rowsOf(filter: unknown): GroupRow {
    return isFilter(filter) ? rowsOf(filter, this.#schema, this.#locale) : newGroup();
  }

  #become(root: GroupRow): void {
    this.root = root;
    this.reading = readRows(root, this.#schema, this.#locale);
    this.#changed();
  }
}
