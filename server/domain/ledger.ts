import type { BalanceEffect, Leg } from "./effects.js";
import { type AccountState, AVAILABLE_NOW, type LotState } from "./member.js";

/** 2^53 - 1: the greatest balance that JSON and JavaScript carry exactly (L02, L03). */
export const GREATEST_BALANCE = Number.MAX_SAFE_INTEGER;

const still = { earned: 0, spendable: 0, spent: 0, expired: 0, pending: 0 };

/** A balance effect of which most parts stay still. */
export const balanceEffect = (currency: string, requested: number, parts: Partial<typeof still>, legs: readonly Leg[]): BalanceEffect => ({
  kind: "balance",
  currency,
  ...still,
  ...parts,
  legs,
  requested,
});

const byExpiry = (a: LotState, b: LotState): number =>
  a.expiresOn === b.expiresOn ? (a.availableOn < b.availableOn ? -1 : 1) : a.expiresOn < b.expiresOn ? -1 : 1;

const isSameLot = (lot: LotState, leg: Leg): boolean => lot.expiresOn === leg.expiresOn && lot.availableOn === leg.availableOn;

/** What is left in the lot that a leg names. */
export const leftIn = (account: AccountState, leg: Leg): number => account.lots.find((lot) => isSameLot(lot, leg))?.amount ?? 0;

/** Lots that can be spent on a day, first to expire first; one can be spent on its last day still. */
export const spendableLots = (account: AccountState, today: string): readonly LotState[] =>
  account.lots.filter((lot) => lot.availableOn === AVAILABLE_NOW && lot.expiresOn >= today);

/** What lots hold together. */
export const sumOf = (lots: readonly LotState[]): number => lots.reduce((sum, { amount }) => sum + amount, 0);

/** How much can be spent on a day: what expired since the last sweep can't. */
export const spendableOn = (account: AccountState, today: string): number => sumOf(spendableLots(account, today));

/** Takes an amount out of lots in their order. The lots must hold it. */
export const take = (lots: readonly LotState[], amount: number): Leg[] => {
  let left = amount;
  const legs: Leg[] = [];
  for (const lot of lots) {
    const part = Math.min(left, lot.amount);
    if (part > 0) legs.push({ expiresOn: lot.expiresOn, availableOn: lot.availableOn, delta: -part });
    left -= part;
  }
  if (left > 0) throw new Error("The lots hold less than the balance");
  return legs;
};

const moveLot = (lots: readonly LotState[], leg: Leg): readonly LotState[] => {
  const before = lots.find((lot) => isSameLot(lot, leg));
  const moved = { expiresOn: leg.expiresOn, availableOn: leg.availableOn, amount: (before?.amount ?? 0) + leg.delta };
  return [...lots.filter((lot) => lot !== before), ...(moved.amount === 0 ? [] : [moved])].sort(byExpiry);
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
  lots: effect.legs.reduce(moveLot, account.lots),
});
