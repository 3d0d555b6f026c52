import type { Attribute, Conflict } from "../../sdk/contract/index.js";
import { attributeOf } from "./attribute.js";
import type {
  BalanceEffect,
  ConsentEffect,
  HiddenTierEffect,
  ProfileEffect,
  PunchEffect,
  TierEffect,
} from "./effects.js";
import { balanceEffect, GREATEST_BALANCE } from "./ledger.js";
import { type AccountState, accountOf, type Library, type MemberState } from "./member.js";
import { hiddenTiersOf } from "./program.js";
import { asShown, changeOf } from "./profile.js";
import { activeCard, punch } from "./punches.js";
import { rankOn, tiersGivenTo } from "./tiers.js";

/** What a merge does to one of its two members. */
export interface Sides<E> {
  readonly kept: readonly E[];
  readonly gone: readonly E[];
}

const all = ({ currency, spendable, pending, spent, lots }: AccountState, sign: 1 | -1): BalanceEffect => {
  const legs = lots.map(({ expiresOn, availableOn, amount, expired, standIn }) => {
    return { expiresOn, availableOn, delta: sign * amount, expired: sign * expired, standIn: sign * standIn };
  });
  return balanceEffect(currency, sign * (spendable + pending), legs, { spent: sign * spent });
};

/** Every lot moves with its days and its past, so that what was done before can still be undone. */
export const mergeBalances = ({ accounts }: MemberState): Sides<BalanceEffect> => {
  const used = [...accounts.values()].filter(({ earned, pending }) => earned > 0 || pending > 0);
  return { kept: used.map((account) => all(account, 1)), gone: used.map((account) => all(account, -1)) };
};

/** Whether the sum of what both earned, or still have to get, is more than a balance can hold. */
export const mergeOverflows = (member: MemberState, { accounts }: MemberState): boolean =>
  [...accounts.values()].some((account) => {
    const own = accountOf(member, account.currency);
    return account.earned > GREATEST_BALANCE - own.earned || account.pending > GREATEST_BALANCE - own.pending;
  });

/** Of a card that both have begun, the punches go on the one that stays. All others move as they are. */
export const mergePunchCards = (
  member: MemberState,
  other: MemberState,
  { punchCards }: Pick<Library, "punchCards">,
  newId: (prefix: string) => string,
): Sides<PunchEffect> => {
  const both = [...other.punchCards.values()].flatMap((card) => {
    const kind = punchCards.get(card.punchCardId);
    return kind && card.status === "active" && activeCard(member, kind.id) ? [{ card, kind }] : [];
  });
  return {
    kept: both.flatMap(({ card, kind }) => punch(member, kind, card.punches, newId)),
    gone: both.map(({ card: { id, punches }, kind }) => {
      const punchCard = { id: kind.id, name: kind.name };
      return { kind: "punch", change: "withdrawn", id, punchCard, before: punches, after: 0, of: kind.size };
    }),
  };
};

/** A channel that was refused on either profile, and not agreed to on the other since, is refused. */
export const mergeConsents = (member: MemberState, other: MemberState): ConsentEffect[] =>
  [...other.consents].flatMap(([channel, theirs]) => {
    const own = member.consents.get(channel);
    const isNewer = own?.granted === true && !theirs.granted && (theirs.at ?? "") > (own.at ?? "");
    return isNewer ? [{ kind: "consent", channel, before: own, after: theirs }] : [];
  });

/** What either was given stays a floor, as long as it was to hold; of two hidden tiers the higher one. */
export const mergeTiers = (
  member: MemberState,
  other: MemberState,
  { program }: Pick<Library, "program">,
): (TierEffect | HiddenTierEffect)[] => {
  const ladder = hiddenTiersOf(program);
  const isHigher = rankOn(ladder, other.hiddenTierId) > rankOn(ladder, member.hiddenTierId);
  return [
    ...tiersGivenTo(program, other).map((given): TierEffect => ({ kind: "tier", change: "given", given })),
    ...(isHigher ? [{ kind: "hidden-tier" as const, before: member.hiddenTierId, after: other.hiddenTierId }] : []),
  ];
};

/** What becomes of the profile that stays: what it lacks, and what is picked, comes from the other one. */
export const mergeProfiles = (
  member: MemberState,
  other: MemberState,
  attributes: readonly Attribute[],
  picked: readonly string[],
): { readonly effects: ProfileEffect[]; readonly conflicts: Conflict[] } => {
  const both = attributes.map((attribute) => ({
    attribute,
    own: attributeOf(member, attribute.id),
    theirs: attributeOf(other, attribute.id),
  }));
  const differing = both.filter(({ own, theirs }) => theirs.value !== null && theirs.value !== own.value);
  const taken = differing.filter(({ attribute, own }) => own.value === null || picked.includes(attribute.id));
  const inConflict = differing.filter(({ own }) => own.value !== null);
  return {
    effects: taken.map(({ attribute, own, theirs }) => changeOf(attribute, own, theirs)),
    conflicts: inConflict.map(({ attribute, own, theirs }) => ({
      attribute: { id: attribute.id, name: attribute.label },
      kind: attribute.kind,
      own: asShown(attribute, own).shown ?? own.value,
      other: asShown(attribute, theirs).shown ?? theirs.value,
    })),
  };
};
