/**
 * A filter as it is edited: rows that hold what is typed, which may be no value yet. `read.ts` makes the filter of it,
 * `rows-of.ts` the rows of a filter. Rows are never changed: an edit answers another tree.
 */

interface AnyRow {
  /** Tells it from all others, as long as the page lives. */
  readonly key: string;
  /** The host's own id of it, which is kept. */
  readonly id?: string | undefined;
}

/** A condition on what a member is or has, or on a property of an event. */
export interface ConditionRow extends AnyRow {
  readonly kind: "condition";
  /** Empty: none is chosen yet. */
  readonly field: string;
  readonly operator: string;
  /** As typed: one, a pair, or the entries of a list. */
  readonly texts: readonly string[];
}

/** How often, or for how much, as typed. */
export interface QuantityText {
  /** Empty: it does not matter. */
  readonly operator: string;
  readonly text: string;
}

/** Something that happened, or did not. */
export interface EventRow extends AnyRow {
  readonly kind: "event";
  readonly event: string;
  readonly occurred: boolean;
  readonly count: QuantityText;
  readonly total: QuantityText;
  readonly when: "ever" | "lastDays" | "between";
  readonly days: string;
  readonly between: readonly [string, string];
  readonly where: GroupRow;
}

/** How many of a group's rows must hold. */
export type Match = "all" | "any" | "none" | "not-all";

export interface GroupRow extends AnyRow {
  readonly kind: "group";
  readonly match: Match;
  readonly rows: readonly Row[];
}

/** What this page can't edit: a field, an operator or an event that the backend does not name. It is kept as it came. */
export interface UnknownRow extends AnyRow {
  readonly kind: "unknown";
  readonly node: unknown;
}

export type Row = ConditionRow | EventRow | GroupRow | UnknownRow;

let keys = 0;
/** A key that no other row has. */
export const newKey = (): string => `row-${++keys}`;

export const newCondition = (): ConditionRow => ({
  kind: "condition",
  key: newKey(),
  field: "",
  operator: "",
  texts: [],
});

export const newGroup = (rows: readonly Row[] = [], match: Match = "all"): GroupRow => ({
  kind: "group",
  key: newKey(),
  match,
  rows,
});

const anyQuantity: QuantityText = { operator: "", text: "" };

/** By default: it happened at least once, at any time. */
export const newEvent = (event: string): EventRow => ({
  kind: "event",
  key: newKey(),
  event,
  occurred: true,
  count: anyQuantity,
  total: anyQuantity,
  when: "ever",
  days: "",
  between: ["", ""],
  where: newGroup(),
});

/** A row whose own group, if it has one, is another. */
const withGroup = (row: Row, change: (group: GroupRow) => GroupRow): Row => {
  if (row.kind === "group") return change(row);
  return row.kind === "event" ? { ...row, where: change(row.where) } : row;
};

const changeRows = (group: GroupRow, change: (rows: readonly Row[]) => readonly Row[]): GroupRow => ({
  ...group,
  rows: change(group.rows).map((row) => withGroup(row, (inner) => changeRows(inner, change))),
});

/** Another row in the place of the one with its key; the outermost group too. */
export const replaceRow = (root: GroupRow, row: Row): GroupRow =>
  row.kind === "group" && row.key === root.key
    ? row
    : changeRows(root, (rows) => rows.map((each) => (each.key === row.key ? row : each)));

export const removeRow = (root: GroupRow, key: string): GroupRow =>
  changeRows(root, (rows) => rows.filter((row) => row.key !== key));

/** A row put into a group; by default at its end. A group that is not there takes nothing. */
export const insertRow = (root: GroupRow, groupKey: string, row: Row, index?: number): GroupRow => {
  if (root.key === groupKey) return { ...root, rows: root.rows.toSpliced(index ?? root.rows.length, 0, row) };
  return {
    ...root,
    rows: root.rows.map((each) => withGroup(each, (inner) => insertRow(inner, groupKey, row, index))),
  };
};

/** All groups, from the outermost inwards; those of events too. */
export const groupsIn = (group: GroupRow): readonly GroupRow[] => [
  group,
  ...group.rows.flatMap((row) =>
    row.kind === "group" ? groupsIn(row) : row.kind === "event" ? groupsIn(row.where) : [],
  ),
];

/** Where a row stands; undefined: nowhere. */
export const placeOf = (root: GroupRow, key: string): { group: GroupRow; index: number } | undefined =>
  groupsIn(root)
    .map((group) => ({ group, index: group.rows.findIndex((row) => row.key === key) }))
    .find(({ index }) => index >= 0);

/** How many conditions there are in all, as a backend counts them: those of groups and of events too. */
export const conditionsIn = (root: GroupRow): number =>
  groupsIn(root).reduce((sum, { rows }) => sum + rows.filter(({ kind }) => kind !== "group").length, 0);
