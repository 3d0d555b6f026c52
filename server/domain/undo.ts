import type { ActionDeclaration } from "../../sdk/contract/index.js";
import type {
  BalanceEffect,
  CardEffect,
  CouponEffect,
  CurrencyEffect,
  Effect,
  GiftEffect,
  HiddenTierEffect,
  Leg,
  PunchEffect,
  ProfileEffect,
  PurchaseEffect,
  ReturnEffect,
  StatusEffect,
  TagEffect,
  TierEffect,
} from "./effects.js";
import { applyEffect } from "./apply-effect.js";
import { holdsCard } from "./card.js";
import { consentTakenBack } from "./change-consent.js";
import { tagTakenBack } from "./change-tags.js";
import { giftStatusAfter } from "./held-gift.js";
import { type Context, type Decision } from "./handler.js";
import {
  appliedOf,
  balanceEffect,
  GREATEST_BALANCE,
  isAvailable,
  keyOf,
  lotAt,
  moveLots,
  placeBy,
  share,
  spendableLots,
  sumOf,
  take,
} from "./ledger.js";
import { type AccountState, accountOf, type Library, type LotKey, type LotState, type MemberState } from "./member.js";
import type { Brought } from "./purchase.js";
import { attributeOf } from "./attribute.js";
import { takenIn } from "./profile.js";
import { isSameGiven } from "./tiers.js";
import { type Refused, refuse } from "./refusal.js";

/**
 * An undo takes back exactly what its operation did, whatever the program has done to it since: the member stands as if
 * the operation had never been.
 *
 * - What was added comes off what is left of it, then off what has expired of it: then earned and expired fall, and
 *   spendable stays. For what was taken of it, the lots that expire first stand in. Where these hold too little, it was
 *   spent: `insufficient-balance`.
 * - What was redeemed or subtracted returns to the lots that it was taken from, or to those that stood in for them.
 *   Where such a lot's last day is over, what returns has expired, by the same operation: nothing is shown that can't
 *   be spent.
 * - What was collected for a later day is taken back from where it is by now: pending, released, taken, expired or
 *   cancelled. What was released before its day has to be pending again first.
 * - What was released by hand is pending again, unless its day has come since: then nothing moves.
 * - What was reinstated has expired again: it is taken back as what was added is, and returns as what was redeemed does.
 * - A card that came with its first punch goes when its last one is undone. What was used, removed or begun anew since,
 *   be it a gift, a tag or the next card, is refused as `not-reversible`.
 * - A card goes, and the one that it replaced counts again, unless it was replaced itself since, or its number is another's.
 * - A coupon goes with what issued it, even where it was disabled since, and its points come back. One that was used is
 *   refused as `not-reversible`.
 * - A claimed purchase is nobody's again, and goes with what the rules did about it. What came back of one is undone
 *   before, the last of it first; then what went back with it is brought anew.
 * - The tier is the one that is earned without the operation, and never less than one that was given: see tiers.ts.
 *
 * It makes no difference whether the program books an expiry before the undo or after it; and where all is undone,
 * nothing is left. To make that so, a lot counts what has expired of it and what it gave in place of others: see {@link
 * LotState}.
 */

/** An operation that is to be undone. */
export interface OriginalOperation {
  readonly id: string;
  readonly action: string;
  /** Who did it; null: the program itself, a rule or a till. */
  readonly operatorId: string | null;
  readonly currency: string | null;
  /** When it was done: an instant. */
  readonly at: string;
  /** In the units of limits. */
  readonly amount: number | null;
  /** JSON of its effects; null where there is nothing to be undone by. */
  readonly effects: string | null;
  readonly reverses: string | null;
  readonly reversedBy: string | null;
  /** The other member's operation of the two that were done together. */
  readonly counterpart: string | null;
  /** The purchase that it is, or that a rule did it for; left out or null: none. */
  readonly purchaseId?: string | null;
}

/** What an undo looks at beside the member, as far as a purchase is concerned. */
type Purchases = Pick<Library, "purchases" | "brought">;
const NO_PURCHASES: Purchases = { purchases: new Map(), brought: new Map() };

type Invert<E extends Effect> = (member: MemberState, effect: E, today: string) => Effect | Refused;

