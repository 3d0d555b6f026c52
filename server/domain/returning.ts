import type { Notice } from "../../sdk/contract/index.js";
import { applyEffect } from "./apply-effect.js";
import type { BalanceEffect, Effect, GiftEffect, PunchEffect } from "./effects.js";
import { appliedOf, balanceEffect, moveLots } from "./ledger.js";
import { accountOf, type MemberState } from "./member.js";
import type { Program } from "./program.js";
import type { Brought } from "./purchase.js";
import { type Refused, refuse } from "./refusal.js";
import { effectsBrought, invertPunch, takeBackUpTo } from "./undo.js";

type Rule = NonNullable<NonNullable<Program["purchases"]>["returns"]>;

/** How much of a purchase has come back before, and after, of how much. */
interface Part {
  readonly of: number;
  readonly before: number;
  readonly after: number;
}

/** What goes back of one thing, and how much of it is gone: it was spent, used or filled since. */
interface Taken {
  readonly effect: Effect | null;
  readonly short: number;
}

const NOTHING: Taken = { effect: null, short: 0 };

const portion = (whole: number, part: number, of: number): bigint => (BigInt(whole) * BigInt(part)) / BigInt(of);

/** What a part of a purchase brought of a whole. Rounded down in all so far, so that all parts make the whole. */
const partOf = (whole: number, { of, before, after }: Part): number =>
  Number(portion(whole, after, of) - portion(whole, before, of));

/** Points come off what is left of them, wherever they are by now: as an undo would take them, as far as it could. */
const takePoints = (member: MemberState, done: BalanceEffect, part: Part, rule: Rule, today: string): Taken => {
  const wanted = partOf(Math.max(0, appliedOf(done)), part);
  const account = accountOf(member, done.currency);
  let [legs, left, short] = [[] as BalanceEffect["legs"], wanted, 0];
  for (const leg of done.legs) {
    const here = Math.min(left, Math.max(0, leg.delta));
    if (here === 0) continue;
    const now = { ...account, lots: moveLots(account.lots, legs) };
    const taken = takeBackUpTo(now, { ...leg, delta: here }, today);
    legs = [...legs, ...taken.legs];
    left -= here;
    short += taken.short;
  }
  if (wanted === short && rule !== "record-shortfall") return { effect: null, short };
  const asked = rule === "record-shortfall" ? wanted : wanted - short;
  const shortfall = asked - (wanted - short);
  return wanted === 0
    ? NOTHING
    : { effect: { ...balanceEffect(done.currency, -asked, legs, { shortfall }), returned: true }, short };
};

/** Punches come off the card, which stays, as long as it can be punched. */
const takePunches = (member: MemberState, done: PunchEffect, part: Part): Taken => {
  const wanted = partOf(done.after - done.before, part);
  const there = Math.min(wanted, member.punchCards.get(done.id)?.punches ?? 0);
  if (there === 0) return { effect: null, short: wanted };
  const back = invertPunch(member, { ...done, before: done.after - there });
  return "problem" in back
    ? { effect: null, short: wanted }
    : { effect: { ...back, change: "punched" }, short: wanted - there };
};

/** A gift goes with the last part, unless it was used. */
const takeGift = (member: MemberState, done: GiftEffect, part: Part): Taken => {
  if (done.change !== "issued" || partOf(1, part) === 0) return NOTHING;
  return member.gifts.get(done.id)?.status === "active"
    ? { effect: { ...done, change: "withdrawn" }, short: 0 }
    : { effect: null, short: 1 };
};

const takeBack = (member: MemberState, done: Effect, part: Part, rule: Rule, today: string): Taken => {
  if (done.kind === "balance") return takePoints(member, done, part, rule, today);
  if (done.kind === "punch") return takePunches(member, done, part);
  return done.kind === "gift" ? takeGift(member, done, part) : NOTHING;
};

const GONE = "Some of what the purchase brought has been spent or used since.";

/**
 * Takes back what a part of a purchase brought: points, punches and gifts, the last that came first. Of what is gone,
 * the program's rule says whether it stays, stays as a shortfall of the ledger, or stands in the way.
 */
export const takeBackBrought = (
  member: MemberState,
  brought: readonly Brought[],
  part: Part,
  rule: Rule,
  today: string,
): { readonly effects: readonly Effect[]; readonly warnings: readonly Notice[] } | Refused => {
  const effects: Effect[] = [];
  let now = member;
  let isShort = false;
  const done = effectsBrought(member, brought);
  for (const each of done.toReversed()) {
    const { effect, short } = takeBack(now, each, part, rule, today);
    isShort ||= short > 0;
    if (!effect) continue;
    effects.push(effect);
    now = applyEffect(now, effect);
  }
  if (isShort && rule === "refuse") return refuse("insufficient-balance", GONE);
  return { effects, warnings: isShort ? [{ code: "already-spent", detail: GONE }] : [] };
};
