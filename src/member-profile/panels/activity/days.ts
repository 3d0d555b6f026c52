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

const dayMs = 86_400_000;

/** The day before this moment: `2026-11-20`. */
export const yesterdayOf = (now: Date, { format }: ProfileView): string =>
  format.dayKey(new Date(now.getTime() - dayMs));

/** A purchase and what its rules did: the same minute at the same branch. Null: it happened nowhere, by itself. */
const placeOf = ({ branch, at }: Operation, { format }: ProfileView): string | null =>
  branch && `${format.time(at)} ${branch.id}`;

/** What the program's rules react to at once: a purchase, or the claim of one. */
const purchases: readonly string[] = ["purchase", "claim-purchase"];

/** Neighbours that happened at once. A purchase stands before what it brought; what no purchase brought stands alone. */
const momentsIn = (neighbours: readonly Operation[]): Moment[] => {
  const purchase = neighbours.find(({ action, reverses }) => purchases.includes(action) && reverses === null);
  if (!purchase) return neighbours.map((operation) => [operation]);
  const others = neighbours.filter((each) => each !== purchase);
  const byHand = others.filter(({ source }) => source === "manual");
  return [...byHand.map((each): Moment => [each]), [purchase, ...others.filter((each) => !byHand.includes(each))]];
};

/** The moments of a day, in their order. */
const momentsOf = (entries: readonly Operation[], view: ProfileView): Moment[] => {
  const groups: Operation[][] = [];
  let last: string | null = null;
  for (const operation of entries) {
    const place = placeOf(operation, view);
    if (place !== null && place === last) groups.at(-1)?.push(operation);
    else groups.push([operation]);
    last = place;
  }
  return groups.flatMap(momentsIn);
};

/** Entries by the day they fall on, in their order. Today and yesterday have their headings in any case. */
export const daysOf = (entries: readonly Operation[], view: ProfileView): Day[] => {
  const found = new Map<string, Operation[]>();
  for (const operation of entries) {
    const key = view.format.dayKey(operation.at);
    const ofDay = found.get(key);
    if (ofDay) ofDay.push(operation);
    else found.set(key, [operation]);
  }
  const yesterday = yesterdayOf(new Date(), view);
  return [...found].map(([key, ofDay]) => {
    const moments = momentsOf(ofDay, view);
    return { key, moments, dated: moments.length === 1 && key < yesterday };
  });
};