/** Where points that went into a lot may be by now: there still, or, once its day has come, among those available. */
const lotsSince = (account: AccountState, { expiresOn, availableOn }: LotKey, place: LotKey): LotState[] =>
  [...new Set([availableOn, place.availableOn])].map((since) => lotAt(account, { expiresOn, availableOn: since }));

/**
 * Takes back what was brought: what is left of it, then what has expired of it. For what was taken of it, the lots that
 * expire first stand in, as they would have been taken from without it. `short` is what they hold too little, and all that
 * was released before its day: undoing that comes first, since nobody could tell afterwards how much that has to bring
 * back.
 */
export const takeBackUpTo = (
  account: AccountState,
  leg: Leg,
  today: string,
): { readonly legs: Leg[]; readonly short: number } => {
  const place = placeBy(leg, today);
  let missing = leg.delta;
  const legs: Leg[] = [];
  for (const lot of lotsSince(account, leg, place)) {
    const here = Math.min(missing, lot.amount);
    const over = Math.min(missing - here, lot.expired);
    missing -= here + over;
    legs.push({ ...keyOf(lot), delta: -here, expired: -over });
  }
  const others = isAvailable(place) ? spendableLots({ lots: moveLots(account.lots, legs) }, today) : [];
  const stoodIn = Math.min(missing, sumOf(others));
  if (stoodIn === 0) return { legs, short: missing };
  const own = { ...place, delta: 0, standIn: -stoodIn };
  const standIns = take(others, stoodIn).map((other) => ({ ...other, standIn: -other.delta }));
  return { legs: [...legs, own, ...standIns], short: missing - stoodIn };
};

/** The same, whole. Null where some of it is gone. */
const takeBack = (account: AccountState, leg: Leg, today: string): Leg[] | null => {
  const { legs, short } = takeBackUpTo(account, leg, today);
  return short === 0 ? legs : null;
};

const expiredIn = (lot: LotKey, amount: number): Leg => ({ ...keyOf(lot), delta: 0, expired: amount });

/** What returns to a lot is where it would be by now: available once its day has come, expired once its last is over. */
const returnTo = (lot: LotKey, amount: number, today: string): Leg => {
  const place = placeBy(lot, today);
  return place.expiresOn < today ? expiredIn(place, amount) : { ...place, delta: amount };
};

/**
 * Returns what was taken: to those that stood in for the lot that it was taken from, the last to expire first; then to
 * that one.
 */
const giveBack = (account: AccountState, lot: LotKey, amount: number, today: string, toOwn = returnTo): Leg[] => {
  const stoodIn = Math.min(amount, Math.max(0, -lotAt(account, lot).standIn));
  const others = share(account.lots.toReversed(), stoodIn, ({ standIn }) => Math.max(0, standIn));
  return [
    ...others.map(([other, part]) => ({ ...returnTo(other, part, today), standIn: -part })),
    { ...toOwn(lot, amount - stoodIn, today), standIn: stoodIn },
  ];
};

/**
 * Brings back what was made to expire, or was cancelled; what would have expired by itself since stays so. Null where
 * some of it has been taken back from the expired ones since.
 */
const bringBack = (account: AccountState, leg: Leg, expired: number, today: string): Leg[] | null => {
  const { availableOn } = placeBy(leg, today);
  if (leg.expiresOn < today && availableOn === leg.availableOn) return [];
  return lotAt(account, leg).expired < expired ? null : [expiredIn(leg, -expired), returnTo(leg, expired, today)];
};

const invertLeg = (account: AccountState, leg: Leg, today: string): Leg[] | null => {
  const { delta, expired = 0 } = leg;
  if (expired > 0) return bringBack(account, leg, expired, today);
  if (expired < 0) return giveBack(account, leg, -expired, today, expiredIn);
  return delta > 0 ? takeBack(account, leg, today) : giveBack(account, leg, -delta, today);
};

const isMove = ({ delta, expired = 0, standIn = 0 }: Leg): boolean => delta !== 0 || expired !== 0 || standIn !== 0;

/**
 * Takes back every leg, each from the account as the ones before it leave it. Null where something has been spent
 * since.
 */
const invertLegs = (account: AccountState, legs: readonly Leg[], today: string): Leg[] | null => {
  const inverted: Leg[] = [];
  for (const leg of legs) {
    const now = { ...account, lots: moveLots(account.lots, inverted) };
    const back = invertLeg(now, leg, today);
    if (back === null) return null;
    inverted.push(...back.filter(isMove));
  }
  return inverted;
};

