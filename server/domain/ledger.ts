import type { BalanceEffect, Leg } from "./effects.js";
import { type AccountState, AVAILABLE_NOW, type LotKey, type LotState } from "./member.js";

/** 2^53 - 1: the greatest balance that JSON and JavaScript carry exactly (L02, L03). */
export const GREATEST_BALANCE = Number.MAX_SAFE_INTEGER;

type Lots = Pick<AccountState, "lots">;

export const isAvailable = ({ availableOn }: LotKey): boolean => availableOn === AVAILABLE_NOW;

const sum = <T>(items: readonly T[], part: (item: T) => number): number =>
  items.reduce((total, item) => total + part(item), 0);

/**
 * What a balance does when its lots move. All follows from the legs, but that what was taken was spent, and not
 * subtracted. `earned` moves by `spendable + spent + expired`.
 */
export const balanceEffect = (
  currency: string,
  requested: number,
  legs: readonly Leg[],
  { spent = 0, shortfall = 0 } = {},
): BalanceEffect => {
  const available = legs.filter(isAvailable);
  const spendable = sum(available, ({ delta }) => delta);
  const expired = sum(available, (leg) => leg.expired ?? 0);
  const pending = sum(legs, ({ delta }) => delta) - spendable;
  return {
    kind: "balance",
    currency,
    earned: spendable + spent + expired,
    spendable,
    spent,
    expired,
    pending,
    legs,
    requested,
    ...(shortfall > 0 && { shortfall }),
  };
};

/** What was taken or given of what was asked for, signed: a shortfall was not. */
export const appliedOf = ({ requested, shortfall = 0 }: Pick<BalanceEffect, "requested" | "shortfall">): number =>
  requested + shortfall;

const byExpiry = (a: LotKey, b: LotKey): number =>
  a.expiresOn === b.expiresOn ? (a.availableOn < b.availableOn ? -1 : 1) : a.expiresOn < b.expiresOn ? -1 : 1;

export const keyOf = ({ expiresOn, availableOn }: LotKey): LotKey => ({ expiresOn, availableOn });

const isSameLot = (a: LotKey, b: LotKey): boolean => a.expiresOn === b.expiresOn && a.availableOn === b.availableOn;

const emptyLot = (key: LotKey): LotState => ({ ...keyOf(key), amount: 0, expired: 0, standIn: 0 });

/** The lot with this key; an empty one where there is none. */
export const lotAt = ({ lots }: Lots, key: LotKey): LotState =>
  lots.find((lot) => isSameLot(lot, key)) ?? emptyLot(key);

/** Lots that can be spent on a day, first to expire first; one can be spent on its last day still. */
export const spendableLots = ({ lots }: Lots, today: string): readonly LotState[] =>
  lots.filter((lot) => isAvailable(lot) && lot.expiresOn >= today);

/** What lots hold together. */
export const sumOf = (lots: readonly LotState[]): number => sum(lots, ({ amount }) => amount);

/** How much can be spent on a day: what is over, but not yet booked as expired, can't. */
export const spendableOn = (account: AccountState, today: string): number => sumOf(spendableLots(account, today));

/** Shares an amount out among lots in their order, by how much each has room for. */
export const share = <L extends LotKey>(
  lots: readonly L[],
  amount: number,
  roomOf: (lot: L) => number,
): (readonly [L, number])[] => {
  let left = amount;
  return lots.flatMap((lot) => {
    const part = Math.min(left, roomOf(lot));
    left -= part;
    return part > 0 ? [[lot, part] as const] : [];
  });
};

/** Takes an amount out of lots in their order. The lots must hold it. */
export const take = (lots: readonly LotState[], amount: number): Leg[] => {
  if (sumOf(lots) < amount) throw new Error("The lots hold less than the balance");
  return share(lots, amount, (lot) => lot.amount).map(([lot, part]) => ({ ...keyOf(lot), delta: -part }));
};

/** Lots that hold something still. */
export const heldLots = ({ lots }: Lots): readonly LotState[] => lots.filter(({ amount }) => amount > 0);

/** Whether the day on which it becomes available comes before the end of the day on which it expires. */
const ripens = ({ availableOn, expiresOn }: LotKey): boolean =>
  availableOn !== AVAILABLE_NOW && availableOn <= expiresOn;

/** The lot that another one is released into. */
const releasedInto = ({ expiresOn }: LotKey): LotKey => ({ expiresOn, availableOn: AVAILABLE_NOW });

/** Whether a lot has become available by a day. */
const hasRipened = (lot: LotKey, today: string): boolean => ripens(lot) && lot.availableOn <= today;

/** Where what belongs into a lot is by a day, whoever releases it. */
export const placeBy = (lot: LotKey, today: string): LotKey =>
  hasRipened(lot, today) ? releasedInto(lot) : keyOf(lot);

/**
 * Lots that have become available by a day. Where nobody looked for weeks, some of them have expired since: that comes
 * next.
 */
export const releasableLots = (account: Lots, today: string): readonly LotState[] =>
  heldLots(account).filter((lot) => hasRipened(lot, today));

/** Lots whose last day is over. One that still has to be released is left until it is. */
export const overLots = (account: Lots, today: string): readonly LotState[] =>
  heldLots(account).filter((lot) => lot.expiresOn < today && !ripens(lot));

/** What is left of lots counts as available now. */
export const releaseLots = (lots: readonly LotState[]): Leg[] =>
  lots.flatMap((lot) => [
    { ...keyOf(lot), delta: -lot.amount },
    { ...releasedInto(lot), delta: lot.amount },
  ]);

/** What is left of lots is expired. */
export const expireLots = (lots: readonly LotState[]): Leg[] =>
  lots.map((lot) => ({ ...keyOf(lot), delta: -lot.amount, expired: lot.amount }));

/** Lots of which something has expired that could be spent before, the last to expire first. */
export const expiredLots = ({ lots }: Lots): readonly LotState[] =>
  lots.filter((lot) => isAvailable(lot) && lot.expired > 0).toReversed();

const moved = (lot: LotState, { delta, expired = 0, standIn = 0 }: Leg): LotState => ({
  ...keyOf(lot),
  amount: lot.amount + delta,
  expired: lot.expired + expired,
  standIn: lot.standIn + standIn,
});

const nameOf = ({ expiresOn, availableOn }: LotKey): string => `${expiresOn} ${availableOn}`;

/** Lots once legs were booked. A merge books as many as there are. */
export const moveLots = (lots: readonly LotState[], legs: readonly Leg[]): readonly LotState[] => {
  const byName = new Map(lots.map((lot) => [nameOf(lot), lot]));
  for (const leg of legs) byName.set(nameOf(leg), moved(byName.get(nameOf(leg)) ?? emptyLot(leg), leg));
  return [...byName.values()].sort(byExpiry);
};

/** The account once an effect was booked. */
export const book = (account: AccountState, effect: BalanceEffect): AccountState => ({
  currency: account.currency,
  earned: account.earned + effect.earned,
  spendable: account.spendable + effect.spendable,
  spent: account.spent + effect.spent,
  expired: account.expired + effect.expired,
  pending: account.pending + effect.pending,
  seq: account.seq + 1,
  lots: moveLots(account.lots, effect.legs),
});
