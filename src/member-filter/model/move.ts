import { groupsIn, insertRow, placeOf, removeRow, type GroupRow, type Row } from "./rows.js";

/** How many groups stand in each other, from this row on inwards. */
const heightOf = (row: Row): number => (row.kind === "group" ? 1 + Math.max(0, ...row.rows.map(heightOf)) : 0);

const depthOf = (root: GroupRow, key: string): number =>
  groupsIn(root).filter((group) => groupsIn(group).some((inner) => inner.key === key)).length;

/** Which group a row goes into, and where; null: it stays. */
const targetOf = (
  root: GroupRow,
  row: Row,
  by: -1 | 1,
  greatestDepth: number,
): { readonly groupKey: string; readonly index: number } | null => {
  const place = placeOf(root, row.key);
  if (!place) return null;
  const { group, index } = place;
  const next = group.rows[index + by];
  if (next?.kind === "group" && depthOf(root, next.key) + heightOf(row) <= greatestDepth)
    return { groupKey: next.key, index: by > 0 ? 0 : next.rows.length };
  if (next) return { groupKey: group.key, index: index + by };
  // Out of its group; the conditions on an event stay with it.
  const outer = placeOf(root, group.key);
  return outer ? { groupKey: outer.group.key, index: outer.index + (by > 0 ? 1 : 0) } : null;
};

/**
 * A row moved by one, as one reads: past its neighbour, into a group that comes next, or out of its own. Null: there is
 * nowhere to go.
 */
export const moveRow = (root: GroupRow, row: Row, by: -1 | 1, greatestDepth: number): GroupRow | null => {
  const target = targetOf(root, row, by, greatestDepth);
  return target && insertRow(removeRow(root, row.key), target.groupKey, row, target.index);
};