/** What went back with a purchase is brought anew, to where it was; what had expired of it has again. */
const bringAnew = ({ delta, expired = 0, standIn = 0, ...lot }: Leg, today: string): Leg[] =>
  [returnTo(lot, -delta, today), { ...keyOf(lot), delta: 0, expired: -expired, standIn: -standIn }].filter(isMove);

const invertBalance: Invert<BalanceEffect> = (member, done, today) => {
  const { currency, spent, legs } = done;
  const account = accountOf(member, currency);
  const inverted = done.returned ? legs.flatMap((leg) => bringAnew(leg, today)) : invertLegs(account, legs, today);
  if (inverted === null)
    return refuse("insufficient-balance", "Some of it has been spent, released or taken back since. Undo that first.");
  const effect = balanceEffect(currency, -appliedOf(done), inverted, { spent: -spent });
  if (effect.spent < -account.spent)
    return refuse("insufficient-balance", "Some of it has been refunded since, so it can't be undone.");
  return effect.earned > GREATEST_BALANCE - account.earned
    ? refuse("balance-overflow", "That is more than a balance can hold.")
    : effect;
};

const giftUndoneBy: Readonly<Record<GiftEffect["change"], GiftEffect["change"]>> = {
  issued: "revoked",
  revoked: "issued",
  used: "unused",
  unused: "used",
  withdrawn: "restored",
  restored: "withdrawn",
};

const invertGift: Invert<GiftEffect> = (member, effect) =>
  member.gifts.get(effect.id)?.status === giftStatusAfter[effect.change]
    ? { ...effect, change: giftUndoneBy[effect.change] }
    : refuse("not-reversible", "The gift has been used or taken back since.");

/** Punches come off the card, or, where they had come off with a purchase, on it again. */
export const invertPunch = (member: MemberState, effect: PunchEffect): PunchEffect | Refused => {
  const card = member.punchCards.get(effect.id);
  const punches = effect.after - effect.before;
  if (!card || card.punches < punches) return refuse("not-reversible", "The card has been used up since.");
  const after = card.punches - punches;
  if (after > effect.of) return refuse("not-reversible", "The card has been filled since.");
  const withdrawn = card.issuedByPunch && after === 0 && punches > 0;
  const isNextBegun = [...member.punchCards.values()].some(
    ({ punchCardId, status }) => punchCardId === card.punchCardId && status === "active",
  );
  if (card.status === "full" && isNextBegun && !withdrawn)
    return refuse("not-reversible", "The next card has been begun since.");
  return { ...effect, change: withdrawn ? "withdrawn" : "punched", before: card.punches, after };
};

/** A coupon goes with what issued it, disabled or not. What was disabled can be used again, as long as it is there. */
const invertCoupon: Invert<CouponEffect> = (member, effect) => {
  const { status = null } = member.coupons.get(effect.id) ?? {};
  const isUndoable = effect.before === null ? status === "active" || status === "disabled" : status === effect.after;
  return isUndoable
    ? { ...effect, before: status, after: effect.before }
    : refuse("not-reversible", "The coupon has been used or taken back since.");
};

const invertTag: Invert<TagEffect> = ({ tags }, effect) => tagTakenBack(tags, effect);

const invertStatus: Invert<StatusEffect> = (member, { kind, before, after }) =>
  member.status === after
    ? { kind, before: after, after: before }
    : refuse("not-reversible", "The membership has changed since.");

const invertProfile: Invert<ProfileEffect> = (member, effect) =>
  attributeOf(member, effect.attribute.id).value === effect.after.value
    ? { ...effect, before: effect.after, after: effect.before }
    : refuse("not-reversible", "What is known has been changed since.");

const invertCurrency: Invert<CurrencyEffect> = (member, { kind, before, after }) =>
  member.currency === after
    ? { kind, before: after, after: before }
    : refuse("not-reversible", "The currency has been changed since.");

const invertCard: Invert<CardEffect> = (member, { kind, before, after }) => {
  if (after && !member.cards.has(after.id)) return refuse("not-reversible", "The card has been replaced since.");
  if (before && holdsCard(member, before.number))
    return refuse("not-reversible", "The member has that card once more by now.");
  return { kind, change: "taken-back", before: after, after: before };
};

