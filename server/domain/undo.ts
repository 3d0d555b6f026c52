import type { BalanceEffect, Effect, GiftEffect, Leg, PunchEffect, TagEffect } from "./effects.js";
import { applyEffect } from "./apply-effect.js";
import { type Context, type Decision } from "./handler.js";
import { balanceEffect, leftIn, spendableLots, sumOf, take } from "./ledger.js";
import { type AccountState, accountOf, AVAILABLE_NOW, type MemberState } from "./member.js";
import { type Refused, refuse } from "./refusal.js";

/** An operation that is to be undone. */
export interface OriginalOperation {
  readonly id: string;
  readonly action: string;
  readonly currency: string | null;
  /** JSON of its effects; null where there is nothing to be undone by. */
  readonly effects: string | null;
  readonly reverses: string | null;
  readonly reversedBy: string | null;
}

type Invert<E extends Effect> = (member: MemberState, effect: E, today: string) => Effect | Refused;

const spentMeanwhile = (): Refused => refuse("insufficient-balance", "Some of it has been spent since, so it can't be taken back.");

/** Takes from the lot that it went into, and what that one lacks from those that expire first. Null where there isn't enough. */
const takeBack = (account: AccountState, leg: Leg, today: string): Leg[] | null => {
  const own = Math.min(leg.delta, leftIn(account, leg));
  const others = leg.availableOn === AVAILABLE_NOW ? spendableLots(account, today).filter((lot) => lot.expiresOn !== leg.expiresOn) : [];
  const missing = leg.delta - own;
  if (sumOf(others) < missing) return null;
  return [...(own > 0 ? [{ ...leg, delta: -own }] : []), ...take(others, missing)];
};

/** Every part moves back by exactly what it moved; what was spent returns to the lots it came from, with their own expiry. */
const invertBalance: Invert<BalanceEffect> = (member, effect, today) => {
  const { currency, requested, earned, spendable, spent, expired, pending } = effect;
  const account = accountOf(member, currency);
  const legs = effect.legs.map((leg) => (leg.delta > 0 ? takeBack(account, leg, today) : [{ ...leg, delta: -leg.delta }]));
  if (legs.includes(null)) return spentMeanwhile();
  const moves = { earned: -earned, spendable: -spendable, spent: -spent, expired: -expired, pending: -pending };
  return balanceEffect(
    currency,
    -requested,
    moves,
    legs.flatMap((leg) => leg ?? []),
  );
};

const invertGift: Invert<GiftEffect> = (member, effect) =>
  member.gifts.has(effect.id) ? { ...effect, change: "revoked" } : refuse("not-reversible", "The gift has been used or taken back since.");

const invertPunch: Invert<PunchEffect> = (member, effect) => {
  const card = member.punchCards.get(effect.id);
  const punches = effect.after - effect.before;
  if (!card || card.punches < punches) return refuse("not-reversible", "The card has been used up since.");
  const newer = [...member.punchCards.values()].some(
    (other) => other.id !== card.id && other.punchCardId === card.punchCardId && other.status === "active",
  );
  const after = card.punches - punches;
  const withdrawn = effect.change === "issued" && after === 0;
  if (card.status === "full" && newer && !withdrawn) return refuse("not-reversible", "The next card has been begun since.");
  return { ...effect, change: withdrawn ? "withdrawn" : "punched", before: card.punches, after };
};

const invertTag: Invert<TagEffect> = (member, effect) => {
  const { tags } = member;
  if (effect.change === "added")
    return tags.has(effect.tag) ? { ...effect, change: "removed" } : refuse("not-reversible", "The tag has been removed since.");
  const isBack = tags.find(effect.tag) !== undefined;
  return isBack ? refuse("not-reversible", "The tag has been added again since.") : { ...effect, change: "added" };
};

const final = (): Refused => refuse("not-reversible", "What left the house can't be called back.");

const invertBy: { [K in Effect["kind"]]: Invert<Extract<Effect, { kind: K }>> } = {
  balance: invertBalance,
  gift: invertGift,
  punch: invertPunch,
  tag: invertTag,
  message: final,
  purchase: final,
  erasure: final,
};

/** Whether all of these effects can be taken back. */
export const isReversible = (effects: readonly Effect[]): boolean =>
  effects.length > 0 && effects.every(({ kind }) => invertBy[kind] !== final);

/** What was done: by an action of the catalogue (null: one of the program's own), and what it undid itself. */
interface Done {
  readonly action: { readonly declaration: object | null };
  readonly reverses: string | null;
}

/** Whether an operator could undo this: an action of the catalogue, and no undo itself. */
export const canBeUndone = ({ action, reverses }: Done, effects: readonly Effect[]): boolean =>
  reverses === null && action.declaration !== null && isReversible(effects);

/** Each effect is taken back from the member as they are once the later ones are. */
const takeBackAll = (member: MemberState, effects: readonly Effect[], today: string): Effect[] | Refused => {
  const inverted: Effect[] = [];
  let now = member;
  for (const effect of effects.toReversed()) {
    const back = (invertBy[effect.kind] as Invert<Effect>)(now, effect, today);
    if ("problem" in back) return back;
    inverted.push(back);
    now = applyEffect(now, back);
  }
  return inverted;
};

/** Decides an undo: exactly what was applied, taken back, last effect first; or why that can't be done (L04). */
export const decideReversal = (member: MemberState, original: OriginalOperation, { today }: Context): Decision => {
  if (original.reverses !== null) return refuse("not-reversible", "An undo can't itself be undone. Do it anew.");
  if (original.reversedBy !== null) return refuse("already-reversed", "This was undone already.");
  if (original.effects === null) return refuse("not-reversible", "This can't be undone.");
  const effects = takeBackAll(member, JSON.parse(original.effects) as Effect[], today);
  return "problem" in effects ? effects : { effects };
};
