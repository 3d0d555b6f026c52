import type { Operation } from "../../../../sdk/contract/index.js";
import type { ProfileView } from "../../profile-view.js";

/** What happened at once: what it began with, and what that brought. */
type Moment = readonly [Operation, ...Operation[]];

interface Day {
  /** The day's date: `2026-11-21`. */
  readonly key: string;
  readonly moments: readonly Moment[];
  /** Whether its one moment bears the date itself, so that the day needs no heading. */
  readonly dated: boolean;
}

const RECENT_DAYS = 2;
const dayMs = 86_400_000;

/** A purchase and what its rules did: the same minute at the same branch. */
const isSameMoment = (a: Operation, b: Operation, view: ProfileView): boolean =>
  a.branch !== null && a.branch.id === b.branch?.id && view.format.time(a.at) === view.format.time(b.at);

/** The moments of a day. A purchase stands before what it brought; what no purchase brought stands alone. */
const momentsOf = (entries: readonly Operation[], view: ProfileView): Moment[] => {
  const [first, ...others] = entries;
  if (!first) return [];
  const end = others.findIndex((other) => !isSameMoment(first, other, view));
  const count = end < 0 ? entries.length : end + 1;
  const together = entries.slice(0, count);
  const purchase = together.find(({ action }) => action === "purchase");
  if (!purchase) return [[first], ...momentsOf(others, view)];
  return [[purchase, ...together.filter((each) => each !== purchase)], ...momentsOf(entries.slice(count), view)];
};

/** Entries by the day they fall on, in their order. Today and yesterday have their headings in any case. */
export const daysOf = (entries: readonly Operation[], view: ProfileView): Day[] => {
  const found = new Map<string, Operation[]>();
  for (const operation of entries) {
    const key = view.format.dayKey(operation.at);
    found.set(key, [...(found.get(key) ?? []), operation]);
  }
  const since = view.format.dayKey(new Date(Date.now() - (RECENT_DAYS - 1) * dayMs));
  return [...found].map(([key, ofDay]) => {
    const moments = momentsOf(ofDay, view);
    return { key, moments, dated: moments.length === 1 && key < since };
  });
};