const invertTier: Invert<TierEffect> = ({ givenTiers }, { kind, change, given }) => {
  if (change === "ended") return { kind, change: "given", given };
  return givenTiers.some((each) => isSameGiven(each, given))
    ? { kind, change: "ended", given }
    : refuse("not-reversible", "It has ended since.");
};

const invertHiddenTier: Invert<HiddenTierEffect> = (member, { kind, before, after }) =>
  member.hiddenTierId === after
    ? { kind, before: after, after: before }
    : refuse("not-reversible", "Another hidden tier has been given since.");

const invertPurchase: Invert<PurchaseEffect> = (_, effect) =>
  effect.change === "claimed" ? { ...effect, change: "unclaimed" } : final();

const invertReturn: Invert<ReturnEffect> = (_, { before, after, ...effect }) => ({
  ...effect,
  before: after,
  after: before,
});

const final = (): Refused => refuse("not-reversible", "What left the house can't be called back.");

const invertBy: { [K in Effect["kind"]]: Invert<Extract<Effect, { kind: K }>> } = {
  balance: invertBalance,
  gift: invertGift,
  punch: invertPunch,
  coupon: invertCoupon,
  tag: invertTag,
  status: invertStatus,
  consent: consentTakenBack,
  profile: invertProfile,
  tier: invertTier,
  "hidden-tier": invertHiddenTier,
  currency: invertCurrency,
  card: invertCard,
  message: final,
  resync: final,
  purchase: invertPurchase,
  return: invertReturn,
  event: final,
  absorb: final,
  merge: final,
  erasure: final,
};

/** Whether all of these effects can be taken back. */
export const isReversible = (effects: readonly Effect[]): boolean =>
  effects.length > 0 && effects.every(({ kind }) => invertBy[kind] !== final);

/** What was done: by an action of the catalogue (null: one of the program's own), and what it undid itself. */
interface Done {
  readonly action: { readonly declaration: Pick<ActionDeclaration, "undo"> | null };
  readonly reverses: string | null;
}

/** Whether an operator could undo this: an action of the catalogue, and no undo itself. */
export const canBeUndone = ({ action, reverses }: Done, effects: readonly Effect[]): boolean =>
  reverses === null && action.declaration !== null && action.declaration.undo !== "none" && isReversible(effects);

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

/** What came back of a purchase came back with what it had brought: that is undone first, the last of it before. */
const refusedByReturn = (
  { purchaseId }: OriginalOperation,
  effects: readonly Effect[],
  { purchases }: Purchases,
): Refused | null => {
  const isOver = effects.some(
    (effect) => effect.kind === "return" && purchases.get(effect.purchase.id)?.returned !== effect.after,
  );
  if (isOver) return refuse("not-reversible", "More of the purchase has come back since. Undo that first.");
  return purchases.get(purchaseId ?? "")?.returned
    ? refuse("not-reversible", "The purchase has come back since, with what it brought. Undo that first.")
    : null;
};

/** What reactions of rules did to a member, in their order. */
export const effectsBrought = ({ id }: MemberState, reactions: readonly Brought[]): Effect[] =>
  reactions.flatMap(({ memberId, effects }) =>
    memberId === id && effects !== null ? (JSON.parse(effects) as Effect[]) : [],
  );

/** Decides an undo: exactly what was applied, taken back, last effect first; or why that can't be done (L04). */
export const decideReversal = (
  member: MemberState,
  original: OriginalOperation,
  { today, isTaken }: Pick<Context, "today" | "isTaken">,
  library: Purchases = NO_PURCHASES,
): Decision => {
  if (original.reverses !== null) return refuse("not-reversible", "An undo can't itself be undone. Do it anew.");
  if (original.reversedBy !== null) return refuse("already-reversed", "This was undone already.");
  if (original.effects === null) return refuse("not-reversible", "This can't be undone.");
  const done = JSON.parse(original.effects) as Effect[];
  const reactions = library.brought.get(original.id) ?? [];
  if (reactions.some(({ rulesDue }) => rulesDue))
    return refuse("operation-in-progress", "What the purchase brings is still on its way. Try again in a moment.");
  const brought = effectsBrought(member, reactions);
  const effects = refusedByReturn(original, done, library) ?? takeBackAll(member, [...done, ...brought], today);
  if ("problem" in effects) return effects;
  return takenIn(effects, isTaken).length > 0
    ? refuse("not-reversible", "Another member has this address or number by now.")
    : { effects };
};
